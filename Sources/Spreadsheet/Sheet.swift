/// The cells of a sheet that have a text.
package struct Sheet: Hashable {
  package var name: String
  package var rows: [Row]

  package struct Row: Hashable {
    /// From 1, as spreadsheet programs show it.
    package var number: Int
    package var cells: [Cell]
  }

  package struct Cell: Hashable {
    /// From 0.
    package var column: Int
    package var text: String
  }

  /// The letters that spreadsheet programs show for a column: 0 is A, 26 is AA.
  package static func letters(of column: Int) -> String {
    var letters = ""
    var rest = column + 1
    while rest > 0 {
      rest -= 1
      letters = String(UnicodeScalar(UInt8(65 + rest % 26))) + letters
      rest /= 26
    }
    return letters
  }

  /// The column of a reference such as `AB12`, from 0; nil for anything else or beyond the last column (XFD).
  static func column(of reference: String) -> Int? {
    var column = 0
    for byte in reference.utf8 {
      guard (65...90).contains(byte) else { break }
      column = column * 26 + Int(byte) - 64
      if column > 16_384 { return nil }
    }
    return column > 0 ? column - 1 : nil
  }
}

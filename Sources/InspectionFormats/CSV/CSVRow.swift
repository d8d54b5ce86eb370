/// One row of a CSV file: where it stands, and its fields as ranges of the file's bytes.
///
/// A reader fills the same row again and again, so that reading allocates nothing per row.
package struct CSVRow {
  /// A field as it stands in the file, without the quotes around it.
  package struct Field {
    package var start: Int
    package var end: Int
    /// A doubled quote is in it, which stands for a single one.
    package var isEscaped: Bool
  }

  /// The line that the row begins on, from 1.
  package internal(set) var line = 1
  /// Where the row begins in the file's bytes.
  package internal(set) var offset = 0
  /// Where the next row begins.
  package internal(set) var end = 0
  package internal(set) var fields: [Field] = []

  package init() {}
}

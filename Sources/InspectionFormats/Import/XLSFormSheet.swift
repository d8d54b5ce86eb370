import Inspection
import Spreadsheet

/// A sheet of an XLSForm: a header, then rows of named cells.
struct XLSFormSheet {
  let rows: [Row]
  /// Header texts in lower case, by column.
  let headers: [Int: String]
  let headerLocation: ValidationIssue.Location

  struct Row {
    let location: ValidationIssue.Location
    fileprivate let cells: [Int: String]
    fileprivate let columns: [String: Int]

    /// The trimmed text of a column; nil where it is blank.
    subscript(name: String) -> LocatedText? {
      guard let column = columns[name], let text = cells[column] else { return nil }
      return LocatedText(text, at: location, field: "\(name) (column \(Sheet.letters(of: column)))")
    }
  }

  init(_ sheet: Sheet, file: String) {
    let place = { (row: Int) in ValidationIssue.Location(file: "\(file)[\(sheet.name)]", line: row) }
    var headers: [Int: String] = [:]
    var columns: [String: Int] = [:]
    for cell in sheet.rows.first?.cells ?? [] {
      let name = Self.normal(cell.text)
      headers[cell.column] = name
      if columns[name] == nil { columns[name] = cell.column }
    }
    self.headers = headers
    headerLocation = place(sheet.rows.first?.number ?? 1)
    rows = sheet.rows.dropFirst().map { row in
      var cells: [Int: String] = [:]
      for cell in row.cells {
        let text = ForeignBytes.removed(from: cell.text)
        if !text.isEmpty { cells[cell.column] = text }
      }
      return Row(location: place(row.number), cells: cells, columns: columns)
    }
  }

  /// How many rows have a text in a column.
  func count(_ column: Int) -> Int { rows.count { $0.cells[column] != nil } }

  /// Names that are written in several ways are made one.
  private static func normal(_ header: String) -> String {
    let name = header.trimmingBlanks().lowercased()
    let aliases = [
      "list name": "list_name", "relevance": "relevant", "required": "required", "value": "name",
      "site types": "site_types", "red line": "red_line", "redline": "red_line", "caption": "label",
    ]
    return aliases[name] ?? name
  }
}

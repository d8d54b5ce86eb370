package import Inspection

/// A CSV file with a header, read row by row by column.
package struct CSVTable<Column: TableColumn> {
  package let layout: TableLayout<Column>
  private var reader: CSVReader
  /// The row that `next` read last.
  package private(set) var row = CSVRow()

  /// Reads the header.
  ///
  /// - Returns: nil, with issues in `log`, for a file that is no table with the required columns.
  package init?(
    _ file: InputFile, mapping: RoleMapping? = nil, offset: Int = 0, line: Int = 1, log: inout IssueLog
  ) {
    guard file.checkText(&log) else { return nil }
    var reader = CSVReader(file, offset: offset, line: line)
    do throws(CSVFault) {
      guard try reader.next(into: &row) else {
        log.report(file.location(), "has no header: its first row must name the columns")
        return nil
      }
    } catch {
      log.report(file.location(line: error.line), error.message)
      return nil
    }
    let names = row.fields.map { reader.text(of: $0) }
    guard let header = TableHeader(names, at: file.location(line: row.line), log: &log),
      let layout = TableLayout<Column>(header, mapping: mapping, table: file.name, log: &log)
    else { return nil }
    self.layout = layout
    self.reader = reader
  }

  /// Goes on in the middle of a file whose layout is known.
  package init(_ file: InputFile, layout: TableLayout<Column>, offset: Int, line: Int, end: Int) {
    self.layout = layout
    reader = CSVReader(file, offset: offset, line: line, end: end)
  }

  /// Reads the next row that can be read, and reports those that cannot.
  ///
  /// - Returns: false at the end.
  package mutating func next(log: inout IssueLog) -> Bool {
    while true {
      do throws(CSVFault) {
        guard try reader.next(into: &row) else { return false }
        if row.fields.count == layout.fieldCount { return true }
        log.report(
          location, "the row has \(row.fields.count) fields, but the header has \(layout.fieldCount)")
      } catch {
        log.report(reader.file.location(line: error.line), error.message)
      }
    }
  }

  /// The place of the row.
  package var location: ValidationIssue.Location { reader.file.location(line: row.line) }

  /// The value of a column, empty where the table has no such column.
  package func text(_ column: Column) -> String {
    switch layout.source(of: column) {
    case .absent: ""
    case .field(let index): reader.text(of: row.fields[index], keepingBlanks: layout.keepsBlanks)
    case .template(let parts): text(parts)
    }
  }

  private func text(_ parts: [FieldSource.Part]) -> String {
    parts.reduce(into: "") { text, part in
      switch part {
      case .text(let fixed): text += fixed
      case .field(let index): text += reader.text(of: row.fields[index], keepingBlanks: layout.keepsBlanks)
      }
    }
  }

  /// The value of a column with its place.
  package func located(_ column: Column) -> LocatedText {
    LocatedText(text(column), at: location, field: layout.fieldName(of: column))
  }

  /// The parts of a column that holds a list separated by `|`.
  package func list(_ column: Column) -> [LocatedText] {
    let isEmpty = withBytes(column) { $0.isEmpty }
    if isEmpty { return [] }
    let whole = located(column)
    return whole.text.splittingList().map { LocatedText($0, at: whole.location, field: whole.field) }
  }

  /// The bytes of a column, only for as long as `body` runs.
  @inline(__always)
  package func withBytes<R>(_ column: Column, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    let position = layout.position(of: column)
    if position >= 0, !row.fields[position].isEscaped {
      let bytes = reader.bytes(of: row.fields[position])
      return try body(layout.keepsBlanks ? bytes : bytes.trimmed)
    }
    var text = text(column)
    return try text.withUTF8 { try body(UnsafeRawBufferPointer($0)) }
  }

  package func issue(_ column: Column, _ message: String) -> ValidationIssue {
    ValidationIssue(location, field: layout.fieldName(of: column), message)
  }
}

/// A streaming reader of RFC 4180 over the bytes of a file.
///
/// Rows end with LF, CRLF or a lone CR; empty lines are no rows. A quoted field may hold anything, a quote
/// doubled. What the RFC leaves out is refused rather than guessed at: a quote inside a field without quotes,
/// and text after a closing quote.
///
/// Reading may start at any row whose offset and line are known from an earlier pass.
package struct CSVReader {
  package let file: InputFile
  /// Where the next row begins.
  package private(set) var offset: Int
  /// The line that the next row begins on.
  package private(set) var line: Int
  private let end: Int

  /// - Parameters:
  ///   - offset: where a row begins.
  ///   - line: the line of that row.
  ///   - end: where to stop; the end of the file if nil.
  package init(_ file: InputFile, offset: Int = 0, line: Int = 1, end: Int? = nil) {
    self.file = file
    self.offset = offset
    self.line = line
    self.end = min(end ?? file.bytes.count, file.bytes.count)
  }

  /// Reads the next row.
  ///
  /// - Returns: false at the end.
  /// - Throws: a fault of this row; the next call reads the row after it.
  package mutating func next(into row: inout CSVRow) throws(CSVFault) -> Bool {
    skipEmptyLines()
    guard offset < end else { return false }
    row.line = line
    row.offset = offset
    row.fields.removeAll(keepingCapacity: true)
    var isOpen = true
    while isOpen {
      if offset < end, file.bytes[offset] == Byte.quote {
        isOpen = try quotedField(into: &row)
      } else {
        isOpen = try plainField(into: &row)
      }
    }
    row.end = offset
    return true
  }

  private mutating func skipEmptyLines() {
    while offset < end, file.bytes[offset] == Byte.lf || file.bytes[offset] == Byte.cr { endLine() }
  }

  /// Steps over the line end at `offset`.
  private mutating func endLine() {
    if file.bytes[offset] == Byte.cr, offset + 1 < end, file.bytes[offset + 1] == Byte.lf { offset += 1 }
    offset += 1
    line += 1
  }

  /// - Returns: whether another field follows on the row.
  private mutating func plainField(into row: inout CSVRow) throws(CSVFault) -> Bool {
    let bytes = file.bytes
    let start = offset
    var at = start
    while at < end, !Byte.isSpecial(bytes[at]) { at += 1 }
    offset = at
    row.fields.append(.init(start: start, end: at, isEscaped: false))
    guard at < end else { return false }
    switch bytes[at] {
    case Byte.comma:
      offset += 1
      return true
    case Byte.quote:
      let fault = CSVFault(
        line: line,
        message: "field \(row.fields.count) has a quote in it, but does not begin with one;"
          + " put the field in quotes and double the quotes inside")
      skipLine()
      throw fault
    default:
      endLine()
      return false
    }
  }

  /// - Returns: whether another field follows on the row.
  private mutating func quotedField(into row: inout CSVRow) throws(CSVFault) -> Bool {
    let bytes = file.bytes
    let opened = line
    offset += 1
    var field = CSVRow.Field(start: offset, end: offset, isEscaped: false)
    while true {
      guard offset < end else {
        throw CSVFault(line: opened, message: "the quote opened on line \(opened) is never closed")
      }
      switch bytes[offset] {
      case Byte.quote:
        field.end = offset
        offset += 1
        guard offset < end, bytes[offset] == Byte.quote else {
          row.fields.append(field)
          return try afterQuote(opened: opened)
        }
        field.isEscaped = true
        offset += 1
      case Byte.lf, Byte.cr: endLine()
      default: offset += 1
      }
    }
  }

  private mutating func afterQuote(opened: Int) throws(CSVFault) -> Bool {
    guard offset < end else { return false }
    switch file.bytes[offset] {
    case Byte.comma:
      offset += 1
      return true
    case Byte.lf, Byte.cr:
      endLine()
      return false
    default:
      let fault = CSVFault(
        line: line,
        message: "text follows a closing quote; its quote was opened on line \(opened)"
          + " (a quote inside a quoted field must be doubled)")
      skipLine()
      throw fault
    }
  }

  private mutating func skipLine() {
    while offset < end, file.bytes[offset] != Byte.lf, file.bytes[offset] != Byte.cr { offset += 1 }
    if offset < end { endLine() }
  }
}

extension CSVReader {
  /// The text of a field, without blanks around it unless `keepingBlanks`.
  package func text(of field: CSVRow.Field, keepingBlanks: Bool = false) -> String {
    let bytes = keepingBlanks ? self.bytes(of: field) : self.bytes(of: field).trimmed
    guard field.isEscaped else { return String(decoding: bytes, as: UTF8.self) }
    // By bytes: a combining mark behind a quote makes it another character.
    var isSecond = false
    let kept = bytes.filter { byte in
      isSecond = byte == Byte.quote && !isSecond
      return byte != Byte.quote || isSecond
    }
    return String(decoding: kept, as: UTF8.self)
  }

  /// The bytes of a field as they stand in the file.
  package func bytes(of field: CSVRow.Field) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: file.bytes[field.start..<field.end])
  }
}

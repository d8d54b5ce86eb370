import Markup

/// Reads the rows of a sheet.
final class SheetReader: MarkupHandler {
  static let maximumCells = 1_000_000
  static let maximumRow = 1_048_576

  private(set) var rows: [Sheet.Row] = []
  private let strings: [String]
  private var row = Sheet.Row(number: 0, cells: [])
  private var column = -1
  private var type = ""
  private var value = ""
  private var isValue = false
  private var inline = RichText()
  private var count = 0

  init(strings: [String]) {
    self.strings = strings
  }

  func open(_ tag: MarkupTag) throws(MarkupFault) {
    inline.open(tag.name)
    switch tag.name {
    case "row":
      // A row without a number follows the one before it.
      let number = tag["r"].flatMap { Int($0) } ?? row.number + 1
      guard (1...Self.maximumRow).contains(number) else {
        throw MarkupFault(line: tag.line, "has a row with the number \(number)")
      }
      row = Sheet.Row(number: number, cells: [])
      column = -1
    case "c":
      column = tag["r"].flatMap(Sheet.column) ?? min(column + 1, 16_383)
      (type, value, inline) = (tag["t"] ?? "n", "", RichText())
      count += 1
      guard count <= Self.maximumCells else {
        throw MarkupFault(line: tag.line, "has more than \(Self.maximumCells) cells")
      }
    case "v": isValue = true
    default: break
    }
  }

  func text(_ text: String) {
    inline.add(text)
    if isValue { value += text }
  }

  func close(_ name: String) {
    inline.close(name)
    switch name {
    case "v": isValue = false
    case "c":
      let text = cellText
      if !text.isEmpty { row.cells.append(.init(column: column, text: text)) }
    case "row":
      if !row.cells.isEmpty { rows.append(row) }
    default: break
    }
  }

  private var cellText: String {
    switch type {
    case "s": Int(value).flatMap { strings.indices.contains($0) ? strings[$0] : nil } ?? ""
    case "inlineStr": inline.text
    case "b": value == "1" ? "true" : "false"
    case "n": Self.number(value)
    default: value
    }
  }

  /// Spreadsheets store 5 as `5` or `5.0`, and 0.1 with all its binary digits.
  private static func number(_ text: String) -> String {
    guard let value = Double(text), value.isFinite else { return text }
    return value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}

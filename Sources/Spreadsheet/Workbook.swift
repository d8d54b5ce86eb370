import Markup

/// An Office Open XML workbook (`.xlsx`, ECMA-376), read as text: no formulas, styles or dates.
package struct Workbook {
  private let archive: ZipArchive
  /// Names and parts in the workbook's order.
  private let parts: [(name: String, part: String)]
  private let strings: [String]

  package init(_ bytes: [UInt8]) throws(SpreadsheetFault) {
    archive = try ZipArchive(bytes)
    let outline = Elements(["sheet"])
    guard try archive.read("xl/workbook.xml", into: outline) else {
      throw SpreadsheetFault("is no .xlsx workbook: it has no xl/workbook.xml")
    }
    let relations = Elements(["Relationship"])
    try archive.read("xl/_rels/workbook.xml.rels", into: relations)
    var targets: [String: String] = [:]
    for tag in relations.tags { if let id = tag["Id"] { targets[id] = tag["Target"] } }
    parts = outline.tags.compactMap { tag in
      guard let name = tag["name"], let target = tag["id"].flatMap({ targets[$0] }) else { return nil }
      return (name, target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target)
    }
    let shared = SharedStrings()
    try archive.read("xl/sharedStrings.xml", into: shared)
    strings = shared.strings
  }

  package var sheetNames: [String] { parts.map(\.name) }

  /// - Parameter name: compared without regard to case and blanks around it.
  /// - Returns: nil when there is no such sheet.
  package func sheet(_ name: String) throws(SpreadsheetFault) -> Sheet? {
    let found = parts.first { $0.name.lowercased().filter { $0 != " " } == name }
    guard let found else { return nil }
    let reader = SheetReader(strings: strings)
    guard try archive.read(found.part, into: reader) else {
      throw SpreadsheetFault(part: found.part, "is missing from the workbook")
    }
    return Sheet(name: found.name, rows: reader.rows)
  }
}

extension ZipArchive {
  /// - Returns: false when there is no such part.
  @discardableResult
  fileprivate func read(_ part: String, into handler: some MarkupHandler) throws(SpreadsheetFault) -> Bool {
    guard let content = try content(of: part) else { return false }
    let result = content.withUnsafeBytes { bytes in
      Result { () throws(MarkupFault) in try MarkupReader.read(bytes, into: handler) }
    }
    do throws(MarkupFault) {
      try result.get()
      return true
    } catch {
      throw SpreadsheetFault(part: part, line: error.line, error.message)
    }
  }
}

/// Keeps the tags of some names.
private final class Elements: MarkupHandler {
  private(set) var tags: [MarkupTag] = []
  private let names: Set<String>

  init(_ names: Set<String>) {
    self.names = names
  }

  func open(_ tag: MarkupTag) throws(MarkupFault) {
    guard names.contains(tag.name) else { return }
    tags.append(tag)
    if tags.count > 10_000 { throw MarkupFault(line: tag.line, "has more than 10000 sheets") }
  }

  func text(_ text: String) {}
  func close(_ name: String) {}
}

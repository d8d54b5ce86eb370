import Inspection

/// Where the value of a column comes from.
package enum FieldSource: Sendable, Hashable {
  case absent
  /// The position of a field in the row.
  case field(Int)
  /// Fixed text with fields of the row in it.
  case template([Part])

  package enum Part: Sendable, Hashable {
    case text(String)
    case field(Int)
  }

  /// Reads a template: `{column}` stands for a field, `{{` for a brace.
  ///
  /// - Returns: nil, with an issue in `log`, for a template that cannot be read.
  static func template(
    _ template: LocatedText, positions: [String: Int], table: String, log: inout IssueLog
  ) -> FieldSource? {
    var parts: [Part] = []
    var text = ""
    var rest = template.text[...]
    while let character = rest.popFirst() {
      guard character == "{" else {
        text.append(character)
        continue
      }
      if rest.first == "{" {
        text.append(rest.removeFirst())
        continue
      }
      guard let close = rest.firstIndex(of: "}") else {
        log.report(template.issue("a brace is not closed; write {{ for a brace that is meant as such"))
        return nil
      }
      let name = String(rest[..<close])
      guard let position = positions[name] else {
        log.report(template.issue(TableHeader.missing(name, in: table, has: Array(positions.keys))))
        return nil
      }
      if !text.isEmpty { parts.append(.text(text)) }
      text = ""
      parts.append(.field(position))
      rest = rest[rest.index(after: close)...]
    }
    if !text.isEmpty { parts.append(.text(text)) }
    return .template(parts)
  }
}

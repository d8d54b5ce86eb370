import Foundation

/// Rules as the database keeps them: JSON, equal for equal rules.
enum RuleText {
  static func of(_ rule: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(rule), as: UTF8.self)
  }

  /// - Returns: nil for the empty text of a checklist that was taken in before rules were kept.
  static func read<Rule: Decodable>(_: Rule.Type, _ text: String?) throws -> Rule? {
    guard let text, !text.isEmpty else { return nil }
    return try JSONDecoder().decode(Rule.self, from: Data(text.utf8))
  }
}

/// A compiled regular expression that must match a whole text.
///
/// Patterns and texts are bounded in length, since a backtracking matcher's time grows with both.
package struct TextPattern: @unchecked Sendable {
  // Regex is immutable once made and matching keeps no state in it; the standard library has not
  // declared it Sendable because a Regex may hold custom closures, which a parsed pattern cannot.
  private let regex: Regex<AnyRegexOutput>

  /// In bytes.
  package static let maximumLength = 200
  /// In bytes; a longer text does not match.
  package static let maximumTextLength = 1_000

  /// - Throws: the standard library's description of the syntax error.
  package init(_ pattern: String) throws {
    regex = try Regex(pattern)
  }

  package func matches(_ text: String) -> Bool {
    guard text.utf8.count <= Self.maximumTextLength else { return false }
    return (try? regex.wholeMatch(in: text)) != nil
  }
}

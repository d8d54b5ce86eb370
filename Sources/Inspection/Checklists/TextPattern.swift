/// A compiled regular expression that must match a whole text.
///
/// Matching backtracks, so what could take for ever is refused: a repetition within a repetition, such as `(a+)+`.
/// Patterns and texts are bounded in length besides.
package struct TextPattern: @unchecked Sendable {
  // Regex is immutable once made and matching keeps no state in it; the standard library has not
  // declared it Sendable because a Regex may hold custom closures, which a parsed pattern cannot.
  private let regex: Regex<AnyRegexOutput>

  /// In bytes.
  package static let maximumLength = 200
  /// In bytes; a longer text does not match.
  package static let maximumTextLength = 1_000

  /// Why a pattern is refused although it could be compiled.
  package struct NestedRepetition: Error, CustomStringConvertible {
    package var description: String {
      "a repeated group repeats or alternates something itself, which may take for ever"
    }
  }

  /// - Throws: the standard library's description of a syntax error, or `NestedRepetition`.
  package init(_ pattern: String) throws {
    if Self.nestsRepetitions(pattern) { throw NestedRepetition() }
    regex = try Regex(pattern)
  }

  package func matches(_ text: String) -> Bool {
    guard text.utf8.count <= Self.maximumTextLength else { return false }
    return (try? regex.wholeMatch(in: text)) != nil
  }

  /// Whether a group that is repeated without bound holds a repetition or an alternative.
  private static func nestsRepetitions(_ pattern: String) -> Bool {
    // By open group: whether it holds one so far.
    var groups = [false]
    var closed: Bool?
    var isInClass = false
    var isEscaped = false
    for character in pattern {
      defer { if character != ")" || isEscaped || isInClass { closed = nil } }
      if isEscaped {
        isEscaped = false
        continue
      }
      switch character {
      case "\\": isEscaped = true
      case "[": isInClass = true
      case "]": isInClass = false
      case _ where isInClass: break
      case "(": groups.append(false)
      case ")":
        closed = groups.count > 1 ? groups.removeLast() : false
        if closed == true { groups[groups.count - 1] = true }
      case "*", "+", "{":
        if closed == true { return true }
        groups[groups.count - 1] = true
      case "|": groups[groups.count - 1] = true
      default: break
      }
    }
    return false
  }
}

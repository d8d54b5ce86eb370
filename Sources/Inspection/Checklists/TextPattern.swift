/// A compiled regular expression that must match a whole text.
///
/// Matching backtracks, so what could take for ever is refused: a repetition within a repetition, such as `(a+)+`, and
/// more repetitions side by side than short texts allow, such as `.*.*.*.*.*`. What is left is bounded by the length
/// of the text: the more repetitions, the shorter a text may be to match.
package struct TextPattern: @unchecked Sendable {
  // Regex is immutable once made and matching keeps no state in it; the standard library has not
  // declared it Sendable because a Regex may hold custom closures, which a parsed pattern cannot.
  private let regex: Regex<AnyRegexOutput>
  /// In bytes.
  private let textLength: Int

  /// In bytes.
  package static let maximumLength = 200
  /// In bytes; a longer text does not match, whatever the pattern.
  package static let maximumTextLength = 1_000
  /// A pattern that allows only shorter texts is refused; in bytes.
  package static let minimumTextLength = 50

  /// Why a pattern is refused although it could be compiled.
  package struct NestedRepetition: Error, CustomStringConvertible {
    package var description: String {
      "a repeated group repeats or alternates something itself, which may take for ever"
    }
  }

  /// Why a pattern is refused although it could be compiled.
  package struct TooManyRepetitions: Error, CustomStringConvertible {
    package var description: String { "it has so many repetitions that matching may take for ever" }
  }

  /// - Throws: the standard library's description of a syntax error, `NestedRepetition` or `TooManyRepetitions`.
  package init(_ pattern: String) throws {
    let shape = PatternShape(pattern)
    if shape.nestsRepetitions { throw NestedRepetition() }
    textLength = min(Self.maximumTextLength, shape.longestText)
    guard textLength >= Self.minimumTextLength else { throw TooManyRepetitions() }
    regex = try Regex(pattern)
  }

  package func matches(_ text: String) -> Bool {
    guard text.utf8.count <= textLength else { return false }
    return (try? regex.wholeMatch(in: text)) != nil
  }
}

/// What of a pattern decides how long matching may take.
private struct PatternShape {
  /// Whether a group that is repeated holds a repetition, an option or an alternative.
  private(set) var nestsRepetitions = false
  /// How many repetitions have no upper bound.
  private var unbounded = 0
  /// In how many ways the others can be taken, all together.
  private var ways = 1.0

  /// How many steps matching may take, some tens of nanoseconds each.
  private static let steps = 2e7

  /// The length of a text whose characters can be shared out among the repetitions in so many steps.
  var longestText: Int {
    guard ways <= Self.steps else { return 0 }
    if unbounded == 0 { return TextPattern.maximumTextLength }
    var length = 1
    while length < TextPattern.maximumTextLength, steps(length + 1) <= Self.steps { length += 1 }
    return length
  }

  private func steps(_ length: Int) -> Double {
    (0..<unbounded).reduce(ways) { steps, _ in min(steps * Double(length), .infinity) }
  }

  init(_ pattern: String) {
    // By open group: whether it holds one so far.
    var groups = [false]
    var closed: Bool?
    var (isInClass, isEscaped) = (false, false)
    var rest = pattern.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      let wasClosed = closed
      closed = nil
      if isEscaped {
        isEscaped = false
        continue
      }
      switch scalar {
      case "\\": isEscaped = true
      case "[": isInClass = true
      case "]": isInClass = false
      case _ where isInClass: break
      case "(":
        groups.append(false)
        // What follows is the kind of the group.
        if rest.first == "?" { rest.removeFirst() }
      case ")":
        closed = groups.count > 1 ? groups.removeLast() : false
        if closed == true { groups[groups.count - 1] = true }
      // Anything else in braces is text.
      case "{" where !Self.isCount(rest): break
      case "*", "+", "{":
        if wasClosed == true { nestsRepetitions = true }
        groups[groups.count - 1] = true
        count(scalar, &rest)
      case "?":
        groups[groups.count - 1] = true
        ways *= 2
      case "|":
        groups[groups.count - 1] = true
        ways *= 2
      // In extended patterns blanks may stand before a repetition.
      case _ where scalar.properties.isWhitespace: closed = wasClosed
      default: break
      }
    }
  }

  /// Whether what follows an opening brace says how often, such as `2,5}`.
  private static func isCount(_ rest: Substring.UnicodeScalarView) -> Bool {
    let inner = rest.prefix { $0 != "}" }
    return inner.count < rest.count && !inner.isEmpty
      && inner.allSatisfy { ("0"..."9").contains($0) || $0 == "," || $0.properties.isWhitespace }
  }

  /// Takes a repetition, with the sign behind it that says whether it is greedy.
  private mutating func count(_ sign: Unicode.Scalar, _ rest: inout Substring.UnicodeScalarView) {
    if sign == "{" {
      let inner = rest.prefix { $0 != "}" }
      rest = rest.dropFirst(inner.count + 1)
      let ends = inner.split(separator: ",", omittingEmptySubsequences: false).map { Int(String($0)) }
      if ends.count == 2, let high = ends[1] {
        ways *= max(1, Double(high) - Double(ends[0] ?? 0) + 1)
      } else if ends.count > 1 {
        unbounded += 1
      }
    } else {
      unbounded += 1
    }
    if rest.first == "?" || rest.first == "+" { rest.removeFirst() }
  }
}

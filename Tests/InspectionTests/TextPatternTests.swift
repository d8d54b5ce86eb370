import Inspection
import Testing

@Suite struct TextPatternTests {
  @Test(arguments: [
    "(a+)+b", "(a*)*", "((ab)+c)*", "(a|aa)+", "(x{2,})+", "(?:a+)+", "([a-z]+\\.)+x",
    "(?x)(a+) +",
  ])
  func whatMayTakeForEverIsRefused(_ pattern: String) {
    #expect(throws: TextPattern.NestedRepetition.self) { try TextPattern(pattern) }
  }

  @Test(arguments: [
    ".*.*.*.*.*", "(a?){30}a{30}", "a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?",
    "a{0,999}b{0,999}c{0,999}", "a{,5}(x|y)*+(z|w)*", "a{1,99999999999999999999}.*.*.*.*.*",
    // Braces that do not say how often are text, each of which may be there or not.
    "{?{?{?{?{?{?{?{?{?{?{?{?{?{?{?{?{?{?{?{?{?{?{?{?{?{?{?{?{?{?{\\p{L}",
  ])
  func whatMayTakeVeryLongIsRefused(_ pattern: String) {
    #expect(throws: (any Error).self) { try TextPattern(pattern) }
  }

  /// The worst that is left: what almost matches, at the greatest length.
  @Test(.timeLimit(.minutes(1)), arguments: [".*.*.*x", ".*a.*a.*a.*x", "\\w+\\s?\\w+\\s?\\w+x"])
  func theWorstThatIsTakenEnds(_ pattern: String) throws {
    let pattern = try TextPattern(pattern)
    for length in [50, 100, 200, 500, 1_000] {
      #expect(!pattern.matches(String(repeating: "a", count: length)))
    }
  }

  @Test(arguments: [
    "[A-Z]{2}-[0-9]{4,8}", "-?[0-9]{1,2}(\\.[0-9]+)? -?[0-9]{1,3}(\\.[0-9]+)?.*",
    "[A-Z]+-[0-9]+-[a-z]+-[0-9]+",
    "([01][0-9]|2[0-3]):[0-5][0-9].*", "(?:AB|CD)-[0-9]+?", ".{3,}", "(AB|CD)-[0-9]+", "(ab)+", "[(+*]+x+",
    "\\(a+\\)+", "(a+)?b",
    "GB [0-9]+(-[0-9]{4})?",
  ])
  func whatCannotIsTaken(_ pattern: String) throws {
    _ = try TextPattern(pattern)
  }

  @Test func theWholeTextMustMatch() throws {
    let pattern = try TextPattern("[A-Z]{2}-[0-9]+")
    #expect(pattern.matches("AB-1"))
    #expect(!pattern.matches("AB-1 "))
    #expect(!pattern.matches("AB-" + String(repeating: "1", count: 1_000)))
  }
}

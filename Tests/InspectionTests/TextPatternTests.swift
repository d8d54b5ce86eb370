import Inspection
import Testing

@Suite struct TextPatternTests {
  @Test(arguments: ["(a+)+b", "(a*)*", "((ab)+c)*", "(a|aa)+", "(x{2,})+", "(?:a+)+", "([a-z]+\\.)+x"])
  func whatMayTakeForEverIsRefused(_ pattern: String) {
    #expect(throws: TextPattern.NestedRepetition.self) { try TextPattern(pattern) }
  }

  @Test(arguments: [
    "[A-Z]{2}-[0-9]{4,8}", "(AB|CD)-[0-9]+", "(ab)+", "[(+*]+x+", "\\(a+\\)+", "(a+)?b",
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

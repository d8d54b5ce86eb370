import Inspection
import Testing

@Suite("Validation")
struct ValidationTests {
  @Test("an issue reads like a compiler's")
  func form() {
    let place = ValidationIssue.Location(file: "a.csv", line: 3)
    #expect(ValidationIssue(place, field: "value", "is bad").description == "a.csv:3: value: is bad")
    #expect(ValidationIssue(.init(file: "a.csv"), "is empty").description == "a.csv: is empty")
  }

  @Test("the log keeps a bounded number of issues and counts all")
  func bounded() {
    var log = IssueLog()
    for line in 1...5_000 { log.report(.init(file: "f", line: line), "bad") }
    var other = IssueLog()
    other.report(ValidationErrors(issues: log.issues, total: log.total))
    #expect(other.issues.count == IssueLog.capacity)
    #expect(other.total == 5_000)
    #expect(throws: ValidationErrors.self) { try other.throwIfAny() }
  }

  @Test(
    "a hint is given only for what is close",
    arguments: [
      ("insepctor", " (did you mean inspector?)"), ("VALUE", " (did you mean value?)"), ("photo", ""),
      ("", ""),
    ])
  func hints(name: String, hint: String) {
    #expect(NearestName.hint(for: name, among: ["inspector", "value", "site"]) == hint)
  }
}

import Foundation
import Inspection
import InspectionFormats
import Schedules
import Testing

@Suite("Schedules") struct ScheduleTests {
  private static func read(_ text: String) throws -> Schedule {
    try ScheduleFile.read(InputFile(name: "s.yaml", content: text.utf8))
  }

  private static let byGrade = """
    schedule: fire
    title: Fire safety
    campaign: campaign.yaml
    timeZone: Asia/Shanghai
    start: 2026-01-05T09:00
    due: 2d
    grades:
      red: FREQ=WEEKLY;BYDAY=MO
      orange: FREQ=MONTHLY;BYDAY=1MO
      yellow: FREQ=YEARLY;BYMONTH=1,7;BYDAY=1MO
      blue: FREQ=YEARLY
    """

  private static func time(_ text: String) throws -> Timestamp {
    try #require(DateText.moment(text[...], zone: .gmt)).moment
  }

  @Test func worseSitesAreInspectedOftener() throws {
    let schedule = try Self.read(Self.byGrade)
    let year = try Self.time("2026-01-01T00:00Z")...Self.time("2026-12-31T23:59Z")
    let occurrences = schedule.occurrences(in: year)
    let counts = Dictionary(grouping: occurrences, by: \.grade).mapValues(\.count)
    #expect(counts == [.red: 52, .orange: 12, .yellow: 2, .blue: 1])
    #expect(occurrences.prefix(4).map(\.grade) == [.red, .orange, .yellow, .blue])
    #expect(occurrences[0].campaign == "fire-red-20260105T0900")
    #expect(occurrences[0].at.moment.iso8601 == "2026-01-05T01:00:00Z")
    #expect(occurrences[0].dueAt.iso8601 == "2026-01-07T01:00:00Z")
    #expect(Set(occurrences.map(\.campaign)).count == occurrences.count)
  }

  @Test func theNextOnesAreTheFirstOfTheRest() throws {
    let schedule = try Self.read(Self.byGrade)
    let next = schedule.next(3, from: try Self.time("2026-06-29T01:00Z"))
    #expect(
      next.map(\.campaign) == [
        "fire-red-20260629T0900", "fire-red-20260706T0900", "fire-orange-20260706T0900",
      ])
    #expect(
      schedule.next(1, from: try Self.time("2026-06-29T01:00:01Z")).map(\.campaign) == [
        "fire-red-20260706T0900"
      ])
  }

  /// New York's clock skips 02:30 on 8 March 2026, and has 01:30 twice on 1 November.
  @Test(arguments: [
    ("2026-03-07T02:30", 3, ["2026-03-07T07:30:00Z", "2026-03-08T07:30:00Z", "2026-03-09T06:30:00Z"]),
    ("2026-10-31T01:30", 3, ["2026-10-31T05:30:00Z", "2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z"]),
  ])
  func theClockMayJump(_ start: String, _ count: Int, _ times: [String]) throws {
    let schedule = try Self.read(
      "schedule: s\ncampaign: c.yaml\ntimeZone: America/New_York\nstart: \(start)\ndue: 1h\nrule: FREQ=DAILY;COUNT=\(count)\n"
    )
    let all = schedule.next(10, from: try Self.time("2026-01-01T00:00Z"))
    #expect(all.map(\.at.moment.iso8601) == times)
    #expect(Set(all.map(\.campaign)).count == count)
  }

  @Test func aMomentEndsARuleInUTC() throws {
    let text =
      "schedule: s\ncampaign: c.yaml\ntimeZone: Asia/Shanghai\nstart: 2026-01-01T09:00\ndue: 1d\nrule: FREQ=DAILY;UNTIL="
    let from = try Self.time("2025-01-01T00:00Z")
    #expect(try Self.read(text + "20260103T010000Z\n").next(9, from: from).count == 3)
    #expect(try Self.read(text + "20260103T005959Z\n").next(9, from: from).count == 2)
    #expect(try Self.read(text + "20260103\n").next(9, from: from).count == 3)
  }

  @Test func everythingThatIsWrongIsSaidWithItsLine() throws {
    let text = """
      schedule: fire watch
      campaign:
      timeZone: Asia/Shanghay
      start: 2026-01-05T09:00Z
      due: soon
      rule: FREQ=HOURLY
      grades: {red: FREQ=DAILY}
      every: day
      """
    let errors = #expect(throws: ValidationErrors.self) { try Self.read(text) }
    let said = errors.map { $0.issues.map(\.description) } ?? []
    for expected in [
      "s.yaml:1: schedule:", "campaign: is missing", "s.yaml:3: timeZone:", "did you mean Asia/Shanghai?",
      "s.yaml:4: start:", "s.yaml:5: due:", "give either a rule", "s.yaml:8: every: unknown key",
    ] {
      #expect(said.contains { $0.contains(expected) }, "\(expected): \(said)")
    }
  }

  @Test func whatCannotBeMeantIsRefused() throws {
    let head = "schedule: s\ncampaign: c.yaml\ntimeZone: UTC\nstart: 2026-01-01\ndue: 1d\n"
    let never = #expect(throws: ValidationErrors.self) {
      try Self.read(head + "rule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\n")
    }
    #expect(never?.issues.first?.description.contains("never fits") == true)
    let upside = #expect(throws: ValidationErrors.self) {
      try Self.read(head + "grades: {red: FREQ=MONTHLY, blue: FREQ=DAILY}\n")
    }
    #expect(
      upside?.issues.first?.description.contains("blue sites would be inspected oftener than red ones")
        == true)
  }
}

import Foundation
import Inspection
import Responsibility
import Testing

@Suite struct WorkCalendarTests {
  private func moment(_ text: String) throws -> Timestamp {
    try #require(DateText.moment(text[...], zone: .gmt)).moment
  }

  private func day(_ text: String) throws -> CivilDate { try #require(DateText.date(text[...])) }

  /// China's National Day of 2026 as a made-up calendar has it: a week off, the Saturday after it worked.
  private func calendar() throws -> WorkCalendar {
    let off = try (1...7).map { WorkCalendar.Exception(day: try day("2026-10-0\($0)"), isWorked: false) }
    return WorkCalendar(
      timeZone: "Asia/Shanghai",
      exceptions: off + [WorkCalendar.Exception(day: try day("2026-10-10"), isWorked: true)])
  }

  @Test(arguments: [
    // Wednesday before the week off: Thursday and Saturday after it are the first two that are worked.
    ("2026-09-30T10:00:00+08:00", "1wd", "2026-10-08T23:59:59.999+08:00"),
    ("2026-09-30T10:00:00+08:00", "3wd", "2026-10-10T23:59:59.999+08:00"),
    ("2026-09-30T10:00:00+08:00", "4wd", "2026-10-12T23:59:59.999+08:00"),
    ("2026-09-30T10:00:00+08:00", "0wd", "2026-09-30T23:59:59.999+08:00"),
    ("2026-09-30T10:00:00+08:00", "2d", "2026-10-02T23:59:59.999+08:00"),
    ("2026-09-30T10:00:00+08:00", "36h", "2026-10-01T22:00:00+08:00"),
    // In UTC this is the day before.
    ("2026-10-13T23:30:00Z", "1wd", "2026-10-15T23:59:59.999+08:00"),
  ])
  func periodsEnd(_ start: String, _ period: String, _ end: String) throws {
    let found = try calendar().end(of: try #require(Period(period)), from: try moment(start))
    #expect(found == (try moment(end)), "\(found.iso8601)")
  }

  @Test func workingDaysAreCountedAsByHand() throws {
    let calendar = try calendar()
    let start = try day("2026-01-01")
    // Counted one by one, without the function under test.
    for count in [1, 5, 30, 250] {
      var (day, left) = (start, count)
      while left > 0 {
        day.days += 1
        let weekday = (Int(day.days) + 3) % 7 + 1
        let isOff = (try self.day("2026-10-01")...(try self.day("2026-10-07"))).contains(day)
        if day == (try self.day("2026-10-10")) || weekday <= 5 && !isOff { left -= 1 }
      }
      let end = calendar.end(of: Period(count, .workingDays), from: calendar.zone.moment(of: start, 0))
      #expect(calendar.zone.day(of: end) == day)
    }
  }

  @Test func daylightSavingDoesNotMoveDays() throws {
    let calendar = WorkCalendar(timeZone: "Europe/Berlin")
    let end = calendar.end(of: Period(1, .days), from: try moment("2026-10-24T12:00:00+02:00"))
    #expect(end == (try moment("2026-10-25T23:59:59.999+01:00")))
  }

  @Test(arguments: ["", "3", "d", "-1d", "3 d", "3w", "99999d", "１d"])
  func otherPeriodsAreNone(_ text: String) { #expect(Period(text) == nil) }
}

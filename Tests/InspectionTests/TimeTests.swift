import Foundation
import Inspection
import Testing

@Suite("Dates and times")
struct TimeTests {
  @Test(
    "a civil date is the day that the calendar says",
    arguments: [
      (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2026, 11, 21, 20_778), (1, 1, 1, -719_162),
      (9_999, 12, 31, 2_932_896),
    ])
  func civilDates(year: Int, month: Int, day: Int, days: Int32) throws {
    let date = try #require(CivilDate(year: year, month: month, day: day))
    #expect(date.days == days)
    #expect(date.components == (year, month, day))
  }

  @Test(
    "days that do not exist are refused",
    arguments: [
      (2025, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (0, 1, 1),
      (10_000, 1, 1),
    ])
  func missingDays(year: Int, month: Int, day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test("every day of 400 years comes back as itself and follows the one before")
  func everyDay() throws {
    let start = try #require(CivilDate(year: 1900, month: 1, day: 1)).days
    for days in start..<start + 146_097 {
      let (year, month, day) = CivilDate(days: days).components
      #expect(CivilDate(year: year, month: month, day: day)?.days == days)
    }
  }

  @Test(
    "months are added on the calendar",
    arguments: [
      ("2024-01-31", 1, "2024-02-29"), ("2025-01-31", 1, "2025-02-28"), ("2026-11-21", 12, "2027-11-21"),
      ("2024-02-29", 12, "2025-02-28"), ("2026-03-31", -1, "2026-02-28"), ("2026-12-01", 1, "2027-01-01"),
    ])
  func addingMonths(from: String, months: Int, to: String) throws {
    #expect(try #require(DateText.date(from[...])).adding(months: months).description == to)
  }

  @Test(
    "a moment is read in all its forms",
    arguments: [
      ("2026-11-21T09:30:00+08:00", "2026-11-21T01:30:00Z", "2026-11-21"),
      ("2026-11-21T00:30+0800", "2026-11-20T16:30:00Z", "2026-11-21"),
      ("2026-11-21 09:30:15.5Z", "2026-11-21T09:30:15.500Z", "2026-11-21"),
      ("2026-11-21T09:30:15,123456Z", "2026-11-21T09:30:15.123Z", "2026-11-21"),
      ("2026/11/21", "2026-11-21T05:00:00Z", "2026-11-21"),
      ("2026-11-21T23:00:00", "2026-11-22T04:00:00Z", "2026-11-21"),
      ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z", "1969-12-31"),
      // Clocks go forward on 2026-03-08 at 02:00 and back on 2026-11-01 at 02:00.
      ("2026-03-08T01:59:59", "2026-03-08T06:59:59Z", "2026-03-08"),
      ("2026-03-08T03:00:00", "2026-03-08T07:00:00Z", "2026-03-08"),
      ("2026-11-01T01:30:00", "2026-11-01T05:30:00Z", "2026-11-01"),
      ("2026-11-01T02:00:00", "2026-11-01T07:00:00Z", "2026-11-01"),
    ])
  func moments(text: String, utc: String, day: String) throws {
    let zone = try #require(TimeZone(identifier: "America/Toronto"))
    let moment = try #require(DateText.moment(text[...], zone: zone))
    #expect(moment.moment.iso8601 == utc)
    #expect(moment.day.description == day)
  }

  @Test(
    "what is no moment is refused",
    arguments: [
      "", "2026", "2026-11", "2026-1-2", "2026-02-30", "2026-11-21T", "2026-11-21T24:00", "2026-11-21T09:60",
      "2026-11-21T09:30:60", "2026-11-21T09:30Zjunk", "2026-11-21T09:30+25:00", "2026-11-21T09:30:00.",
      "yesterday",
      "２０２６-11-21", "2026-11-21T09:30 +08:00",
    ])
  func noMoments(text: String) {
    #expect(DateText.moment(text[...], zone: .gmt) == nil)
  }
}

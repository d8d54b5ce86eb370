import Foundation
import Inspection
import Schedules
import TestSupport
import Testing

@Suite("Recurrence rules") struct RecurrenceTests {
  private struct Case: Decodable {
    var rule: String
    var start: String
    var days: [String]
  }

  private static func days(_ rule: String, from start: String, through end: String, atMost limit: Int) throws
    -> [String]
  {
    var days: [String] = []
    let rule = try RecurrenceSyntax.parse(rule)
    let (first, last) = (try #require(DateText.date(start[...])), try #require(DateText.date(end[...])))
    rule.forEachDay(from: first, through: last) { day in
      days.append(day.description)
      return days.count < limit
    }
    return days
  }

  /// `Tests/Oracles/recurrence.py` made them, with python-dateutil.
  @Test func everyRuleHasTheDaysOfAnotherImplementation() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "recurrence.jsonl")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 400)
    for line in lines {
      let known = try JSONDecoder().decode(Case.self, from: Data(line.utf8))
      let days = try Self.days(known.rule, from: known.start, through: "2060-12-31", atMost: 40)
      #expect(days == known.days, "\(known.rule) from \(known.start)")
    }
  }

  /// Examples of RFC 5545, section 3.8.5.3.
  @Test(arguments: [
    (
      "FREQ=MONTHLY;COUNT=5;BYDAY=1FR", "1997-09-05",
      ["1997-09-05", "1997-10-03", "1997-11-07", "1997-12-05", "1998-01-02"]
    ),
    ("FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3", "1997-09-28", ["1997-09-28", "1997-10-29", "1997-11-28"]),
    ("FREQ=YEARLY;BYDAY=20MO;COUNT=3", "1997-05-19", ["1997-05-19", "1998-05-18", "1999-05-17"]),
    (
      "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3", "1997-09-02", ["1998-02-13", "1998-03-13", "1998-11-13"]
    ),
    (
      "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3", "1996-11-05",
      ["1996-11-05", "2000-11-07", "2004-11-02"]
    ),
    (
      "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU", "1997-08-05",
      ["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"]
    ),
    (
      "RRULE:FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01-15",
      ["2007-01-15", "2007-01-30", "2007-02-15", "2007-03-15", "2007-03-30"]
    ),
  ])
  func theStandardsExamplesHold(_ rule: String, _ start: String, _ days: [String]) throws {
    #expect(try Self.days(rule, from: start, through: "2100-01-01", atMost: 100) == days)
  }

  @Test(arguments: [
    ("", "\"\" is no part of a rule"), ("FREQ=HOURLY", "FREQ=HOURLY is not supported"),
    ("FREQ=DAILY;BYSETPOS=1", "BYSETPOS is not supported"), ("FREQ=WEEKLY;WKST=SU", "WKST is not supported"),
    ("FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO is not supported"),
    ("FREQ=YEARLY;BYYEARDAY=1", "BYYEARDAY is not supported"),
    ("FREQ=DAILY;BYHOUR=9", "BYHOUR is not supported"), ("FREQ=DAILY;INTERVALL=2", "did you mean INTERVAL?"),
    ("INTERVAL=2", "FREQ is missing"), ("FREQ=DAILY;FREQ=DAILY", "FREQ is given twice"),
    ("FREQ=DAILY;COUNT", "COUNT has no value"),
    ("FREQ=DAILY;INTERVAL=0", "no whole number from 1"),
    ("FREQ=DAILY;COUNT=2;UNTIL=20270101", "exclude each other"),
    ("FREQ=WEEKLY;BYMONTHDAY=1", "no meaning with FREQ=WEEKLY"),
    ("FREQ=WEEKLY;BYDAY=1MO", "needs FREQ=MONTHLY"),
    ("FREQ=MONTHLY;BYDAY=6MO", "there is no 6MO"), ("FREQ=MONTHLY;BYDAY=0MO", "no weekday"),
    ("FREQ=MONTHLY;BYDAY=XX", "no weekday"),
    ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY=0"), ("FREQ=MONTHLY;BYMONTHDAY=32", "no whole number"),
    ("FREQ=YEARLY;BYMONTH=13", "no whole number"),
    ("FREQ=DAILY;UNTIL=20270230", "no day such as"), ("FREQ=DAILY;UNTIL=20270101T000000", "no time in UTC"),
    ("FREQ=DAILY;", "is no part of a rule"),
  ])
  func whatIsNoRuleIsRefusedByName(_ text: String, _ reason: String) {
    #expect { try RecurrenceSyntax.parse(text) } throws: { "\($0)".contains(reason) }
  }

  @Test func anythingCanBeRead() {
    var random = SeededGenerator(seed: 3)
    let pieces = [
      "FREQ=", "DAILY", ";", "BYDAY=", "-1FR", ",", "UNTIL=", "20270101", "T", "Z", "=",
      "999999999999999999999", "é", " ",
    ]
    for _ in 0..<5_000 {
      let text = (0..<8).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      _ = try? RecurrenceSyntax.parse(text)
    }
  }
}

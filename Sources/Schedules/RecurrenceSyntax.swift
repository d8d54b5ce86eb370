import Foundation
import Inspection

/// The text form of recurrence rules: `FREQ=MONTHLY;BYDAY=1MO,-1FR;UNTIL=20271231`.
package enum RecurrenceSyntax {
  /// Why a text is no rule of the subset.
  package struct Failure: Error, Hashable, CustomStringConvertible {
    package var description: String
  }

  private static let known = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH"]
  /// Parts of RFC 5545 that are refused, lest they be taken for something else.
  private static let foreign = [
    "BYSETPOS", "BYWEEKNO", "BYYEARDAY", "BYHOUR", "BYMINUTE", "BYSECOND", "WKST",
  ]

  package static func parse(_ text: String) throws(Failure) -> RecurrenceRule {
    var parts: [String: String] = [:]
    let body = text.uppercased().hasPrefix("RRULE:") ? text.dropFirst("RRULE:".count) : text[...]
    for part in body.split(separator: ";", omittingEmptySubsequences: false) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(pair[0]).trimmingBlanks().uppercased()
      guard known.contains(name) else { throw unknown(name) }
      guard pair.count == 2, !pair[1].isEmpty else { throw Failure(description: "\(name) has no value") }
      let value = String(pair[1]).trimmingBlanks().uppercased()
      guard parts.updateValue(value, forKey: name) == nil else {
        throw Failure(description: "\(name) is given twice")
      }
    }
    return try rule(parts)
  }

  private static func unknown(_ name: String) -> Failure {
    if foreign.contains(name) {
      return Failure(description: "\(name) is not supported; known are \(known.joined(separator: ", "))")
    }
    let hint = NearestName.hint(for: name, among: known)
    return Failure(description: "\"\(name)\" is no part of a rule\(hint); write FREQ=WEEKLY;BYDAY=MO")
  }

  private static func rule(_ parts: [String: String]) throws(Failure) -> RecurrenceRule {
    guard let name = parts["FREQ"] else { throw Failure(description: "FREQ is missing") }
    guard let frequency = RecurrenceRule.Frequency(rawValue: name) else {
      let names = RecurrenceRule.Frequency.allCases.map(\.rawValue)
      throw Failure(
        description: "FREQ=\(name) is not supported; known are \(names.joined(separator: ", "))"
          + NearestName.hint(for: name, among: names))
    }
    var rule = RecurrenceRule(frequency)
    if let text = parts["INTERVAL"] {
      rule.interval = try number(text, in: 1...RecurrenceRule.largestInterval, of: "INTERVAL")
    }
    rule.count = try parts["COUNT"].map { text throws(Failure) in
      try number(text, in: 1...RecurrenceRule.largestCount, of: "COUNT")
    }
    rule.until = try parts["UNTIL"].map(end)
    rule.days = try (parts["BYDAY"] ?? "").list.map(day)
    rule.monthDays = try (parts["BYMONTHDAY"] ?? "").list.map { text throws(Failure) in
      let day = try number(text, in: -31...31, of: "BYMONTHDAY")
      guard day != 0 else { throw Failure(description: "BYMONTHDAY=0 is no day") }
      return day
    }
    rule.months = try (parts["BYMONTH"] ?? "").list.map { text throws(Failure) in
      try number(text, in: 1...12, of: "BYMONTH")
    }
    try judge(rule)
    return rule
  }

  /// What RFC 5545 forbids.
  private static func judge(_ rule: RecurrenceRule) throws(Failure) {
    if rule.count != nil, rule.until != nil {
      throw Failure(description: "COUNT and UNTIL exclude each other")
    }
    if rule.frequency == .weekly, !rule.monthDays.isEmpty {
      throw Failure(description: "BYMONTHDAY has no meaning with FREQ=WEEKLY")
    }
    let hasOrdinal = rule.days.contains { $0.ordinal != nil }
    if hasOrdinal, rule.frequency == .daily || rule.frequency == .weekly {
      throw Failure(description: "a number before a weekday needs FREQ=MONTHLY or FREQ=YEARLY")
    }
    let largest = rule.frequency == .yearly && rule.months.isEmpty ? 53 : 5
    if let day = rule.days.first(where: { abs($0.ordinal ?? 1) > largest }), let ordinal = day.ordinal {
      throw Failure(description: "there is no \(ordinal)\(day.weekday.rawValue)")
    }
  }

  private static func day(_ text: String) throws(Failure) -> RecurrenceRule.Day {
    let ordinal = text.dropLast(2)
    guard let weekday = RecurrenceRule.Weekday(rawValue: String(text.suffix(2))) else {
      throw Failure(description: "BYDAY=\(text) is no weekday such as MO, 1MO or -1FR")
    }
    if ordinal.isEmpty { return RecurrenceRule.Day(weekday) }
    let number = try number(String(ordinal), in: -53...53, of: "BYDAY")
    guard number != 0 else {
      throw Failure(description: "BYDAY=\(text) is no weekday such as MO, 1MO or -1FR")
    }
    return RecurrenceRule.Day(weekday, ordinal: number)
  }

  private static func number(
    _ text: String, in range: ClosedRange<Int>, of name: String
  ) throws(Failure) -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw Failure(
        description: "\(name)=\(text) is no whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// `20271231`, or `20271231T155959Z`: a day where the schedule is, or a moment in UTC.
  private static func end(_ text: String) throws(Failure) -> RecurrenceRule.End {
    let digits = Array(text)
    func part(_ range: Range<Int>) -> String { String(digits[range]) }
    let form = "UNTIL=\(text) is no day such as 20271231 and no time in UTC such as 20271231T155959Z"
    guard digits.count == 8 || digits.count == 16 else { throw Failure(description: form) }
    let date = "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))"
    if digits.count == 8 {
      guard let day = DateText.date(date[...]), text.allSatisfy(\.isNumber) else {
        throw Failure(description: form)
      }
      return .day(day)
    }
    let time = "\(date)\(digits[8])\(part(9..<11)):\(part(11..<13)):\(part(13..<15))\(digits[15])"
    guard digits[8] == "T", digits[15] == "Z", let moment = DateText.moment(time[...], zone: .gmt) else {
      throw Failure(description: form)
    }
    return .moment(moment.moment)
  }
}

extension String {
  fileprivate var list: [String] {
    isEmpty ? [] : split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
}

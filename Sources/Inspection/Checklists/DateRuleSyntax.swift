/// The form of a rule on a date.
enum DateRuleSyntax {
  typealias Failure = RequirementSyntax.Failure

  static func parse(_ text: Substring) throws(Failure) -> DateRule {
    if text == "not expired" { return .notExpired }
    if let rest = text.after("valid for >=") {
      let (count, unit) = try span(rest, in: text)
      return .validFor(count, unit)
    }
    if let rest = text.after("age <=") {
      let (count, unit) = try span(rest, in: text)
      return .ageAtMost(count, unit)
    }
    if let rest = text.after("age >=") {
      let (count, unit) = try span(rest, in: text)
      return .ageAtLeast(count, unit)
    }
    return try days(text)
  }

  private static func span(_ text: Substring, in whole: Substring) throws(Failure) -> (Int, DateRule.DateUnit)
  {
    let words = text.split(separator: " ")
    guard words.count == 2, let count = Int(words[0]),
      let unit = DateRule.DateUnit(rawValue: words[1].hasSuffix("s") ? String(words[1]) : words[1] + "s"),
      (0...unit.limit).contains(count)
    else { throw noRule(whole) }
    return (count, unit)
  }

  /// `2020-01-01..2026-12-31`, or a comparison.
  private static func days(_ text: Substring) throws(Failure) -> DateRule {
    if let dots = text.firstRange(of: "..") {
      let first = try day(text[..<dots.lowerBound], in: text)
      let last = try day(text[dots.upperBound...], in: text)
      guard first <= last else { throw Failure(description: "no date can satisfy \"\(text)\"") }
      return .within(first, last)
    }
    for (sign, shift) in [(">=", 0), ("<=", 0), (">", 1), ("<", -1), ("=", 0)] as [(String, Int32)] {
      guard let rest = text.after(sign) else { continue }
      // After a day is on the next one or later.
      let date = CivilDate(days: try day(rest, in: text).days &+ shift)
      guard (1...9_999).contains(date.components.year) else { throw noRule(text) }
      if sign == "=" { return .within(date, date) }
      return sign.hasPrefix(">") ? .within(date, nil) : .within(nil, date)
    }
    throw noRule(text)
  }

  private static func day(_ text: Substring, in whole: Substring) throws(Failure) -> CivilDate {
    guard let date = DateText.date(text.trimmed) else { throw noRule(whole) }
    return date
  }

  private static func noRule(_ text: Substring) -> Failure {
    Failure(
      description: "\"\(text.prefix(80))\" is no date rule; write age <= 365 days, not expired, "
        + "valid for >= 30 days or >= 2020-01-01")
  }
}

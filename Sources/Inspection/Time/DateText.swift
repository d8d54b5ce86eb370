package import Foundation

/// Reads dates and times in the ISO 8601 forms that registers and records use.
package enum DateText {
  /// A moment together with the calendar day on which it fell where it was recorded.
  package struct LocalMoment: Sendable, Hashable {
    package var moment: Timestamp
    package var day: CivilDate

    package init(moment: Timestamp, day: CivilDate) {
      self.moment = moment
      self.day = day
    }
  }

  /// Reads `2026-11-21`, or the date of a date and time.
  package static func date(_ text: Substring) -> CivilDate? {
    var scanner = DigitScanner(text.utf8)
    guard let date = scanner.date() else { return nil }
    if scanner.isAtEnd { return date }
    return scanner.accept("T", or: " ") ? date : nil
  }

  /// Reads `2026-11-21T09:30[:00[.123]]` with `Z`, `+08:00`, or without a zone, or a bare date (midnight).
  ///
  /// - Parameter zone: the zone that a time without one is meant in.
  package static func moment(_ text: Substring, zone: TimeZone) -> LocalMoment? {
    var scanner = DigitScanner(text.utf8)
    guard let date = scanner.date() else { return nil }
    var milliseconds: Int64 = 0
    var offset: Int64?
    if !scanner.isAtEnd {
      guard scanner.accept("T", or: " "), let time = scanner.timeOfDay() else { return nil }
      milliseconds = time
      if !scanner.isAtEnd {
        guard let minutes = scanner.offsetMinutes(), scanner.isAtEnd else { return nil }
        offset = minutes * 60_000
      }
    }
    let local = Int64(date.days) * 86_400_000 + milliseconds
    let shift = offset ?? zoneOffset(of: zone, atLocal: local)
    return LocalMoment(moment: Timestamp(milliseconds: local - shift), day: date)
  }

  /// The zone's offset at a wall-clock time. Of a time that exists twice, the first is meant.
  private static func zoneOffset(of zone: TimeZone, atLocal local: Int64) -> Int64 {
    func offset(at utc: Int64) -> Int64 {
      let date = Date(timeIntervalSince1970: Double(utc) / 1_000)
      return Int64(zone.secondsFromGMT(for: date)) * 1_000
    }
    let guess = offset(at: local)
    let before = offset(at: local - guess - 7_200_000)
    if before != guess, offset(at: local - before) == before { return before }
    return offset(at: local - guess)
  }
}

/// Walks over the digits and separators of a date.
private struct DigitScanner {
  private var rest: Substring.UTF8View

  init(_ text: Substring.UTF8View) {
    rest = text
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func accept(_ a: Unicode.Scalar, or b: Unicode.Scalar? = nil) -> Bool {
    guard let first = rest.first.map(Unicode.Scalar.init), first == a || first == b else { return false }
    rest.removeFirst()
    return true
  }

  mutating func number(digits: Int) -> Int? {
    var value = 0
    for _ in 0..<digits {
      guard let byte = rest.first, (48...57).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 48)
      rest.removeFirst()
    }
    return value
  }

  mutating func date() -> CivilDate? {
    guard let year = number(digits: 4), accept("-") || accept("/"),
      let month = number(digits: 2), accept("-") || accept("/"),
      let day = number(digits: 2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  /// Milliseconds since midnight.
  mutating func timeOfDay() -> Int64? {
    guard let hour = number(digits: 2), hour < 24, accept(":"),
      let minute = number(digits: 2), minute < 60
    else { return nil }
    var milliseconds = Int64(hour * 3_600 + minute * 60) * 1_000
    if accept(":") {
      guard let second = number(digits: 2), second < 60 else { return nil }
      milliseconds += Int64(second) * 1_000
      if accept(".", or: ",") {
        guard let fraction = fraction() else { return nil }
        milliseconds += fraction
      }
    }
    return milliseconds
  }

  private mutating func fraction() -> Int64? {
    var value: Int64 = 0
    var digits = 0
    while let digit = number(digits: 1) {
      if digits < 3 { value = value * 10 + Int64(digit) }
      digits += 1
    }
    guard digits > 0 else { return nil }
    for _ in digits..<max(3, digits) { value *= 10 }
    return value
  }

  mutating func offsetMinutes() -> Int64? {
    if accept("Z", or: "z") { return 0 }
    let sign: Int64
    if accept("+") { sign = 1 } else if accept("-") { sign = -1 } else { return nil }
    guard let hours = number(digits: 2), hours <= 18 else { return nil }
    _ = accept(":")
    guard let minutes = isAtEnd ? 0 : number(digits: 2), minutes < 60 else { return nil }
    return sign * Int64(hours * 60 + minutes)
  }
}

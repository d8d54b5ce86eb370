package import Foundation
package import Inspection

/// Writes numbers and times as a language has them.
package struct Formats: Sendable {
  package var language: Language
  /// Of all times on the pages.
  package var zone: TimeZone
  package var now: Timestamp

  package init(language: Language, zone: TimeZone, now: Timestamp) {
    self.language = language
    self.zone = zone
    self.now = now
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let minute: Int64 = 60_000
  private static let hour = 60 * minute
  private static let day = 24 * hour

  /// Grouped by thousands, as both languages do.
  package func number(_ value: Int) -> String {
    var digits = String(value.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (value < 0 ? "−" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// - Parameter share: 0...1. What is not all is never shown as 100 %, nor what is something as 0 %.
  package func percent(_ share: Double?) -> String {
    guard let share else { return "–" }
    let tenths = Int((share * 1_000).rounded())
    let honest = share < 1 && tenths >= 1_000 ? 999 : share > 0 && tenths <= 0 ? 1 : tenths
    return honest % 10 == 0 ? "\(honest / 10)%" : "\(honest / 10).\(honest % 10)%"
  }

  package func date(_ day: CivilDate) -> String {
    let (year, month, day) = day.components
    switch language {
    case .english: return "\(day) \(Self.months[month - 1]) \(year)"
    case .chinese: return "\(year)年\(month)月\(day)日"
    }
  }

  package func date(_ time: Timestamp) -> String { date(zone.day(of: time)) }

  package func time(_ time: Timestamp) -> String {
    "\(date(time))\(language == .english ? "," : "") \(clock(time))"
  }

  private func clock(_ time: Timestamp) -> String {
    let minutes = Int(local(time) / Self.minute) % 1_440
    return "\((minutes / 60).padded(to: 2)):\((minutes % 60).padded(to: 2))"
  }

  /// Milliseconds since midnight by the zone's clock.
  private func local(_ time: Timestamp) -> Int64 {
    let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time.milliseconds) / 1_000))
    let shifted = time.milliseconds + Int64(offset) * 1_000
    return shifted - shifted.flooredDivision(by: Self.day) * Self.day
  }

  /// As `<input type="datetime-local">` wants it.
  package func inputTime(_ time: Timestamp) -> String { "\(zone.day(of: time))T\(clock(time))" }

  /// - Parameter month: such as `2026-11`.
  package func month(_ month: String) -> String {
    let parts = month.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 2, (1...12).contains(parts[1]) else { return month }
    return language == .english ? "\(Self.months[parts[1] - 1]) \(parts[0])" : "\(parts[0])年\(parts[1])月"
  }

  /// The month alone, for the axis of a chart.
  package func shortMonth(_ month: String) -> String {
    guard let number = month.split(separator: "-").last.flatMap({ Int($0) }), (1...12).contains(number)
    else { return month }
    return language == .english ? Self.months[number - 1] : "\(number)月"
  }

  /// A length of time by its largest unit, such as `3 days`.
  package func duration(_ milliseconds: Int64) -> String {
    let (count, unit): (Int64, Phrase) =
      switch milliseconds.magnitude {
      case ..<UInt64(Self.minute): (abs(milliseconds) / 1_000, .secondsShort)
      case ..<UInt64(Self.hour): (abs(milliseconds) / Self.minute, .minutesShort)
      case ..<UInt64(2 * Self.day): (abs(milliseconds) / Self.hour, .hoursShort)
      default: (abs(milliseconds) / Self.day, .daysShort)
      }
    return unit.text(language, number(Int(clamping: count)))
  }

  /// How far a time lies from now, such as `in 3 d` or `3 d ago`.
  package func distance(_ time: Timestamp) -> String {
    let difference = time.milliseconds - now.milliseconds
    return (difference < 0 ? Phrase.ago : Phrase.ahead).text(language, duration(difference))
  }
}

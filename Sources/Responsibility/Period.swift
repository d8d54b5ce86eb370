/// How long something may take: elapsed hours, whole days, or working days.
package struct Period: Sendable, Hashable, Codable, CustomStringConvertible {
  package enum Unit: String, Sendable, Hashable, Codable, CaseIterable {
    /// Elapsed, around the clock.
    case hours = "h"
    /// Whole calendar days; the day on which it begins does not count.
    case days = "d"
    /// Whole working days; the day on which it begins does not count.
    case workingDays = "wd"
  }

  package static let maximumCount = 3_660

  /// 0...`maximumCount`.
  package var count: Int
  package var unit: Unit

  package init(_ count: Int, _ unit: Unit) {
    self.count = count
    self.unit = unit
  }

  /// Reads `24h`, `3d` or `15wd`.
  package init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(digits), (0...Self.maximumCount).contains(count),
      let unit = Unit(rawValue: String(text.dropFirst(digits.count)))
    else { return nil }
    self.init(count, unit)
  }

  package var description: String { "\(count)\(unit.rawValue)" }

  /// For sentences, such as `15 working days`.
  package var words: String {
    let unit =
      switch unit {
      case .hours: "hour"
      case .days: "day"
      case .workingDays: "working day"
      }
    return "\(count) \(unit)\(count == 1 ? "" : "s")"
  }
}

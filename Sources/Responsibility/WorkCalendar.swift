package import Foundation
package import Inspection

/// Which days are worked, and when periods end.
///
/// A period in days begins on the day after the one on which it is counted from, and ends with its last day, as
/// periods of law do (Civil Code of the People's Republic of China, articles 201 to 203).
package struct WorkCalendar: Sendable, Hashable, Codable {
  /// A day that is not as the weekday says.
  package struct Exception: Sendable, Hashable, Codable {
    package var day: CivilDate
    /// Worked in exchange for a holiday (调休), or a day off.
    package var isWorked: Bool
    package var name: String

    package init(day: CivilDate, isWorked: Bool, name: String = "") {
      self.day = day
      self.isWorked = isWorked
      self.name = name
    }
  }

  /// IANA's name of the time zone that days begin and end in.
  package let timeZone: String
  /// 1 for Monday to 7 for Sunday; at least one.
  package let weekdays: Set<Int>
  /// In the order of the days, each day once.
  package let exceptions: [Exception]

  /// No calendar has more days off in a row.
  private static let horizon = 4_000

  package init(timeZone: String, weekdays: Set<Int> = [1, 2, 3, 4, 5], exceptions: [Exception] = []) {
    self.timeZone = timeZone
    self.weekdays = weekdays
    self.exceptions = exceptions.sorted { $0.day < $1.day }
  }

  package var zone: TimeZone { TimeZone(identifier: timeZone) ?? .gmt }

  package func isWorked(_ day: CivilDate) -> Bool {
    if let exception = exception(on: day) { return exception.isWorked }
    // 1970-01-01 was a Thursday.
    let weekday = (Int(day.days) + 3) % 7
    return weekdays.contains((weekday + 7) % 7 + 1)
  }

  private func exception(on day: CivilDate) -> Exception? {
    var (low, high) = (0, exceptions.count)
    while low < high {
      let middle = (low + high) / 2
      if exceptions[middle].day < day { low = middle + 1 } else { high = middle }
    }
    return low < exceptions.count && exceptions[low].day == day ? exceptions[low] : nil
  }

  /// When a period ends that is counted from a moment. Days end one millisecond before midnight.
  package func end(of period: Period, from start: Timestamp) -> Timestamp {
    switch period.unit {
    case .hours:
      return Timestamp(milliseconds: start.milliseconds + Int64(period.count) * 3_600_000)
    case .days: return end(of: CivilDate(days: zone.day(of: start).days + Int32(period.count)))
    case .workingDays:
      var day = zone.day(of: start)
      var (left, steps) = (period.count, 0)
      while left > 0, steps < Self.horizon + period.count * 7 {
        day.days += 1
        steps += 1
        if isWorked(day) { left -= 1 }
      }
      return end(of: day)
    }
  }

  private func end(of day: CivilDate) -> Timestamp {
    let next = zone.moment(of: CivilDate(days: day.days + 1), 0)
    return Timestamp(milliseconds: next.milliseconds - 1)
  }
}

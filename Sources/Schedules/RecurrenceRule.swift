package import Inspection

/// A recurrence rule of iCalendar (RFC 5545, section 3.3.10), as far as inspections need it: FREQ of whole
/// days and longer, INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY and BYMONTH. A week begins on Monday.
package struct RecurrenceRule: Sendable, Hashable {
  package enum Frequency: String, Sendable, Hashable, CaseIterable {
    case daily = "DAILY"
    case weekly = "WEEKLY"
    case monthly = "MONTHLY"
    case yearly = "YEARLY"
  }

  package enum Weekday: String, Sendable, Hashable, CaseIterable {
    case monday = "MO"
    case tuesday = "TU"
    case wednesday = "WE"
    case thursday = "TH"
    case friday = "FR"
    case saturday = "SA"
    case sunday = "SU"

    /// 1970-01-01 was a Thursday.
    package init(of date: CivilDate) {
      let index = (Int(date.days) + 3) % 7
      self = Self.allCases[index < 0 ? index + 7 : index]
    }

    /// 0 for Monday.
    var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  package struct Day: Sendable, Hashable {
    /// The first, second, ... of its month or year, or the last for -1; nil for every one.
    package var ordinal: Int?
    package var weekday: Weekday

    package init(_ weekday: Weekday, ordinal: Int? = nil) {
      self.weekday = weekday
      self.ordinal = ordinal
    }
  }

  /// The last moment that may be an occurrence.
  package enum End: Sendable, Hashable {
    /// Of a day where the schedule is, to its end.
    case day(CivilDate)
    case moment(Timestamp)
  }

  package var frequency: Frequency
  /// Every so many days, weeks, months or years, 1...`largestInterval`.
  package var interval = 1
  /// How many occurrences there are; nil for no end. Not with `until`.
  package var count: Int?
  package var until: End?
  package var days: [Day] = []
  /// 1...31 from the month's start, -1...-31 from its end.
  package var monthDays: [Int] = []
  package var months: [Int] = []

  package static let largestInterval = 1_000
  package static let largestCount = 100_000

  package init(_ frequency: Frequency) {
    self.frequency = frequency
  }
}

extension RecurrenceRule {
  /// The days of the occurrences from `start` on, ascending, while `body` wants more.
  ///
  /// What does not exist, such as the 31st of April, is left out and not moved (RFC 5545). `start` is an
  /// occurrence only if the rule fits it.
  ///
  /// - Parameters:
  ///   - last: no day beyond is looked at.
  ///   - body: returns false to end.
  package func forEachDay(from start: CivilDate, through last: CivilDate, _ body: (CivilDate) -> Bool) {
    var found = 0
    var period = Period(frequency, of: start)
    while period.firstDay <= last {
      for day in days(in: period, start: start) where day >= start {
        guard day <= last, isBefore(end: day), count.map({ found < $0 }) ?? true else { return }
        found += 1
        guard body(day) else { return }
      }
      guard let next = period.advanced(by: interval) else { return }
      period = next
    }
  }

  /// Whether a day may be one by an UNTIL that is a day; one that is a moment is compared with the time of
  /// day.
  private func isBefore(end day: CivilDate) -> Bool {
    if case .day(let last) = until { return day <= last }
    return true
  }

  // MARK: A period's days

  private func days(in period: Period, start: CivilDate) -> [CivilDate] {
    period.days.filter { matches($0, period, start: start) }
  }

  /// What RFC 5545's table makes of the rule's parts, asked of one day.
  private func matches(_ day: CivilDate, _ period: Period, start: CivilDate) -> Bool {
    let (_, month, dayOfMonth) = day.components
    if !months.isEmpty, !months.contains(month) { return false }
    if !monthDays.isEmpty, !monthDays.contains(where: { Self.isMonthDay(day, $0) }) { return false }
    if !days.isEmpty { return days.contains { isDay(day, $0) } }
    if !monthDays.isEmpty { return true }
    // What the rule leaves open is as at the start.
    let (_, startMonth, startDay) = start.components
    switch frequency {
    case .daily: return true
    case .weekly: return Weekday(of: day) == Weekday(of: start)
    case .monthly: return dayOfMonth == startDay
    case .yearly: return dayOfMonth == startDay && (!months.isEmpty || month == startMonth)
    }
  }

  private static func isMonthDay(_ day: CivilDate, _ wanted: Int) -> Bool {
    let (year, month, dayOfMonth) = day.components
    return wanted > 0
      ? dayOfMonth == wanted : dayOfMonth - CivilDate.length(ofMonth: month, year: year) - 1 == wanted
  }

  private func isDay(_ day: CivilDate, _ wanted: Day) -> Bool {
    guard Weekday(of: day) == wanted.weekday else { return false }
    guard let ordinal = wanted.ordinal else { return true }
    let (year, month, dayOfMonth) = day.components
    // Ordinals count within the year only where a yearly rule names no months.
    if frequency == .yearly, months.isEmpty {
      guard let first = CivilDate(year: year, month: 1, day: 1),
        let last = CivilDate(year: year, month: 12, day: 31)
      else { return false }
      return ordinal > 0
        ? Int(day.days - first.days) / 7 + 1 == ordinal : -(Int(last.days - day.days) / 7 + 1) == ordinal
    }
    let left = CivilDate.length(ofMonth: month, year: year) - dayOfMonth
    return ordinal > 0 ? (dayOfMonth - 1) / 7 + 1 == ordinal : -(left / 7 + 1) == ordinal
  }
}

/// A day, week, month or year.
private struct Period {
  let frequency: RecurrenceRule.Frequency
  let firstDay: CivilDate

  init(_ frequency: RecurrenceRule.Frequency, of day: CivilDate) {
    self.frequency = frequency
    let (year, month, _) = day.components
    firstDay =
      switch frequency {
      case .daily: day
      case .weekly: CivilDate(days: day.days - Int32(RecurrenceRule.Weekday(of: day).index))
      case .monthly: CivilDate(year: year, month: month, day: 1) ?? day
      case .yearly: CivilDate(year: year, month: 1, day: 1) ?? day
      }
  }

  var days: [CivilDate] {
    let (year, month, _) = firstDay.components
    let length =
      switch frequency {
      case .daily: 1
      case .weekly: 7
      case .monthly: CivilDate.length(ofMonth: month, year: year)
      case .yearly: 337 + CivilDate.length(ofMonth: 2, year: year)
      }
    return (0..<Int32(length)).map { CivilDate(days: firstDay.days + $0) }
  }

  /// - Returns: nil beyond the year 9999.
  func advanced(by count: Int) -> Period? {
    let next: CivilDate
    switch frequency {
    case .daily: next = CivilDate(days: firstDay.days + Int32(count))
    case .weekly: next = CivilDate(days: firstDay.days + Int32(count * 7))
    case .monthly, .yearly:
      let (year, month, _) = firstDay.components
      let index = year * 12 + month - 1 + count * (frequency == .yearly ? 12 : 1)
      guard let day = CivilDate(year: index / 12, month: index % 12 + 1, day: 1) else { return nil }
      next = day
    }
    return next.components.year > 9_999 ? nil : Period(frequency, of: next)
  }
}

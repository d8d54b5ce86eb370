package import Inspection

/// Accidents, deaths and injuries: the three that are to decline (三下降).
package struct AccidentTotals: Sendable, Hashable {
  package var accidents = 0
  package var deaths = 0
  package var injuries = 0

  package init() {}

  package init(_ accidents: some Sequence<Accident>) {
    for accident in accidents {
      self.accidents += 1
      deaths += accident.deaths
      injuries += accident.injuries
    }
  }
}

/// Calendar periods in UTC.
package enum SeriesStep: String, Sendable, Hashable, CaseIterable {
  case month, year

  package var name: String { rawValue }

  /// The most periods that a series may have.
  package static let maximumPeriods = 120

  /// One period of a series.
  package struct Period: Sendable, Hashable {
    /// `2026-07` or `2026`.
    package var name: String
    package var from: Timestamp
    /// Not part of it.
    package var to: Timestamp
  }

  /// The periods that have anything of a span in them, cut to it.
  ///
  /// - Parameter to: not part of the span.
  /// - Returns: nil for more than `maximumPeriods`.
  package func periods(from: Timestamp, to: Timestamp) -> [Period]? {
    var periods: [Period] = []
    var begin = from
    while begin < to {
      guard periods.count < Self.maximumPeriods else { return nil }
      let next = min(end(of: begin), to)
      let day = Self.day(of: begin).components
      let year = day.year.padded(to: 4)
      periods.append(
        Period(name: self == .year ? year : "\(year)-\(day.month.padded(to: 2))", from: begin, to: next))
      begin = next
    }
    return periods
  }

  private static func day(of time: Timestamp) -> CivilDate {
    CivilDate(days: Int32(clamping: time.milliseconds.flooredDivision(by: 86_400_000)))
  }

  /// When the period that a time lies in is over.
  private func end(of time: Timestamp) -> Timestamp {
    let day = Self.day(of: time).components
    let isLast = self == .year || day.month == 12
    let next = CivilDate(year: isLast ? day.year + 1 : day.year, month: isLast ? 1 : day.month + 1, day: 1)
    return Timestamp(milliseconds: next.map { Int64($0.days) * 86_400_000 } ?? Int64.max)
  }
}

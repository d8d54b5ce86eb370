package import Foundation

extension TimeZone {
  /// The calendar day of a moment here.
  package func day(of moment: Timestamp) -> CivilDate {
    let seconds = moment.milliseconds.flooredDivision(by: 1_000)
    let offset = secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    return CivilDate(days: Int32(clamping: (seconds + Int64(offset)).flooredDivision(by: 86_400)))
  }

  /// The moment of a time by the clock, in milliseconds since midnight. One that the clock skips is meant by the offset before the gap, and
  /// of one that comes twice the first is meant (RFC 5545, section 3.3.5).
  package func moment(of day: CivilDate, _ timeOfDay: Int64) -> Timestamp {
    let local = Int64(day.days) * 86_400_000 + timeOfDay
    func offset(at milliseconds: Int64) -> Int64 {
      Int64(secondsFromGMT(for: Date(timeIntervalSince1970: Double(milliseconds) / 1_000))) * 1_000
    }
    // Offsets change by hours at most, and not twice within two days.
    let before = local - offset(at: local - 86_400_000)
    let after = local - offset(at: local + 86_400_000)
    if local - offset(at: before) == before { return Timestamp(milliseconds: before) }
    return Timestamp(milliseconds: local - offset(at: after) == after ? after : before)
  }
}

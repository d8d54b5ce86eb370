/// A moment: milliseconds since 1970-01-01T00:00:00Z.
package struct Timestamp: Sendable, Hashable, Comparable, Codable {
  package var milliseconds: Int64

  package init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// Whether it lies in the years 1 to 9999, as every time that was really recorded does.
  package var isPlausible: Bool { (-62_135_596_800_000..<253_402_300_800_000).contains(milliseconds) }

  package static func < (a: Timestamp, b: Timestamp) -> Bool {
    a.milliseconds < b.milliseconds
  }

  /// The same moment as ISO 8601 in UTC, to the second, with milliseconds only where there are any.
  package var iso8601: String {
    let secondsInDay: Int64 = 86_400
    let seconds = milliseconds.flooredDivision(by: 1_000)
    let day = seconds.flooredDivision(by: secondsInDay)
    let rest = Int(seconds - day * secondsInDay)
    let remainder = Int(milliseconds % 1_000)
    let fraction = remainder < 0 ? remainder + 1_000 : remainder
    let date = CivilDate(days: Int32(clamping: day)).description
    let time = [rest / 3_600, rest / 60 % 60, rest % 60].map { $0.padded(to: 2) }
    let tail = fraction == 0 ? "Z" : ".\(fraction.padded(to: 3))Z"
    return "\(date)T\(time.joined(separator: ":"))\(tail)"
  }

  package init(from decoder: any Decoder) throws {
    milliseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(milliseconds)
  }
}

extension Int64 {
  /// Division that rounds towards minus infinity.
  package func flooredDivision(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return (self % divisor < 0) ? quotient - 1 : quotient
  }
}

extension Int {
  /// The digits, with zeros before them up to `width`.
  package func padded(to width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }
}

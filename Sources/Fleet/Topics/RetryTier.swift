/// A topic in which failed tasks wait for their next attempt, all for the same time.
package struct RetryTier: Sendable, Hashable {
  /// As written: a whole number and s, m or h, such as `10m`.
  package let name: String
  package let delay: Duration

  /// - Returns: nil for what is no time of 1 s to 24 h.
  package init?(_ text: String) {
    let factors: [Character: Int] = ["s": 1, "m": 60, "h": 3_600]
    guard let unit = text.last, let factor = factors[unit], let count = Int(text.dropLast()),
      (1...86_400).contains(count), count * factor <= 86_400, String(count) == text.dropLast()
    else { return nil }
    name = text
    delay = .seconds(count * factor)
  }

  private init(_ name: String, _ seconds: Int) {
    self.name = name
    delay = .seconds(seconds)
  }

  package static let standard = [RetryTier("5s", 5), RetryTier("1m", 60), RetryTier("10m", 600)]
}

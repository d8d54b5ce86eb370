/// A threshold in the plugin range syntax: `10`, `10:`, `~:10`, `10:20`, `@10:20` (Monitoring Plugins
/// development guidelines, "Threshold and ranges",
/// https://www.monitoring-plugins.org/doc/guidelines.html#THRESHOLDFORMAT).
///
/// Both ends belong to the range. An alert is raised outside of it, or with `@` inside of it, the ends
/// included.
package struct ThresholdRange: Sendable, Hashable, CustomStringConvertible {
  /// Minus infinity for `~`.
  package var start: Double
  /// Infinity where no end is given. Not below `start`.
  package var end: Double
  /// Written `@`.
  package var alertsInside: Bool

  /// - Returns: nil for what is no range.
  package init?(_ text: some StringProtocol) {
    alertsInside = text.hasPrefix("@")
    let range = alertsInside ? text.dropFirst() : text[...]
    guard let colon = range.firstIndex(of: ":") else {
      // The start and its colon may be left out when it is 0.
      guard let end = Self.number(range), end >= 0 else { return nil }
      (start, self.end) = (0, end)
      return
    }
    let (first, last) = (range[..<colon], range[range.index(after: colon)...])
    guard let start = first == "~" ? -Double.infinity : Self.number(first),
      let end = last.isEmpty ? Double.infinity : Self.number(last), start <= end
    else { return nil }
    (self.start, self.end) = (start, end)
  }

  package func alerts(on value: Double) -> Bool {
    (start...end).contains(value) == alertsInside
  }

  /// In the form that is read.
  package var description: String {
    let upper = end == .infinity ? "" : end.plainText
    let lower = start == -.infinity ? "~:" : start == 0 && end.isFinite ? "" : "\(start.plainText):"
    return (alertsInside ? "@" : "") + lower + upper
  }

  private static func number(_ text: some StringProtocol) -> Double? {
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }
}

extension Double {
  /// Without `.0` where it is whole and short.
  package var plainText: String {
    self == rounded() && abs(self) < 1e15 ? String(Int64(self)) : String(self)
  }
}

/// Judges how long an answer took.
enum Latency {
  /// - Returns: nil when it is within the limit.
  static func verdict(_ took: Duration, limit: Duration?, asking what: String) -> ProbeVerdict? {
    guard let limit, took > limit else { return nil }
    return .violated("\(what) took \(milliseconds(took)) ms, at most \(milliseconds(limit)) ms are allowed")
  }

  private static func milliseconds(_ duration: Duration) -> Int64 {
    duration.components.seconds * 1_000 + duration.components.attoseconds / 1_000_000_000_000_000
  }
}

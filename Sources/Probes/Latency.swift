import Inspection

/// Judges how long an answer took.
enum Latency {
  /// - Returns: nil when it is within the limit.
  static func verdict(_ took: Duration, limit: Duration?, asking what: String) -> ProbeVerdict? {
    guard let limit, took > limit else { return nil }
    return .violated(
      "\(what) took \(took.wholeMilliseconds) ms, at most \(limit.wholeMilliseconds) ms are allowed")
  }
}

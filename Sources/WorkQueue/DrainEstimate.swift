/// How long what waits takes whoever works on it, at the pace that it had when there was something to do.
///
/// Fed with samples, some seconds apart. The pace is a mean over about `memory` seconds of work; idle time says nothing
/// about it.
package struct DrainEstimate: Sendable {
  /// Seconds of work that the pace is a mean of.
  private static let memory = 60.0
  /// Records a second below which a pace counts as this: nobody waits for a number that has no end.
  private static let leastPace = 0.01

  private var pace: Double?
  private var didWait = false

  package init() {}

  /// - Parameters:
  ///   - waiting: records that are not done now.
  ///   - done: records that were done since the sample before.
  ///   - seconds: since the sample before.
  /// - Returns: seconds until nothing waits; nil while no pace was seen yet and something waits.
  package mutating func observe(waiting: Int64, done: Int64, after seconds: Double) -> Double? {
    if didWait, seconds > 0 {
      let now = Double(done) / seconds
      // Who was through before the sample ended was faster than it says.
      if waiting > 0 || now > (pace ?? 0) {
        pace = pace.map { $0 + (now - $0) * seconds / (Self.memory + seconds) } ?? now
      }
    }
    didWait = waiting > 0
    guard didWait else { return 0 }
    return pace.map { Double(waiting) / max($0, Self.leastPace) }
  }
}

/// Notices that the consumer's thread did not run for longer than its membership of the group is sure to last:
/// the process was stopped, or starved. Others may have its partitions then. Pure; time is given.
package struct StallWatch: Sendable {
  private let limit: Duration
  private var lastTurn: ContinuousClock.Instant

  /// - Parameter limit: The group's session time-out.
  package init(limit: Duration, now: ContinuousClock.Instant) {
    self.limit = limit
    lastTurn = now
  }

  /// Whether the thread has run within the limit.
  package func isFresh(at now: ContinuousClock.Instant) -> Bool { now - lastTurn <= limit }

  /// Notes that the thread runs.
  ///
  /// - Returns: false when it has not for longer than the limit.
  package mutating func turn(at now: ContinuousClock.Instant) -> Bool {
    defer { lastTurn = now }
    return isFresh(at: now)
  }
}

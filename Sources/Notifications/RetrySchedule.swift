/// When what could not be delivered is tried again: after twice the time of the attempt before, and shortened by chance
/// to between half of that and all, so that what failed together does not come back together.
package struct RetrySchedule: Sendable, Hashable {
  /// At most; then a notification is dead.
  package var attempts = 10
  /// After the first attempt.
  package var first = Duration.seconds(5)
  package var longest = Duration.seconds(3_600)

  package init() {}

  /// - Parameters:
  ///   - attempts: made so far, 1 at least.
  ///   - asked: what the receiver asked to wait for; nil where it did not.
  /// - Returns: how long to wait; nil when it was the last attempt.
  package func pause(
    after attempts: Int, asked: Duration? = nil, using random: inout some RandomNumberGenerator
  ) -> Duration? {
    guard attempts < self.attempts else { return nil }
    var pause = first
    for _ in 1..<max(1, attempts) where pause < longest { pause *= 2 }
    let own = min(pause, longest) * Double.random(in: 0.5...1, using: &random)
    return max(own, min(asked ?? .zero, longest))
  }
}

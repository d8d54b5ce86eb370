package import Inspection
package import Ledger

/// Brings a notification to one subscriber.
package protocol Messenger: Sendable {
  /// - Parameter time: of the attempt.
  func deliver(_ notification: PendingNotification, at time: Timestamp) async -> Delivery
}

/// What an attempt came to.
package enum Delivery: Sendable, Hashable {
  case done
  /// For the moment.
  ///
  /// - Parameter wait: what the receiver asks to wait for; nil where it does not.
  case failed(String, wait: Duration? = nil)
  /// The receiver does not want it, now or later.
  case refused(String)
}

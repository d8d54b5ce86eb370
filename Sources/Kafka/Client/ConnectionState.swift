/// Whether the brokers answer.
package enum ConnectionState: Sendable, Equatable {
  case up
  case down(reason: String)

  package var isUp: Bool { self == .up }
}

/// Turns single answers and their absence into a state that does not flap. Pure.
struct ConnectionJudge {
  /// So many in a row make an outage.
  private static let patience = 2

  private var failures = 0
  private var isUp: Bool?

  /// - Parameter error: `nil` for an answer.
  /// - Returns: The new state, when it has changed.
  mutating func judge(_ error: KafkaError?) -> ConnectionState? {
    guard let error else {
      failures = 0
      defer { isUp = true }
      return isUp == true ? nil : .up
    }
    failures += 1
    guard failures >= Self.patience, isUp != false else { return nil }
    isUp = false
    return .down(reason: "no broker answers: \(error.reason)")
  }
}

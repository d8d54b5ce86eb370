import Synchronization

/// Which records of a batch are still to be sent, over several attempts.
///
/// A class with a lock, since a deadline may look at it while an attempt runs.
final class SendAttempts: Sendable {
  private struct State {
    /// The records that are not acknowledged, as indices of the whole batch.
    var left: [Int]
    /// Those that never will be.
    var refused: [KafkaSendError.Failure] = []
  }

  let topic: String
  private let batch: OutgoingBatch
  private let state: Mutex<State>

  init(_ batch: OutgoingBatch, topic: String) {
    self.batch = batch
    self.topic = topic
    state = Mutex(State(left: Array(0..<batch.count)))
  }

  /// The records of the next attempt; `nil` when there is nothing left.
  func rest() -> OutgoingBatch? {
    let left = state.withLock { $0.left }
    if left.isEmpty { return nil }
    if left.count == batch.count { return batch }
    var rest = OutgoingBatch(reserving: left.count)
    for index in left { rest.append(index, of: batch) }
    return rest
  }

  func acknowledgedAll() {
    state.withLock { $0.left = [] }
  }

  /// Takes over what an attempt says.
  ///
  /// - Returns: Whether any record was acknowledged or refused.
  /// - Throws: What makes further attempts useless.
  func take(_ attempt: KafkaSendError) throws -> Bool {
    let progress = state.withLock { state in
      let before = state.left
      state.left = []
      for failure in attempt.failures where before.indices.contains(failure.index) {
        let index = before[failure.index]
        if failure.error.mayBeSentAgain {
          state.left.append(index)
        } else {
          state.refused.append(.init(index: index, error: failure.error))
        }
      }
      return state.left.count < before.count
    }
    if let error = attempt.failures.first(where: { $0.error.code.isAuthorization })?.error {
      throw self.error(error)
    }
    return progress
  }

  func throwIfRefused() throws {
    let refused = state.withLock { $0.refused }
    guard !refused.isEmpty else { return }
    throw KafkaSendError(
      topic: topic, failures: refused.sorted { $0.index < $1.index },
      acknowledged: batch.count - refused.count)
  }

  /// The error when no more attempts are made, for one reason.
  func error(_ reason: KafkaError) -> KafkaSendError {
    state.withLock { state in
      let failures = state.left.map { KafkaSendError.Failure(index: $0, error: reason) } + state.refused
      return KafkaSendError(
        topic: topic, failures: failures.sorted { $0.index < $1.index },
        acknowledged: batch.count - failures.count)
    }
  }
}

extension KafkaError {
  /// Whether a later attempt may succeed, perhaps with a new client.
  fileprivate var mayBeSentAgain: Bool {
    // A client is closed under a sender's hands when another one has replaced it.
    !code.isAuthorization && (isRetriable || isFatal || code == .closed)
  }
}

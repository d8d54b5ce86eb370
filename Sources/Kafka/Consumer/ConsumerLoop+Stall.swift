import CRdKafka
import Logging
import Synchronization

extension ConsumerLoop {
  /// librdkafka looks at its own session timer at least once a second. An assignment that it still holds after this
  /// time is one that heartbeats have kept.
  private static let settling = Duration.milliseconds(1500)

  /// Notes that the thread runs.
  ///
  /// - Returns: false when it did not for longer than the session lasts: nothing in flight may be relied on.
  func noteTurn() -> Bool {
    let now = ContinuousClock.now
    return shared.state.withLock { $0.stallWatch?.turn(at: now) ?? true }
  }

  /// Ends every epoch before anything else happens: the partitions may be another member's by now.
  ///
  /// The records come again. Either the broker has ended the session, then there is a rebalance; or it has not
  /// noticed, then this member's partitions start again from the committed offsets.
  func fenceAfterStall() {
    let stalled = partitions.map(\.topicPartition)
    guard !stalled.isEmpty else { return }
    logger.warning(
      "the process did not run for longer than its session lasts; what is in flight is given up",
      metadata: ["partitions": "\(stalled.count)"])
    shared.state.withLock { $0.delivery.fence(stalled) }
    partitions = []
    restart = (stalled, .now + Self.settling)
    hooks.onAssignmentChange?(.lost(stalled))
  }

  /// Takes the partitions up again that a stall made this member give up, if they are still its own.
  func restartAfterStall() {
    guard let (stalled, time) = restart, .now >= time else { return }
    restart = nil
    guard rd_kafka_assignment_lost(client.pointer) == 0 else { return }
    do {
      if let error = assign(try startingOffsets(of: stalled)) { report(error) }
    } catch {
      logger.error("no starting offsets", metadata: ["error": "\(error)"])
      finish(.failure(error))
    }
  }
}

import CRdKafka
import Logging
import Synchronization

extension ConsumerLoop {
  /// Ends the sequence, waits for what is in flight, commits, leaves the group and lets go of the client.
  func performClose(deadline: ContinuousClock.Instant) {
    isClosing = true
    finish(.success(()))
    for request in pendingSeeks { request.continuation.resume(throwing: KafkaError(code: .closed)) }
    pendingSeeks = []
    let all = partitions.map(\.topicPartition)
    let total = max(.zero, deadline - .now)
    // Part of the time is kept for committing and leaving.
    let isAbandoned = shared.state.withLock { $0.isAbandoned }
    let drainDeadline = isAbandoned ? .now : deadline - min(.seconds(2), total / 4)
    if !all.isEmpty { hooks.onAssignmentChange?(.revoking(all)) }
    let isOwner = drain(all, until: drainDeadline)
    fenceAndCommit(all, commits: isOwner, until: deadline - min(.seconds(1), total / 8))
    if !all.isEmpty { hooks.onAssignmentChange?(.revoked(all)) }
    unassign()
    destroyEventQueue()
    leaveGroup(until: deadline)
    shared.state.withLock { $0.isThreadDone = true }
    // Requests that slipped in while closing.
    for request in shared.state.withLock({ $0.seeks }) {
      request.continuation.resume(throwing: KafkaError(code: .closed))
    }
    shared.threadDone.open()
  }

  private func leaveGroup(until deadline: ContinuousClock.Instant) {
    guard let queue = rd_kafka_queue_new(client.pointer) else { return }
    defer { rd_kafka_queue_destroy(queue) }
    if let error = KafkaError.take(rd_kafka_consumer_close_queue(client.pointer, queue)) {
      logger.warning("cannot leave the group", metadata: ["error": "\(error)"])
      return
    }
    while rd_kafka_consumer_closed(client.pointer) == 0 {
      let left = deadline - .now
      guard left > .zero else {
        logger.warning("the group did not let go before the deadline; the session will time out")
        return
      }
      guard let event = rd_kafka_queue_poll(queue, min(100, left.milliseconds)) else { continue }
      serve(event)
      rd_kafka_event_destroy(event)
    }
  }
}

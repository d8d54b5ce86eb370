import CRdKafka
import Logging
import Metrics
import Observability
import Synchronization

extension ConsumerLoop {
  func rebalance(_ kind: rd_kafka_resp_err_t, partitions: [TopicPartition]) {
    restart = nil
    count(kind)
    switch kind {
    case RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS where !isClosing:
      let starts: [TopicPartition: StartOffset]
      do {
        starts = try startingOffsets(of: partitions)
      } catch {
        logger.error("no starting offsets", metadata: ["error": "\(error)"])
        rd_kafka_assign(client.pointer, nil)
        finish(.failure(error))
        return
      }
      if let error = assign(starts) { report(error) }
    case RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS:
      revoke(lost: rd_kafka_assignment_lost(client.pointer) != 0)
    default:
      revoke(lost: true)
    }
  }

  private func count(_ kind: rd_kafka_resp_err_t) {
    let name =
      switch kind {
      case RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS: "assigned"
      case RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS:
        rd_kafka_assignment_lost(client.pointer) != 0 ? "lost" : "revoked"
      default: "lost"
      }
    MetricCatalog.rebalances.counter([("kind", name)]).increment()
  }

  func startingOffsets(of partitions: [TopicPartition]) throws -> [TopicPartition: StartOffset] {
    var starts = Dictionary(partitions.map { ($0, StartOffset.committed) }) { first, _ in first }
    guard let hook = hooks.startingOffsets, !partitions.isEmpty else { return starts }
    for (partition, start) in try hook(partitions) where starts[partition] != nil {
      starts[partition] = start
    }
    return starts
  }

  /// Starts new epochs for partitions and makes them the whole assignment.
  func assign(_ starts: [TopicPartition: StartOffset]) -> KafkaError? {
    partitions = []
    var epochs: [TopicPartition: Int] = [:]
    let list = PartitionList()
    for (partition, start) in starts.sorted(by: { $0.key < $1.key }) {
      let epoch = shared.state.withLock { $0.delivery.assign(partition, start: start) }
      guard
        let assigned = AssignedPartition(
          partition, epoch: epoch, client: client.pointer, wakeup: shared.wakeup)
      else {
        shared.state.withLock { $0.delivery.fence([partition]) }
        report(KafkaError(code: .unknownPartition, topic: partition.topic, partition: partition.partition))
        continue
      }
      epochs[partition] = epoch
      partitions.append(assigned)
      list.add(partition, offset: start.value)
    }
    let error = rd_kafka_assign(client.pointer, list.pointer)
    guard error == RD_KAFKA_RESP_ERR_NO_ERROR else {
      shared.state.withLock { $0.delivery.fence(Array(epochs.keys)) }
      partitions = []
      return client.fatalError ?? KafkaError(error, reason: "cannot assign partitions")
    }
    logger.info("partitions assigned", metadata: ["count": "\(epochs.count)"])
    logger.debug("partitions assigned", metadata: ["partitions": "\(epochs.keys.sorted())"])
    hooks.onAssignmentChange?(.assigned(epochs))
    return nil
  }

  /// Gives all partitions back: the assignment strategy is an eager one.
  private func revoke(lost: Bool) {
    let revoked = partitions.map(\.topicPartition)
    if !revoked.isEmpty {
      shared.state.withLock { $0.delivery.beginRevoking(revoked) }
      var isLost = lost
      if !isLost {
        hooks.onAssignmentChange?(.revoking(revoked))
        isLost = !drain(revoked, until: .now + options.revokeDeadline)
      }
      fenceAndCommit(revoked, commits: !isLost, until: .now + .seconds(5))
      logger.info(
        isLost ? "partitions lost" : "partitions revoked", metadata: ["partitions": "\(revoked.sorted())"])
      hooks.onAssignmentChange?(isLost ? .lost(revoked) : .revoked(revoked))
    }
    unassign()
  }

  /// Waits until the records in flight are completed or the deadline passes.
  ///
  /// - Returns: `false` when the assignment was lost meanwhile, or may have been.
  func drain(_ waited: [TopicPartition], until deadline: ContinuousClock.Instant) -> Bool {
    while true {
      guard noteTurn() else { return false }
      let (left, closeDeadline) = shared.state.withLock { state in
        state.delivery.wantsWakeup = true
        return (state.delivery.awaitedCount(of: waited), state.closeDeadline)
      }
      let now = ContinuousClock.now
      let end = closeDeadline.map { min($0, deadline) } ?? deadline
      if left == 0 { return true }
      if now >= end {
        logger.warning(
          "records still in flight when partitions go; they will be delivered again",
          metadata: ["records": "\(left)"])
        return true
      }
      if mode.isGroup, rd_kafka_assignment_lost(client.pointer) != 0 { return false }
      shared.wakeup.wait(milliseconds: min(100, (end - now).milliseconds))
    }
  }

  /// Ends the epochs first, so that no completion can move a mark after it was read for the commit.
  func fenceAndCommit(_ fenced: [TopicPartition], commits: Bool, until deadline: ContinuousClock.Instant) {
    let marks = shared.state.withLock { state in
      let marks = state.delivery.uncommitted(of: fenced)
      state.delivery.fence(fenced)
      return marks
    }
    if commits { commitNow(marks.mapValues(\.offset), until: deadline) }
  }

  func unassign() {
    partitions = []
    rd_kafka_assign(client.pointer, nil)
  }
}

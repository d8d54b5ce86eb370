import CRdKafka
import Logging
import Metrics
import Observability
import Synchronization

extension ConsumerLoop {
  /// Commits what has moved since the last commit; the result arrives as an event.
  func commitInBackground() {
    nextCommit = .now + options.commitInterval
    guard mode.isGroup, !isCommitting else { return }
    let marks = shared.state.withLock { $0.delivery.uncommitted() }
    guard !marks.isEmpty else { return }
    let list = PartitionList()
    for (partition, mark) in marks { list.add(partition, offset: mark.offset) }
    committingEpochs = marks.mapValues(\.epoch)
    let error = rd_kafka_commit_queue(client.pointer, list.pointer, eventQueue, nil, nil)
    if error == RD_KAFKA_RESP_ERR_NO_ERROR {
      isCommitting = true
    } else {
      commitFailed(KafkaError(error))
    }
  }

  func commitFinished(_ event: OpaquePointer) {
    let error = rd_kafka_event_error(event)
    let elements = PartitionList.elements(of: rd_kafka_event_topic_partition_list(event))
    let epochs = committingEpochs
    committingEpochs = [:]
    guard error == RD_KAFKA_RESP_ERR_NO_ERROR || error == RD_KAFKA_RESP_ERR__NO_OFFSET else {
      commitFailed(KafkaError(error))
      return
    }
    shared.state.withLock { state in
      for element in elements where element.error == nil {
        guard let epoch = epochs[element.topicPartition] else { continue }
        state.delivery.committed(element.topicPartition, epoch: epoch, offset: element.offset)
      }
    }
    for case let error? in elements.map(\.error) { commitFailed(error) }
  }

  /// Commits offsets and waits for the result, at most until the deadline.
  func commitNow(_ offsets: [TopicPartition: Int64], until deadline: ContinuousClock.Instant) {
    guard mode.isGroup, !offsets.isEmpty, let queue = rd_kafka_queue_new(client.pointer) else { return }
    defer { rd_kafka_queue_destroy(queue) }
    let list = PartitionList()
    for (partition, offset) in offsets { list.add(partition, offset: offset) }
    // librdkafka's synchronous commit has no time-out, so the result is awaited on a queue.
    let error = rd_kafka_commit_queue(client.pointer, list.pointer, queue, nil, nil)
    guard error == RD_KAFKA_RESP_ERR_NO_ERROR else {
      commitFailed(KafkaError(error))
      return
    }
    guard let event = rd_kafka_queue_poll(queue, (deadline - .now).milliseconds) else {
      commitFailed(KafkaError(code: .deadlineExceeded, reason: "no answer to the commit"))
      return
    }
    defer { rd_kafka_event_destroy(event) }
    let code = rd_kafka_event_error(event)
    if code != RD_KAFKA_RESP_ERR_NO_ERROR { commitFailed(KafkaError(code)) }
  }

  /// Records whose commit failed are committed with the next one, or delivered again: nothing is lost.
  private func commitFailed(_ error: KafkaError) {
    nextUrgentCommit = .now + .milliseconds(200)
    MetricCatalog.commitFailures.counter([("code", error.code.name)]).increment()
    logger.warning("commit failed", metadata: ["error": "\(error)"])
  }
}

import CRdKafka

/// One partition's fetch queue, taken out of the common queue so that it can be left alone while its window is
/// full. Confined to the consumer's thread.
final class AssignedPartition {
  let topicPartition: TopicPartition
  let queue: OpaquePointer
  var epoch: Int
  /// A running mean, for asking the queue for about as many bytes as there is credit. It starts high, so that
  /// the first batch of large records is small.
  var meanBytes = 16_384

  /// - Returns: `nil` when librdkafka does not know the partition.
  init?(_ topicPartition: TopicPartition, epoch: Int, client: OpaquePointer, wakeup: Wakeup) {
    guard
      let queue = rd_kafka_queue_get_partition(client, topicPartition.topic, topicPartition.partition)
    else { return nil }
    self.topicPartition = topicPartition
    self.queue = queue
    self.epoch = epoch
    // Before the assignment starts fetching; librdkafka then leaves the forwarding as it is.
    rd_kafka_queue_forward(queue, nil)
    var payload: UInt8 = 1
    rd_kafka_queue_io_event_enable(queue, wakeup.writeEnd, &payload, 1)
  }

  deinit {
    rd_kafka_queue_io_event_enable(queue, -1, nil, 0)
    rd_kafka_queue_destroy(queue)
  }
}

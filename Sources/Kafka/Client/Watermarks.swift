import CRdKafka

/// The offsets that a partition holds.
package struct Watermarks: Sendable, Equatable {
  /// The first offset there is.
  package let low: Int64
  /// The offset after the last.
  package let high: Int64

  package init(low: Int64, high: Int64) {
    self.low = low
    self.high = high
  }

  /// Asks the broker. Blocks; to be called outside the cooperative pool.
  static func query(
    _ partition: TopicPartition, client: ClientHandle, until deadline: ContinuousClock.Instant
  ) throws(KafkaError) -> Watermarks {
    var low: Int64 = 0
    var high: Int64 = 0
    let error = rd_kafka_query_watermark_offsets(
      client.pointer, partition.topic, partition.partition, &low, &high,
      max(1, (deadline - .now).milliseconds))
    guard error == RD_KAFKA_RESP_ERR_NO_ERROR else {
      throw KafkaError(error, topic: partition.topic, partition: partition.partition)
    }
    return Watermarks(low: low, high: high)
  }
}

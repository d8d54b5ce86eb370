package import Kafka
package import Wire

extension ReliableProducer {
  /// Sends a record to the topic `control`.
  ///
  /// - Throws: `WireError`; `KafkaError` where the brokers did not acknowledge it in time.
  package func send(_ record: ControlRecord, to topics: TopicLayout, deadline: Duration) async throws {
    var batch = OutgoingBatch()
    batch.append(key: Array(try record.key().utf8), value: try record.encoded())
    try await send(batch, to: topics.control, deadline: deadline)
  }
}

import Metrics

/// Every metric of this module, in one place.
enum KafkaMetrics {
  /// Errors the consumer met, by code. Tag: `code`.
  static let consumerErrors = "kafka_consumer_errors_total"
  /// Records handed to the application. Tag: `topic`.
  static let consumedRecords = "kafka_consumer_records_total"
  /// Completions that came after their assignment epoch had passed.
  static let staleCompletions = "kafka_consumer_stale_completions_total"
  /// Commits of offsets that failed, by code. Tag: `code`.
  static let commitFailures = "kafka_consumer_commit_failures_total"
  /// Records acknowledged by the broker.
  static let acknowledgedRecords = "kafka_producer_acknowledged_records_total"
  /// Records that were not acknowledged.
  static let failedRecords = "kafka_producer_failed_records_total"
  /// Producers replaced because their client had become unusable.
  static let producerRebuilds = "kafka_producer_rebuilds_total"
  /// Records sent again because they were not acknowledged.
  static let resentRecords = "kafka_producer_resent_records_total"
  /// Errors of a client as a whole, by code. Tag: `code`.
  static let clientErrors = "kafka_client_errors_total"

  // From librdkafka's statistics; every `statistics.interval.ms`.

  /// Records between the committed offset and the end of a partition. Tags: `topic`, `partition`.
  static let consumerLag = "kafka_consumer_lag_records"
  /// Records fetched and not yet taken. Tag: `topic`.
  static let fetchQueue = "kafka_consumer_fetch_queue_records"
  /// Records waiting to be sent or acknowledged. Tags: `client`, `type`.
  static let producerQueue = "kafka_producer_queue_records"
  /// Bytes waiting to be sent or acknowledged. Tags: `client`, `type`.
  static let producerQueueBytes = "kafka_producer_queue_bytes"
  /// Mean round trip. Tags: `broker`, `client`, `type`.
  static let brokerRoundTrip = "kafka_broker_rtt_seconds"
  /// Bytes sent since the client started. Tags: `client`, `type`.
  static let sentBytes = "kafka_client_sent_bytes"
  /// Bytes received since the client started. Tags: `client`, `type`.
  static let receivedBytes = "kafka_client_received_bytes"

  static func count(_ label: String, code: KafkaError.Code) {
    Counter(label: label, dimensions: [("code", code.name)]).increment()
  }
}

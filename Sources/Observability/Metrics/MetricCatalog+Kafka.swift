extension MetricCatalog {
  package static let rebalances = MetricDefinition(
    .counter, "kafka_consumer_rebalances",
    help: "Changes of the partitions that a consumer has: assigned, revoked or lost.", labels: ["kind"])

  package static let consumerErrors = MetricDefinition(
    .counter, "kafka_consumer_errors", help: "Errors that the consumer met, by code.", labels: ["code"])

  package static let staleCompletions = MetricDefinition(
    .counter, "kafka_consumer_stale_completions",
    help: "Records that were finished after their partition had gone to another.")

  package static let commitFailures = MetricDefinition(
    .counter, "kafka_consumer_commit_failures", help: "Commits of offsets that failed, by code.",
    labels: ["code"])

  package static let acknowledgedRecords = MetricDefinition(
    .counter, "kafka_producer_acknowledged_records", help: "Records that the brokers acknowledged.")

  package static let failedRecords = MetricDefinition(
    .counter, "kafka_producer_failed_records", help: "Records that were not acknowledged.")

  package static let producerRebuilds = MetricDefinition(
    .counter, "kafka_producer_rebuilds",
    help: "Producers that were replaced because their client had become unusable.")

  package static let resentRecords = MetricDefinition(
    .counter, "kafka_producer_resent_records",
    help: "Records that were sent again because they were not acknowledged.")

  package static let clientErrors = MetricDefinition(
    .counter, "kafka_client_errors", help: "Errors of a client as a whole, by code.", labels: ["code"])

  // From librdkafka's statistics, every `statistics.interval.ms`.

  package static let consumerLag = MetricDefinition(
    .gauge, "kafka_consumer_lag_records",
    help: "Records between the committed offset and the end of a partition that the consumer has.",
    labels: ["topic", "partition"])

  package static let consumerDrain = MetricDefinition(
    .gauge, "kafka_consumer_drain_seconds",
    help:
      "Time in which the consumer is through with what waits in its partitions, at its pace when it has work.",
    unit: "seconds", labels: ["topic"])

  package static let fetchQueue = MetricDefinition(
    .gauge, "kafka_consumer_fetch_queue_records", help: "Records that were fetched and not yet taken.",
    labels: ["topic"])

  package static let producerQueue = MetricDefinition(
    .gauge, "kafka_producer_queue_records", help: "Records that wait to be sent or acknowledged.",
    labels: ["client", "type"])

  package static let producerQueueBytes = MetricDefinition(
    .gauge, "kafka_producer_queue_bytes", help: "Bytes that wait to be sent or acknowledged.", unit: "bytes",
    labels: ["client", "type"])

  package static let brokerRoundTrip = MetricDefinition(
    .gauge, "kafka_broker_rtt_seconds", help: "Mean round trip to a broker.", unit: "seconds",
    labels: ["client", "type", "broker"])

  package static let sentBytes = MetricDefinition(
    .gauge, "kafka_client_sent_bytes", help: "Bytes that were sent since the client started.", unit: "bytes",
    labels: ["client", "type"])

  package static let receivedBytes = MetricDefinition(
    .gauge, "kafka_client_received_bytes", help: "Bytes that were received since the client started.",
    unit: "bytes", labels: ["client", "type"])

  static let ofKafka = [
    rebalances, consumerErrors, staleCompletions, commitFailures, acknowledgedRecords, failedRecords,
    producerRebuilds, resentRecords, clientErrors, consumerLag, consumerDrain, fetchQueue, producerQueue,
    producerQueueBytes, brokerRoundTrip, sentBytes, receivedBytes,
  ]
}

import Faults
import Fleet
import Kafka
import Metrics
import Observability
import Traces

/// Sends what working on tasks gives, and marks the tasks done when all of it is acknowledged.
struct TaskDelivery: Sendable {
  let consumer: KafkaConsumer
  let producer: ReliableProducer
  let topics: TopicLayout
  /// Nil where nothing is traced.
  let exporter: SpanExporter?
  /// By topic.
  let durations: [String: Timer]

  /// - Parameters:
  ///   - offsets: of the tasks that are done with this.
  ///   - started: when work on them began: once for all that were worked on together.
  /// - Throws: when something cannot be sent; the tasks are then not done.
  func deliver(
    _ output: TaskOutput, _ batch: RecordBatch, _ offsets: [Int64], since started: [ContinuousClock.Instant]
  ) async throws {
    // A process that was stopped for long may have lost its partitions without knowing: others do its work.
    guard await consumer.mayDeliver(batch.topicPartition, epoch: batch.epoch) else { return }
    if FaultPlan.mutation == .commitFirst { complete(batch, offsets) }
    if FaultPlan.mutation == .noDeliveryReports {
      Task { try await send(output) }
    } else {
      try await send(output)
    }
    FaultPlan.pass(.workerDelivered)
    if FaultPlan.mutation != .commitFirst { complete(batch, offsets) }
    FaultPlan.pass(.workerCompleted)
    output.report()
    let now = ContinuousClock.now
    for time in started { durations[batch.topic]?.recordNanoseconds(Int64((now - time) / .nanoseconds(1))) }
    guard let exporter, !output.spans.isEmpty else { return }
    let end = Span.now()
    for span in output.spans { exporter.record(span.ended(at: end)) }
  }

  private func complete(_ batch: RecordBatch, _ offsets: [Int64]) {
    if offsets.count == batch.count {
      consumer.complete(batch)
    } else {
      consumer.complete(batch.topicPartition, epoch: batch.epoch, offsets: offsets)
    }
  }

  /// Results go last: a task that has one is not looked for anywhere else.
  private func send(_ output: TaskOutput) async throws {
    try await producer.send(output.deadLetters, to: topics.deadLetters)
    for (topic, batch) in output.moved { try await producer.send(batch, to: topic) }
    async let sent: Void = producer.send(output.results, to: topics.results)
    FaultPlan.pass(.workerSending)
    try await sent
  }
}

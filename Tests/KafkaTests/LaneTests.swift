import Kafka
import Testing
import WorkQueue

/// Topics of one consumer that do not get into each other's way.
@Suite(.timeLimit(.minutes(3))) struct LaneTests {
  private func send(_ range: Range<Int>, to topic: String, _ mock: MockCluster) async throws {
    let producer = try KafkaProducer(configuration: mock.configuration(), logger: quiet)
    try await producer.send(numbered(range), to: topic)
    #expect(await producer.close())
  }

  @Test func aStuckTopicHoldsNoOtherUp() async throws {
    let mock = try MockCluster()
    for topic in ["bulk", "urgent"] { try mock.createTopic(topic, partitions: 2) }
    var options = ConsumerOptions()
    options.defaults.maxRecords = 100
    options.defaults.maxBatchRecords = 20
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(), group: "g", topics: ["bulk", "urgent"], options: options,
      logger: quiet)
    try await send(0..<2_000, to: "bulk", mock)
    // One reader of bulk takes a batch and never completes it; the rest of bulk's credit lies in the buffer.
    var stuck = consumer.batches(of: ["bulk"]).makeAsyncIterator()
    #expect(try await stuck.next()?.topic == "bulk")
    try await eventually("bulk has no credit left") { consumer.incompleteCount >= 100 }
    let count = Box(0)
    let readers = (0..<2).map { _ in
      Task {
        for try await batch in consumer.batches(of: ["urgent"]) {
          #expect(batch.topic == "urgent")
          #expect(consumer.complete(batch) != .stale)
          count.update { $0 += batch.count }
        }
      }
    }
    try await send(0..<1_000, to: "urgent", mock)
    try await eventually("all urgent records arrive") { count.value == 1_000 }
    await consumer.close(deadline: .milliseconds(200))
    for reader in readers { try await reader.value }
  }

  @Test func closingDoesNotWaitForHeldRecords() async throws {
    let mock = try MockCluster()
    try mock.createTopic("retry", partitions: 1)
    try await send(0..<10, to: "retry", mock)
    var options = ConsumerOptions()
    options.defaults.isHeld = true
    let changes = Box<[AssignmentChange]>([])
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(), group: "g", topics: ["retry"], options: options,
      hooks: ConsumerHooks(onAssignmentChange: { change in changes.update { $0.append(change) } }),
      logger: quiet)
    var iterator = consumer.batches.makeAsyncIterator()
    let batch = try #require(try await iterator.next())
    consumer.complete(batch.topicPartition, epoch: batch.epoch, offsets: [0, 1, 5])
    let start = ContinuousClock.now
    #expect(await consumer.close(deadline: .seconds(60)))
    #expect(ContinuousClock.now - start < .seconds(40))
    #expect(changes.value.contains(.revoked([batch.topicPartition])))
    #expect(consumer.complete(batch) == .stale)
    let admin = try KafkaAdmin(configuration: mock.configuration(), logger: quiet)
    let committed = try await admin.committedOffsets(group: "g", of: [batch.topicPartition])
    #expect(committed[batch.topicPartition] == 2)
    await admin.close()
  }
}

import Kafka
import Testing

@Suite(.timeLimit(.minutes(3))) struct CloseTests {
  private func consumer(_ mock: MockCluster) async throws -> (KafkaConsumer, RecordBatch) {
    try mock.createTopic("t", partitions: 2)
    let producer = try KafkaProducer(configuration: mock.configuration(), logger: quiet)
    try await producer.send(numbered(0..<1000), to: "t")
    #expect(await producer.close())
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(), group: "g", topics: ["t"], logger: quiet)
    var iterator = consumer.batches.makeAsyncIterator()
    return (consumer, try #require(try await iterator.next()))
  }

  @Test func closingCommitsWhatCompletesMeanwhile() async throws {
    let mock = try MockCluster()
    let (consumer, batch) = try await consumer(mock)
    let closing = Task { await consumer.close(deadline: .seconds(30)) }
    var iterator = consumer.batches.makeAsyncIterator()
    while try await iterator.next() != nil {}
    #expect(consumer.complete(batch) != .stale)
    // Batches the loop above took and dropped are never completed, so closing may use up its deadline.
    for (partition, status) in consumer.assignment {
      consumer.complete(partition, epoch: status.epoch, offsets: 0...2000)
    }
    #expect(await closing.value)
    let admin = try KafkaAdmin(configuration: mock.configuration(), logger: quiet)
    let committed = try await admin.committedOffsets(group: "g", of: [batch.topicPartition])
    #expect((committed[batch.topicPartition] ?? 0) > batch.lastOffset)
    await admin.close()
  }

  @Test func recordsInFlightDoNotHoldCloseBeyondItsDeadline() async throws {
    let mock = try MockCluster()
    let (consumer, batch) = try await consumer(mock)
    let start = ContinuousClock.now
    await consumer.close(deadline: .seconds(1))
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(consumer.complete(batch) == .stale)
  }

  @Test func closeReturnsWithTheBrokerDown() async throws {
    let mock = try MockCluster()
    let (consumer, batch) = try await consumer(mock)
    consumer.complete(batch)
    try mock.takeDown(broker: 1)
    let start = ContinuousClock.now
    await consumer.close(deadline: .seconds(2))
    #expect(ContinuousClock.now - start < .seconds(20))
    await #expect(throws: KafkaError.self) { try await consumer.seek(batch.topicPartition, to: .beginning) }
  }

  @Test func closingTwiceAndWithoutABroker() async throws {
    let consumer = try KafkaConsumer(
      configuration: KafkaConfiguration(bootstrapServers: ["127.0.0.1:1"]), group: "g", topics: ["t"],
      logger: quiet)
    await consumer.close(deadline: .seconds(2))
    await consumer.close(deadline: .seconds(2))
    var iterator = consumer.batches.makeAsyncIterator()
    #expect(try await iterator.next() == nil)
  }

  @Test func droppedConsumerDoesNotCrash() async throws {
    let mock = try MockCluster()
    for round in 0..<3 {
      try mock.createTopic("t\(round)", partitions: 2)
      let consumer = try KafkaConsumer(
        configuration: mock.configuration(["session.timeout.ms": "6000"]), group: "g", topics: ["t\(round)"],
        logger: quiet)
      try await eventually("assigned") { !consumer.assignment.isEmpty }
    }
  }
}

import Kafka
import Testing
import WorkQueue

/// Credits come back and reach everybody, whatever happens to a partition.
@Suite(.timeLimit(.minutes(3))) struct CreditTests {
  private func filled(_ mock: MockCluster, partitions: Int, perPartition: Int) async throws {
    try mock.createTopic("t", partitions: partitions)
    let producer = try KafkaProducer(configuration: mock.configuration(), logger: quiet)
    for partition in 0..<partitions {
      try await producer.send(numbered(0..<perPartition, partition: Int32(partition)), to: "t")
    }
    #expect(await producer.close())
  }

  /// One partition's records hold all common credit; the other's arrive all the same.
  @Test func aPartitionWithNothingInFlightIsNeverShutOut() async throws {
    let mock = try MockCluster()
    try await filled(mock, partitions: 2, perPartition: 500)
    var options = ConsumerOptions()
    options.defaults.maxRecords = 100
    options.defaults.maxBatchRecords = 50
    let held = TopicPartition(topic: "t", partition: 0)
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(), group: "g", topics: ["t"], options: options, logger: quiet)
    let other = Box(0)
    let reading = Task {
      for try await batch in consumer.batches where batch.topicPartition != held {
        consumer.complete(batch)
        other.update { $0 += batch.count }
      }
    }
    try await eventually("the other partition is read to its end") { other.value == 500 }
    await consumer.close(deadline: .milliseconds(200))
    try await reading.value
  }

  /// The position lies beyond the log, as after a broker has lost data: it is read from its beginning, under an
  /// epoch of its own, and completing gives the credit back.
  @Test func aLogThatWentBackIsReadToItsEnd() async throws {
    let mock = try MockCluster()
    try await filled(mock, partitions: 1, perPartition: 2_000)
    var options = ConsumerOptions()
    options.defaults.maxRecords = 100
    options.defaults.maxBatchRecords = 50
    options.defaults.window = OffsetWindow(incomplete: 100)
    let zero = TopicPartition(topic: "t", partition: 0)
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(), group: "g", topics: ["t"], options: options,
      hooks: ConsumerHooks(startingOffsets: { _ in [zero: .offset(1_000_000)] }), logger: quiet)
    let offsets = Box<[Int64]>([])
    let stale = Box(0)
    let reading = Task {
      for try await batch in consumer.batches {
        offsets.update { $0 += batch.offsets }
        if consumer.complete(batch) == .stale { stale.update { $0 += 1 } }
      }
    }
    try await eventually("the log is read to its end") { offsets.value.count == 2_000 }
    #expect(offsets.value == Array(0..<2_000))
    #expect(stale.value == 0)
    #expect(consumer.incompleteCount == 0)
    #expect(await consumer.close())
    try await reading.value
  }
}

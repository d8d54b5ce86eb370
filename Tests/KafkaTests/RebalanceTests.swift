import Kafka
import Testing
import WorkQueue

@Suite(.timeLimit(.minutes(3))) struct RebalanceTests {
  private static let settings = ["session.timeout.ms": "6000", "heartbeat.interval.ms": "200"]

  @Test func nothingIsMissedWhenMembersComeAndGo() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 4)
    let producer = try KafkaProducer(configuration: mock.configuration(), logger: quiet)
    let seen = Box<Set<TestRecord>>([])
    let deliveries = Box(0)
    var options = ConsumerOptions()
    options.commitInterval = .milliseconds(50)
    options.defaults.maxBatchRecords = 20
    options.defaults.window = OffsetWindow(incomplete: 200)

    func start() throws -> (KafkaConsumer, Task<Void, any Error>) {
      let consumer = try KafkaConsumer(
        configuration: mock.configuration(Self.settings), group: "g", topics: ["t"], options: options,
        logger: quiet)
      let task = Task {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for try await batch in consumer.batches {
            group.addTask {
              try await Task.sleep(for: .milliseconds(Int.random(in: 0...3)))
              seen.update { $0.formUnion(batch.testRecords) }
              deliveries.update { $0 += batch.count }
              consumer.complete(batch)
            }
          }
          try await group.waitForAll()
        }
      }
      return (consumer, task)
    }

    let (first, firstTask) = try start()
    try await producer.send(numbered(0..<2000), to: "t")
    try await eventually("the first member works") { seen.value.count > 500 }
    let (second, secondTask) = try start()
    try await producer.send(numbered(2000..<4000), to: "t")
    try await eventually("both members have partitions") {
      first.assignment.count == 2 && second.assignment.count == 2
    }
    try await producer.send(numbered(4000..<6000), to: "t")
    try await eventually("all but the end is read") { seen.value.count > 5000 }
    #expect(await first.close())
    try await firstTask.value
    try await producer.send(numbered(6000..<8000), to: "t")
    try await eventually("every record is seen") { seen.value.count == 8000 }
    try await eventually("every record is committed") {
      try await second.committed().values.reduce(0, +) == 8000
    }
    #expect(deliveries.value >= 8000)
    #expect(await second.close())
    try await secondTask.value
    #expect(await producer.close())
  }

  @Test func revocationWaitsForWorkInFlight() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 2)
    let producer = try KafkaProducer(configuration: mock.configuration(), logger: quiet)
    try await producer.send(numbered(0..<100, partition: 0), to: "t")
    var options = ConsumerOptions()
    options.revokeDeadline = .seconds(60)
    let changes = Box<[AssignmentChange]>([])
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(Self.settings), group: "g", topics: ["t"], options: options,
      hooks: ConsumerHooks(onAssignmentChange: { change in changes.update { $0.append(change) } }),
      logger: quiet)
    var iterator = consumer.batches.makeAsyncIterator()
    let batch = try #require(try await iterator.next())
    let other = try KafkaConsumer(
      configuration: mock.configuration(Self.settings), group: "g", topics: ["t"], logger: quiet)
    try await eventually("revocation begins") {
      changes.value.contains { if case .revoking = $0 { true } else { false } }
    }
    #expect(other.assignment.isEmpty)
    #expect(consumer.assignment.values.allSatisfy { $0.isRevoking })
    #expect(consumer.complete(batch) != .stale)
    try await eventually("the other member gets its share") { other.assignment.count == 1 }
    // The commit itself cannot be seen here: unlike Kafka, the mock refuses it while the group rebalances.
    #expect(changes.value.contains { if case .revoked = $0 { true } else { false } })
    #expect(consumer.complete(batch) == .stale)
    await other.close()
    await consumer.close()
    await producer.close()
  }

  @Test func revocationGivesUpAtItsDeadline() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 2)
    let producer = try KafkaProducer(configuration: mock.configuration(), logger: quiet)
    try await producer.send(numbered(0..<10, partition: 0), to: "t")
    var options = ConsumerOptions()
    options.revokeDeadline = .milliseconds(200)
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(Self.settings), group: "g", topics: ["t"], options: options,
      logger: quiet)
    var iterator = consumer.batches.makeAsyncIterator()
    let batch = try #require(try await iterator.next())
    consumer.complete(batch.topicPartition, epoch: batch.epoch, offsets: 0...3)
    let other = try KafkaConsumer(
      configuration: mock.configuration(Self.settings), group: "g", topics: ["t"], logger: quiet)
    try await eventually("the other member gets its share") { other.assignment.count == 1 }
    #expect(consumer.complete(batch) == .stale)
    await other.close()
    await consumer.close()
    await producer.close()
  }
}

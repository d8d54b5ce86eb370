import Kafka
import Testing

@Suite(.timeLimit(.minutes(3))) struct ReliableProducerTests {
  private static let outOfOrderSequence = KafkaError.Code(rawValue: 45)

  /// The values that a topic holds.
  private func values(of topic: String, _ mock: MockCluster) async throws -> Set<String> {
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(),
      assigning: [TopicPartition(topic: topic, partition: 0): .beginning], logger: quiet)
    let values = Box<Set<String>>([])
    let reading = Task {
      for try await batch in consumer.batches {
        values.update {
          $0.formUnion(batch.testRecords.map { String(decoding: $0.value ?? [], as: UTF8.self) })
        }
        consumer.complete(batch)
      }
    }
    try await consumer.caughtUp(deadline: .seconds(60))
    await consumer.close()
    try await reading.value
    return values.value
  }

  @Test func everyRecordSurvivesAFatalError() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    let producer = try ReliableProducer(configuration: mock.configuration(), logger: quiet)
    try await producer.send(numbered(0..<1), to: "t")
    // A gap in the sequence that cannot be repaired: the client is of no use any more.
    mock.fail(.produce, with: [Self.outOfOrderSequence])
    try await withThrowingTaskGroup(of: Void.self) { group in
      for sender in 0..<10 {
        group.addTask { try await producer.send(numbered(sender * 100..<(sender + 1) * 100), to: "t") }
      }
      try await group.waitForAll()
    }
    #expect(producer.rebuildCount == 1)
    #expect(try await values(of: "t", mock) == Set((0..<1000).map { "v\($0)" }))
    #expect(await producer.close())
  }

  @Test func repeatedFatalErrorsAreSurvived() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    let producer = try ReliableProducer(configuration: mock.configuration(), logger: quiet)
    for round in 0..<3 {
      try await producer.send(numbered(round * 2..<round * 2 + 1), to: "t")
      mock.fail(.produce, with: [Self.outOfOrderSequence])
      try await producer.send(numbered(round * 2 + 1..<round * 2 + 2), to: "t")
    }
    #expect(producer.rebuildCount == 3)
    #expect(try await values(of: "t", mock).count == 6)
    #expect(await producer.close())
  }

  @Test func passingErrorsAreOutlived() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    // Without the client's own retries, so that every error comes back to the sender.
    let producer = try ReliableProducer(
      configuration: mock.configuration(["enable.idempotence": "false", "retries": "0"]), logger: quiet)
    // NOT_LEADER_FOR_PARTITION, REQUEST_TIMED_OUT, NOT_ENOUGH_REPLICAS
    mock.fail(.produce, with: [.init(rawValue: 6), .init(rawValue: 7), .init(rawValue: 19)])
    try await producer.send(numbered(0..<20), to: "t")
    #expect(producer.rebuildCount == 0)
    #expect(try await values(of: "t", mock).count == 20)
    #expect(await producer.close())
  }

  @Test func whatIsTooLargeFailsAlone() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    let producer = try ReliableProducer(
      configuration: mock.configuration(["message.max.bytes": "2000"]), logger: quiet)
    try await producer.send(numbered(0..<1), to: "t")
    mock.fail(.produce, with: [Self.outOfOrderSequence])
    var batch = numbered(1..<3)
    batch.append(key: nil, value: [UInt8](repeating: 1, count: 5000))
    batch.append(key: nil, value: Array("v3".utf8))
    let error = await #expect(throws: KafkaSendError.self) { try await producer.send(batch, to: "t") }
    #expect(error?.failures.map(\.index) == [2])
    #expect(error?.failures.first?.error.code == .messageTooLarge)
    #expect(error?.acknowledged == 3)
    #expect(try await values(of: "t", mock) == ["v0", "v1", "v2", "v3"])
    #expect(await producer.close())
  }

  @Test func whoMayNotWriteIsToldAtOnce() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    let producer = try ReliableProducer(configuration: mock.configuration(), logger: quiet)
    try await producer.send(numbered(0..<1), to: "t")
    // TOPIC_AUTHORIZATION_FAILED
    mock.fail(.produce, with: [.init(rawValue: 29)])
    let error = await #expect(throws: KafkaSendError.self) {
      try await producer.send(numbered(0..<5), to: "t")
    }
    #expect(error?.failures.count == 5)
    #expect(error?.failures.allSatisfy { $0.error.code.isAuthorization } == true)
    await producer.close(deadline: .seconds(3))
  }

  @Test func deadlineAndCancellationEndASend() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    let producer = try ReliableProducer(
      configuration: mock.configuration(["socket.timeout.ms": "1000"]), logger: quiet)
    try await producer.send(numbered(0..<1), to: "t", deadline: .seconds(60))
    try mock.hang(broker: 1)
    let error = await #expect(throws: KafkaSendError.self) {
      try await producer.send(numbered(0..<5), to: "t", deadline: .milliseconds(200))
    }
    #expect(error?.failures.count == 5)
    #expect(error?.failures.first?.error.code == .deadlineExceeded)
    let sending = Task { try await producer.send(numbered(0..<5), to: "t") }
    sending.cancel()
    await #expect(throws: CancellationError.self) { try await sending.value }
    try mock.resume(broker: 1)
    try await producer.send(numbered(5..<9), to: "t")
    #expect(await producer.close())
    let late = await #expect(throws: KafkaSendError.self) {
      try await producer.send(numbered(0..<1), to: "t")
    }
    #expect(late?.failures.first?.error.code == .closed)
  }
}

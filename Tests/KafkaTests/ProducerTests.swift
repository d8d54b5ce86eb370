import Kafka
import Testing

@Suite(.timeLimit(.minutes(3))) struct ProducerTests {
  @Test func unknownSettingIsNamed() throws {
    let mock = try MockCluster()
    let error = #expect(throws: KafkaError.self) {
      try KafkaProducer(configuration: mock.configuration(["no.such.setting": "1"]), logger: quiet)
    }
    #expect(error?.code == .configuration)
    #expect(error?.property == "no.such.setting")
    #expect(error?.description.contains("no.such.setting") == true)
  }

  @Test func settingsOfTheGuaranteeCannotBeChanged() throws {
    let mock = try MockCluster()
    let error = #expect(throws: KafkaError.self) {
      try KafkaConsumer(
        configuration: mock.configuration(["enable.auto.offset.store": "true"]), group: "g", topics: ["t"],
        logger: quiet)
    }
    #expect(error?.property == "enable.auto.offset.store")
  }

  @Test func tooLargeRecordFailsAlone() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 2)
    let producer = try KafkaProducer(
      configuration: mock.configuration(["message.max.bytes": "2000"]), logger: quiet)
    var batch = numbered(0..<5)
    batch.append(key: nil, value: [UInt8](repeating: 1, count: 5000))
    batch.append(
      key: nil, value: [UInt8](repeating: 1, count: 5000), headers: [RecordHeader("kind", "large")])
    batch.append(key: nil, value: [1])
    let error = await #expect(throws: KafkaSendError.self) { try await producer.send(batch, to: "t") }
    #expect(error?.failures.map(\.index) == [5, 6])
    #expect(error?.failures.allSatisfy { $0.error.code == .messageTooLarge } == true)
    #expect(error?.acknowledged == 6)
    #expect(error?.isRetriable == false)
    #expect(await producer.close())
  }

  @Test func sendReturnsOnlyAfterTheReports() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    let producer = try KafkaProducer(
      configuration: mock.configuration(["socket.timeout.ms": "1000"]), logger: quiet)
    try await producer.send(numbered(0..<1), to: "t")
    try mock.hang(broker: 1)
    let isDone = Box(false)
    let sending = Task {
      try await producer.send(numbered(0..<100), to: "t")
      isDone.update { $0 = true }
    }
    try await eventually("records are enqueued") { producer.unacknowledgedCount == 100 }
    #expect(!isDone.value)
    try mock.resume(broker: 1)
    try await sending.value
    #expect(producer.unacknowledgedCount == 0)
    #expect(await producer.close())
  }

  @Test func passingErrorsAreRetried() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    let producer = try KafkaProducer(
      configuration: mock.configuration(["retry.backoff.ms": "10"]), logger: quiet)
    mock.fail(.produce, with: [.init(rawValue: 6), .init(rawValue: 7), .init(rawValue: 19)])
    try await producer.send(numbered(0..<50), to: "t")
    #expect(await producer.close())
  }

  @Test func lastingErrorsAreReportedPerRecord() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    let producer = try KafkaProducer(
      configuration: mock.configuration(["enable.idempotence": "false", "retries": "0"]), logger: quiet)
    // INVALID_RECORD
    mock.fail(.produce, with: [.init(rawValue: 87)])
    let error = await #expect(throws: KafkaSendError.self) {
      try await producer.send(numbered(0..<3), to: "t")
    }
    #expect(error?.failures.count == 3)
    #expect(error?.failures.first?.error.code.name == "INVALID_RECORD")
    try await producer.send(numbered(0..<3), to: "t")
    #expect(await producer.close())
  }

  @Test func fullQueueSuspendsSenders() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 3)
    let producer = try KafkaProducer(
      configuration: mock.configuration(["queue.buffering.max.messages": "100"]), logger: quiet)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for sender in 0..<10 {
        group.addTask { try await producer.send(numbered(sender * 700..<(sender + 1) * 700), to: "t") }
      }
      try await group.waitForAll()
    }
    let admin = try KafkaAdmin(configuration: mock.configuration(), logger: quiet)
    let marks = try await admin.watermarks(of: (0..<3).map { TopicPartition(topic: "t", partition: $0) })
    #expect(marks.values.reduce(0) { $0 + $1.high } == 7000)
    #expect(await producer.close())
    await admin.close()
  }

  @Test func recordLargerThanTheWholeQueueFails() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    let producer = try KafkaProducer(
      configuration: mock.configuration(["queue.buffering.max.kbytes": "1"]), logger: quiet)
    var batch = numbered(0..<2)
    batch.append(key: nil, value: [UInt8](repeating: 1, count: 5000))
    let error = await #expect(throws: KafkaSendError.self) { try await producer.send(batch, to: "t") }
    #expect(error?.failures.map(\.index) == [2])
    #expect(error?.failures.first?.error.code == .queueFull)
    #expect(await producer.close())
  }

  @Test func cancelledSendLeavesTheProducerUsable() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    let producer = try KafkaProducer(
      configuration: mock.configuration(["queue.buffering.max.messages": "50", "socket.timeout.ms": "1000"]),
      logger: quiet)
    try await producer.send(numbered(0..<1), to: "t")
    try mock.hang(broker: 1)
    let waiting = Task { try await producer.send(numbered(0..<40), to: "t") }
    try await eventually("enqueued") { producer.unacknowledgedCount == 40 }
    let blocked = Task { try await producer.send(numbered(0..<500), to: "t") }
    try await eventually("blocked") { producer.unacknowledgedCount == 540 }
    waiting.cancel()
    blocked.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    await #expect(throws: CancellationError.self) { try await blocked.value }
    try mock.resume(broker: 1)
    try await eventually("reports of cancelled sends are taken") { producer.unacknowledgedCount == 0 }
    try await producer.send(numbered(0..<200), to: "t")
    #expect(await producer.close())
  }

  @Test func closingWithTheBrokerDownFailsWhatIsInFlight() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    let producer = try KafkaProducer(configuration: mock.configuration(), logger: quiet)
    try await producer.send(numbered(0..<1), to: "t")
    try mock.takeDown(broker: 1)
    let sending = Task { try await producer.send(numbered(0..<100), to: "t") }
    try await eventually("enqueued") { producer.unacknowledgedCount == 100 }
    let start = ContinuousClock.now
    #expect(await producer.close(deadline: .seconds(2)) == false)
    #expect(ContinuousClock.now - start < .seconds(20))
    let error = await #expect(throws: KafkaSendError.self) { try await sending.value }
    #expect(error?.failures.count == 100)
    let late = await #expect(throws: KafkaSendError.self) {
      try await producer.send(numbered(0..<1), to: "t")
    }
    #expect(late?.failures.first?.error.code == .closed)
  }

  @Test func droppedProducerDoesNotCrash() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    for _ in 0..<5 {
      let producer = try KafkaProducer(configuration: mock.configuration(), logger: quiet)
      let sending = Task { try await producer.send(numbered(0..<1000), to: "t") }
      sending.cancel()
      _ = await sending.result
    }
  }

  @Test func fatalErrorIsReportedAsSuch() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    let producer = try KafkaProducer(configuration: mock.configuration(), logger: quiet)
    try await producer.send(numbered(0..<1), to: "t")
    // OUT_OF_ORDER_SEQUENCE_NUMBER for the head of the queue is a gap that cannot be repaired.
    mock.fail(.produce, with: [.init(rawValue: 45)])
    _ = try? await producer.send(numbered(0..<10), to: "t")
    try await eventually("fatal") { producer.fatalError != nil }
    let error = await #expect(throws: KafkaSendError.self) {
      try await producer.send(numbered(0..<2), to: "t")
    }
    #expect(error?.isFatal == true)
    #expect(error?.failures.count == 2)
    await producer.close(deadline: .seconds(3))
  }
}

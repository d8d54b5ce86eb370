import Kafka
import Testing
import WorkQueue

@Suite(.timeLimit(.minutes(3))) struct ConsumerTests {
  /// A topic with numbered records in each of its partitions.
  private func filled(_ mock: MockCluster, partitions: Int, perPartition: Int) async throws {
    try mock.createTopic("t", partitions: partitions)
    let producer = try KafkaProducer(configuration: mock.configuration(), logger: quiet)
    for partition in 0..<partitions {
      try await producer.send(numbered(0..<perPartition, partition: Int32(partition)), to: "t")
    }
    #expect(await producer.close())
  }

  private let zero = TopicPartition(topic: "t", partition: 0)

  @Test func everyKindOfRecordArrivesAsSent() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    let producer = try KafkaProducer(configuration: mock.configuration(), logger: quiet)
    var batch = OutgoingBatch()
    batch.append(key: [1, 2], value: [3])
    batch.append(key: [4], value: nil as [UInt8]?)
    batch.append(key: [5], value: [])
    batch.append(key: nil, value: [6])
    batch.append(key: [], value: [7])
    batch.append(
      key: [8], value: nil as [UInt8]?,
      headers: [RecordHeader("a", "x"), RecordHeader("b", nil), RecordHeader("a", [])])
    batch.append {
      $0.append(9)
    } value: {
      $0.append(contentsOf: [10, 11])
    }
    try await producer.send(batch, to: "t")
    var empty = OutgoingBatch()
    empty.append(key: nil, value: [])
    try await producer.send(empty, to: "t")
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(), assigning: [zero: .beginning], logger: quiet)
    var records: [TestRecord] = []
    var headers: [Int64: [RecordHeader]] = [:]
    for try await batch in consumer.batches {
      records += batch.testRecords
      for index in batch.indices where !batch.headers(at: index).isEmpty {
        headers[batch.offset(at: index)] = batch.headers(at: index)
      }
      #expect(batch.timestamp(at: 0) > 0)
      consumer.complete(batch)
      if records.count >= 8 { break }
    }
    #expect(records.map(\.key) == [[1, 2], [4], [5], nil, [], [8], [9], nil])
    #expect(records.map(\.value) == [[3], nil, [], [6], [7], nil, [10, 11], []])
    #expect(headers == [5: [RecordHeader("a", "x"), RecordHeader("b", nil), RecordHeader("a", [])]])
    #expect(await consumer.close())
    #expect(await producer.close())
  }

  @Test func manyRecordsOfManyPartitions() async throws {
    let mock = try MockCluster(brokers: 3)
    try await filled(mock, partitions: 6, perPartition: 5000)
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(), group: "g", topics: ["t"], logger: quiet)
    var next: [TopicPartition: Int64] = [:]
    var count = 0
    for try await batch in consumer.batches {
      #expect(batch.firstOffset == next[batch.topicPartition] ?? 0)
      next[batch.topicPartition] = batch.lastOffset + 1
      batch.visitRecords { record in
        #expect(record.value.map { Array($0) } == Array("v\(record.offset)".utf8))
      }
      count += batch.count
      consumer.complete(batch)
      if count == 30_000 { break }
    }
    try await eventually("everything is committed") {
      try await consumer.committed().values.reduce(0, +) == 30_000
    }
    let admin = try KafkaAdmin(configuration: mock.configuration(), logger: quiet)
    let lag = try await admin.lag(group: "g", topics: ["t"])
    #expect(lag.count == 6)
    #expect(lag.values.allSatisfy { $0.lag == 0 && $0.committed == 5000 })
    #expect(await consumer.close())
    await admin.close()
  }

  @Test func endOfAssignedPartitionsIsKnown() async throws {
    let mock = try MockCluster()
    try await filled(mock, partitions: 2, perPartition: 300)
    let one = TopicPartition(topic: "t", partition: 1)
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(), assigning: [zero: .beginning, one: .offset(250)], logger: quiet)
    let seen = Box(0)
    let reading = Task {
      for try await batch in consumer.batches {
        seen.update { $0 += batch.count }
        consumer.complete(batch)
      }
    }
    try await consumer.caughtUp(deadline: .seconds(60))
    #expect(seen.value == 350)
    try await consumer.caughtUp(deadline: .seconds(60))
    #expect(await consumer.close())
    try await reading.value
    await #expect(throws: KafkaError.self) { try await consumer.caughtUp(deadline: .seconds(1)) }
  }

  @Test func emptyPartitionIsCaughtUpAtOnce() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(), assigning: [zero: .beginning], logger: quiet)
    try await consumer.caughtUp(deadline: .seconds(60))
    #expect(await consumer.close())
  }

  @Test func windowBoundsWhatIsDelivered() async throws {
    let mock = try MockCluster()
    try await filled(mock, partitions: 2, perPartition: 1000)
    var options = ConsumerOptions()
    options.defaults.window = OffsetWindow(incomplete: 100)
    options.defaults.maxBatchRecords = 30
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(), group: "g", topics: ["t"], options: options, logger: quiet)
    let held = Box<[RecordBatch]>([])
    let count = Box(0)
    let reading = Task {
      for try await batch in consumer.batches {
        held.update { $0.append(batch) }
        count.update { $0 += batch.count }
      }
    }
    try await eventually("both windows fill") { count.value == 200 }
    #expect(consumer.incompleteCount == 200)
    #expect(consumer.assignment.values.allSatisfy { $0.incompleteCount == 100 && $0.fullness == 1 })
    var largest = 0
    while count.value < 2000 || !held.value.isEmpty {
      let batches = held.value
      held.update { $0.removeAll() }
      // Backwards, so that the head completes last.
      for batch in batches.reversed() { consumer.complete(batch) }
      largest = max(largest, consumer.incompleteCount)
      try await Task.sleep(for: .milliseconds(1))
    }
    #expect(largest <= 200)
    #expect(count.value == 2000)
    #expect(await consumer.close())
    try await reading.value
  }

  @Test func commitStaysAtTheLowestIncomplete() async throws {
    let mock = try MockCluster()
    try await filled(mock, partitions: 1, perPartition: 500)
    var options = ConsumerOptions()
    options.commitInterval = .milliseconds(20)
    options.defaults.maxBatchRecords = 50
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(), group: "g", topics: ["t"], options: options, logger: quiet)
    var count = 0
    for try await batch in consumer.batches {
      count += batch.count
      consumer.complete(batch.topicPartition, epoch: batch.epoch, offsets: batch.offsets.filter { $0 != 123 })
      if count == 500 { break }
    }
    try await eventually("a commit") { try await consumer.committed()[zero] == 123 }
    #expect(consumer.assignment[zero]?.lowWatermark == 123)
    let epoch = try #require(consumer.assignment[zero]?.epoch)
    consumer.complete(zero, epoch: epoch, offsets: [123])
    try await eventually("the rest") { try await consumer.committed()[zero] == 500 }
    #expect(await consumer.close())
  }

  @Test func seekMakesOldWorkStale() async throws {
    let mock = try MockCluster()
    try await filled(mock, partitions: 1, perPartition: 400)
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(), group: "g", topics: ["t"], logger: quiet)
    var iterator = consumer.batches.makeAsyncIterator()
    let old = try #require(try await iterator.next())
    let epoch = try await consumer.seek(zero, to: .offset(100))
    #expect(epoch > old.epoch)
    #expect(consumer.complete(old) == .stale)
    #expect(consumer.staleCompletionCount == 1)
    var offsets: [Int64] = []
    while offsets.last != 399, let batch = try await iterator.next() {
      #expect(batch.epoch == epoch)
      offsets += batch.offsets
      consumer.complete(batch)
    }
    #expect(offsets == Array(100..<400))
    await #expect(throws: KafkaError.self) {
      try await consumer.seek(TopicPartition(topic: "t", partition: 9), to: .beginning)
    }
    #expect(await consumer.close())
  }

  @Test func startingOffsetsComeFromTheHook() async throws {
    let mock = try MockCluster()
    try await filled(mock, partitions: 2, perPartition: 100)
    let changes = Box<[AssignmentChange]>([])
    let hooks = ConsumerHooks(
      startingOffsets: { partitions in
        [
          TopicPartition(topic: "t", partition: 0): .offset(60),
          TopicPartition(topic: "t", partition: 1): .beginning,
        ]
      }, onAssignmentChange: { change in changes.update { $0.append(change) } })
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(), group: "g", topics: ["t"], hooks: hooks, logger: quiet)
    var offsets: [Int32: [Int64]] = [:]
    for try await batch in consumer.batches {
      offsets[batch.partition, default: []] += batch.offsets
      consumer.complete(batch)
      if offsets.values.reduce(0, { $0 + $1.count }) == 140 { break }
    }
    #expect(offsets == [0: Array(60..<100), 1: Array(0..<100)])
    #expect(await consumer.close())
    guard case .assigned(let epochs)? = changes.value.first else {
      Issue.record("no assignment reported")
      return
    }
    #expect(epochs.count == 2)
    #expect(changes.value.count == 3)
  }

  @Test func throwingHookEndsTheSequence() async throws {
    let mock = try MockCluster()
    try await filled(mock, partitions: 1, perPartition: 1)
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(), group: "g", topics: ["t"],
      hooks: ConsumerHooks(startingOffsets: { _ in throw ConditionNotMet(description: "no database") }),
      logger: quiet)
    await #expect(throws: ConditionNotMet.self) {
      for try await batch in consumer.batches { consumer.complete(batch) }
    }
    #expect(await consumer.close())
  }

  @Test func authorizationErrorEndsTheSequence() async throws {
    let mock = try MockCluster()
    try await filled(mock, partitions: 1, perPartition: 1)
    // GROUP_AUTHORIZATION_FAILED
    mock.fail(.joinGroup, with: [KafkaError.Code](repeating: .init(rawValue: 30), count: 10))
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(), group: "g", topics: ["t"], logger: quiet)
    let error = await #expect(throws: KafkaError.self) {
      for try await batch in consumer.batches { consumer.complete(batch) }
    }
    #expect(error?.code.name == "GROUP_AUTHORIZATION_FAILED")
    await consumer.close(deadline: .seconds(3))
  }

  @Test func readersCanBeCancelled() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(), assigning: [zero: .beginning], logger: quiet)
    let reading = Task {
      var iterator = consumer.batches.makeAsyncIterator()
      return try await iterator.next() == nil
    }
    reading.cancel()
    #expect(try await reading.value)
    let producer = try KafkaProducer(configuration: mock.configuration(), logger: quiet)
    try await producer.send(numbered(0..<3), to: "t")
    var iterator = consumer.batches.makeAsyncIterator()
    #expect(try await iterator.next()?.count == 3)
    #expect(await producer.close())
    await consumer.close(deadline: .milliseconds(100))
  }
}

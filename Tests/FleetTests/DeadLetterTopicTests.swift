import Fleet
import Inspection
import Kafka
import Logging
import Testing
import Wire

private let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// Letters on a cluster within this process.
@Suite(.timeLimit(.minutes(2))) struct DeadLetterTopicTests {
  private struct Bench {
    let mock: MockCluster
    let fleet: FleetConfiguration
    let producer: ReliableProducer
    let topic: DeadLetterTopic

    func send(_ letters: [DeadLetter], to partition: Int32) async throws {
      var batch = OutgoingBatch()
      for letter in letters {
        batch.append(key: letter.key, value: letter.value, partition: partition, headers: letter.headers)
      }
      try await producer.send(batch, to: fleet.topics.deadLetters)
    }

    func extent() async throws -> DeadLetterTopic.Extent {
      try await fleet.withAdmin(logger: quiet) { try await topic.extent($0) }
    }

    func ids(
      _ filter: DeadLetterFilter = DeadLetterFilter(), includingHandled: Bool = false
    ) async throws -> [DeadLetterID] {
      let extent = try await extent()
      var ids: [DeadLetterID] = []
      try await topic.forEach(
        in: extent, handled: try await topic.handled(in: extent), filter: filter,
        includingHandled: includingHandled
      ) { ids += $0.map(\.id) }
      return ids.sorted()
    }

    func handle(
      _ action: DeadLetterMark.Action, _ filter: DeadLetterFilter, dryRun: Bool = false, force: Bool = false,
      cancelled: Bool = false
    ) async throws -> DeadLetterHandler.Report {
      var control = ControlState()
      control.apply(.opening(Self.opening), checklistDigest: nil)
      if cancelled {
        control.apply(
          .cancellation(
            CampaignCancellation(
              campaign: "c", cancelledAt: Timestamp(milliseconds: 0), person: "", reason: "")),
          checklistDigest: nil)
      }
      let handler = DeadLetterHandler(
        topics: fleet.topics, producer: dryRun ? nil : producer, control: control, person: "p",
        now: Timestamp(milliseconds: 77), force: force)
      return try await handler.run(action, on: topic, in: try await extent(), filter: filter)
    }

    static let opening = CampaignOpening(
      id: "c", title: "", checklistDigest: "", registerDigest: "", siteCount: 1, taskCount: 100,
      checkCount: 100, taskDigest: "", openedAt: Timestamp(milliseconds: 0))
  }

  private func withBench(_ body: (Bench) async throws -> Void) async throws {
    let mock = try MockCluster()
    let topics = TopicLayout(TopicSettings())
    try mock.createTopic(topics.deadLetters, partitions: 3)
    for lane in Lane.allCases { try mock.createTopic(topics.tasks(lane), partitions: 1) }
    let fleet = FleetConfiguration(kafka: mock.configuration(), topics: topics)
    let producer = try ReliableProducer(configuration: fleet.kafka, logger: quiet)
    let bench = Bench(
      mock: mock, fleet: fleet, producer: producer,
      topic: DeadLetterTopic(configuration: fleet, logger: quiet))
    try await body(bench)
    await producer.close()
  }

  private func sampleLetters() throws -> [DeadLetter] {
    [
      try Letters.letter(of: Letters.task(seq: 1)), try Letters.letter(of: Letters.task(seq: 2)),
      Letters.letter(key: Array("c/3".utf8), value: [0xff]),
      try Letters.letter(of: Letters.task(campaign: "other", seq: 4)),
    ]
  }

  @Test func anEmptyTopicHasNoLetters() async throws {
    try await withBench { bench in
      #expect(try await bench.ids().isEmpty)
      let extent = try await bench.extent()
      #expect(extent.records == 0)
      #expect(try await bench.topic.find(DeadLetterID(partition: 0, offset: 0), in: extent) == nil)
    }
  }

  @Test func lettersAreFoundAndFiltered() async throws {
    try await withBench { bench in
      try await bench.send(try sampleLetters(), to: 1)
      try await bench.send([try Letters.letter(of: Letters.task(seq: 9), errorClass: "misfit")], to: 2)
      #expect(try await bench.ids().map(\.description) == ["1-0", "1-1", "1-2", "1-3", "2-0"])
      #expect(try await bench.ids(DeadLetterFilter(campaign: "other")).map(\.description) == ["1-3"])
      #expect(try await bench.ids(DeadLetterFilter(errorClass: "misfit")).map(\.description) == ["2-0"])
      let found = try await bench.topic.find(
        DeadLetterID(partition: 1, offset: 2), in: try await bench.extent())
      #expect(found?.letter.letter.value == [0xff])
      #expect(found?.marks.isEmpty == true)
    }
  }

  @Test func aRedriveSendsTasksAndMarksLetters() async throws {
    try await withBench { bench in
      try await bench.send(try sampleLetters(), to: 1)
      let tried = try await bench.handle(.redriven, DeadLetterFilter(), dryRun: true)
      #expect(tried.done == 2)
      #expect(try await bench.ids().count == 4)

      let report = try await bench.handle(.redriven, DeadLetterFilter())
      #expect(report.done == 2)
      #expect(report.redriven == ["c": 2])
      #expect(report.refused.map(\.id.description) == ["1-2", "1-3"])
      #expect(report.refused[0].reason.contains("--dead"))
      #expect(report.refused[1].reason.contains("control knows no campaign other"))
      #expect(try await bench.ids().map(\.description) == ["1-2", "1-3"])
      #expect(try await bench.ids(includingHandled: true).count == 4)
      let (letter, marks) = try #require(
        try await bench.topic.find(DeadLetterID(partition: 1, offset: 0), in: try await bench.extent()))
      #expect(letter.isHandled)
      #expect(marks.map(\.action) == [.redriven])
      #expect(marks.map(\.person) == ["p"])

      let tasks = try await sentTasks(bench)
      #expect(tasks.map(\.seq) == [1, 2])
      #expect(tasks.allSatisfy { $0.generation == 1 })

      let again = try await bench.handle(.redriven, DeadLetterFilter(ids: [letter.id]))
      #expect(again.done == 0)
      #expect(again.notFound == [letter.id])
      #expect(try await bench.handle(.redriven, DeadLetterFilter(ids: [letter.id]), force: true).done == 1)
    }
  }

  @Test func aDropMarksWhateverTheLetterHolds() async throws {
    try await withBench { bench in
      try await bench.send(try sampleLetters(), to: 0)
      let report = try await bench.handle(.dropped, DeadLetterFilter(errorClass: "malformed"))
      #expect(report.done == 1)
      #expect(report.refusedCount == 0)
      #expect(try await bench.ids().map(\.description) == ["0-0", "0-1", "0-3"])
      #expect(try await sentTasks(bench).isEmpty)
    }
  }

  @Test func tasksOfACancelledCampaignStayWhereTheyAre() async throws {
    try await withBench { bench in
      try await bench.send([try Letters.letter(of: Letters.task())], to: 0)
      let report = try await bench.handle(.redriven, DeadLetterFilter(), cancelled: true)
      #expect(report.done == 0)
      #expect(report.refused.first?.reason.contains("is cancelled") == true)
    }
  }

  private func sentTasks(_ bench: Bench) async throws -> [InspectionTask] {
    let bulk = TopicPartition(topic: bench.fleet.topics.tasks(.bulk), partition: 0)
    let end = try await bench.fleet.withAdmin(logger: quiet) {
      try await $0.watermarks(of: [bulk])[bulk]?.high
    }
    let consumer = try KafkaConsumer(
      configuration: bench.fleet.kafka, assigning: [bulk: .beginning], logger: quiet)
    var tasks: [InspectionTask] = []
    var next: Int64 = 0
    var batches = consumer.batches.makeAsyncIterator()
    while next < end ?? 0, let batch = try await batches.next() {
      for index in batch.indices {
        let value = try #require(batch.value(at: index))
        tasks.append(try value.withUnsafeBytes { try TaskCodec.decode($0) })
      }
      next = batch.lastOffset + 1
      consumer.complete(batch)
    }
    await consumer.close()
    return tasks.sorted { $0.seq < $1.seq }
  }
}

import Foundation
import Kafka
import Testing

/// A process that was stopped for longer than its session lasts gives up what it had in hand.
@Suite(.timeLimit(.minutes(3))) struct StallTests {
  private static let settings = ["session.timeout.ms": "3000", "heartbeat.interval.ms": "200"]
  private let zero = TopicPartition(topic: "t", partition: 0)

  @Test func watchKnowsAStall() {
    let start = ContinuousClock.now
    var watch = StallWatch(limit: .seconds(10), now: start)
    #expect(watch.isFresh(at: start + .seconds(10)))
    #expect(!watch.isFresh(at: start + .seconds(11)))
    let turns = [9, 18, 29, 30].map { watch.turn(at: start + .seconds($0)) }
    #expect(turns == [true, true, false, true])
    #expect(watch.isFresh(at: start + .seconds(31)))
  }

  /// A consumer whose thread stops while `stops` is true, with a batch of it.
  private func consumer(
    _ mock: MockCluster, stops: Box<Bool>, hooks: ConsumerHooks = ConsumerHooks()
  ) async throws -> (KafkaConsumer, RecordBatch) {
    try mock.createTopic("t", partitions: 1)
    let producer = try KafkaProducer(configuration: mock.configuration(), logger: quiet)
    try await producer.send(numbered(0..<100), to: "t")
    #expect(await producer.close())
    var hooks = hooks
    hooks.onTurn = { while stops.value { Thread.sleep(forTimeInterval: 0.01) } }
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(Self.settings), group: "g", topics: ["t"], hooks: hooks, logger: quiet
    )
    var iterator = consumer.batches.makeAsyncIterator()
    return (consumer, try #require(try await iterator.next()))
  }

  @Test func workInHandIsGivenUpAndComesAgain() async throws {
    let mock = try MockCluster()
    let stops = Box(false)
    let changes = Box<[AssignmentChange]>([])
    let (consumer, batch) = try await consumer(
      mock, stops: stops,
      hooks: ConsumerHooks(onAssignmentChange: { change in changes.update { $0.append(change) } }))
    consumer.complete(zero, epoch: batch.epoch, offsets: 0...9)
    try await eventually("a commit") { try await consumer.committed()[zero] == 10 }
    #expect(await consumer.mayDeliver(zero, epoch: batch.epoch))
    stops.update { $0 = true }
    try await Task.sleep(for: .seconds(4))
    // Its own thread has not said anything yet; whoever is about to deliver has to wait for it.
    #expect(consumer.isCurrent(zero, epoch: batch.epoch))
    let delivery = Task { await consumer.mayDeliver(zero, epoch: batch.epoch) }
    try await Task.sleep(for: .milliseconds(200))
    stops.update { $0 = false }
    #expect(await delivery.value == false)
    #expect(consumer.complete(batch) == .stale)
    #expect(changes.value.contains(.lost([zero])))
    // Heartbeats went on, so that the partition is still this member's: it starts again at the committed offset.
    var iterator = consumer.batches.makeAsyncIterator()
    let again = try #require(try await iterator.next())
    #expect(again.epoch > batch.epoch)
    #expect(again.firstOffset == 10)
    #expect(await consumer.mayDeliver(zero, epoch: again.epoch))
    consumer.complete(again)
    #expect(await consumer.close())
  }

  /// The partition goes to another member while this one stands still.
  @Test func aRebalanceMeanwhileIsFollowed() async throws {
    let mock = try MockCluster()
    let stops = Box(false)
    let (consumer, batch) = try await consumer(mock, stops: stops)
    stops.update { $0 = true }
    let other = try KafkaConsumer(
      configuration: mock.configuration(Self.settings), group: "g", topics: ["t"], logger: quiet)
    try await Task.sleep(for: .seconds(4))
    stops.update { $0 = false }
    #expect(await consumer.mayDeliver(zero, epoch: batch.epoch) == false)
    try await eventually("one of the two has the partition") {
      consumer.assignment.count + other.assignment.count == 1
    }
    let readers = [consumer, other].map { consumer in
      Task {
        var offsets: [Int64] = []
        for try await batch in consumer.batches {
          if consumer.complete(batch) != .stale { offsets += batch.offsets }
        }
        return offsets
      }
    }
    try await eventually("everything is completed") {
      [consumer, other].contains { $0.assignment[zero]?.lowWatermark == 100 }
    }
    await consumer.close(deadline: .seconds(5))
    await other.close(deadline: .seconds(5))
    let offsets = try await readers[0].value + readers[1].value
    #expect(Set(offsets) == Set(0..<100))
  }
}

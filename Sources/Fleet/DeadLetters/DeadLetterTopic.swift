package import Kafka
package import Logging
import Synchronization

/// Reads the dead letter topic from its beginning to where it ended when asked.
package struct DeadLetterTopic: Sendable {
  /// What the topic held at some moment.
  package struct Extent: Sendable, Hashable {
    fileprivate var marks: [TopicPartition: Range<Int64>]
    /// Records, letters and marks alike; some may be gone already.
    package var records: Int { marks.values.reduce(0) { $0 + $1.count } }

    fileprivate func contains(_ partition: TopicPartition, _ offset: Int64) -> Bool {
      marks[partition]?.contains(offset) ?? false
    }
  }

  /// How long nothing may come before reading is given up.
  private static let patience = Duration.seconds(60)

  private let configuration: FleetConfiguration
  private let logger: Logger
  private var topic: String { configuration.topics.deadLetters }

  package init(configuration: FleetConfiguration, logger: Logger) {
    self.configuration = configuration
    self.logger = logger
  }

  /// - Throws: `KafkaError` when the topic does not exist, or the cluster cannot be asked.
  package func extent(_ admin: KafkaAdmin) async throws -> Extent {
    guard let count = try await admin.partitionCounts(of: [topic])[topic] else {
      throw KafkaError(
        code: .unknownTopicOrPartition, reason: "it does not exist; hazard-producer topics creates it",
        topic: topic, isRetriable: false)
    }
    let partitions = (0..<Int32(count)).map { TopicPartition(topic: topic, partition: $0) }
    let marks = try await admin.watermarks(of: partitions)
    return Extent(marks: marks.mapValues { $0.low..<max($0.low, $0.high) }.filter { !$0.value.isEmpty })
  }

  /// Which letters were dealt with. A mark comes after its letter, so this is read first.
  package func handled(in extent: Extent) async throws -> HandledLetters {
    var handled = HandledLetters()
    try await forEachBatch(in: extent) { batch in
      for index in batch.indices {
        if let id = DeadLetterMark.letter(markedBy: batch.key(at: index)) { handled.insert(id) }
      }
    }
    return handled
  }

  /// Hands on the letters, some at a time, each partition in order.
  ///
  /// - Parameter includingHandled: whether letters that were dealt with are handed on too.
  package func forEach(
    in extent: Extent, handled: HandledLetters, filter: DeadLetterFilter = DeadLetterFilter(),
    includingHandled: Bool = false, _ body: ([StoredLetter]) async throws -> Void
  ) async throws {
    try await forEachBatch(in: extent) { batch in
      let letters = batch.indices.compactMap { index -> StoredLetter? in
        guard extent.contains(batch.topicPartition, batch.offset(at: index)),
          let stored = StoredLetter(batch, index, handled), includingHandled || !stored.isHandled,
          filter.matches(stored)
        else { return nil }
        return stored
      }
      if !letters.isEmpty { try await body(letters) }
    }
  }

  /// One letter, and how it was dealt with.
  ///
  /// - Returns: nil when no letter lies there.
  package func find(
    _ id: DeadLetterID, in extent: Extent
  ) async throws -> (letter: StoredLetter, marks: [DeadLetterMark])? {
    var found: StoredLetter?
    var marks: [DeadLetterMark] = []
    let partition = TopicPartition(topic: topic, partition: id.partition)
    guard let range = extent.marks[partition], range.contains(id.offset) else { return nil }
    // Marks lie behind their letter, in the same partition.
    let rest = Extent(marks: [partition: id.offset..<range.upperBound])
    try await forEachBatch(in: rest) { batch in
      for index in batch.indices {
        if batch.offset(at: index) == id.offset { found = StoredLetter(batch, index, HandledLetters()) }
        let key = batch.key(at: index)
        guard DeadLetterMark.letter(markedBy: key) == id else { continue }
        found?.isHandled = true
        if let mark = DeadLetterMark(key: key, value: batch.value(at: index)) { marks.append(mark) }
      }
    }
    return found.map { ($0, marks) }
  }

  private func forEachBatch(
    in extent: Extent, _ body: (RecordBatch) async throws -> Void
  ) async throws {
    guard !extent.marks.isEmpty else { return }
    var options = ConsumerOptions()
    options.defaults.maxBytes = 16 << 20
    let consumer = try KafkaConsumer(
      configuration: configuration.kafka, assigning: extent.marks.mapValues { .offset($0.lowerBound) },
      options: options, logger: logger)
    do {
      let arrived = ArrivalCount()
      async let end: Void = closeAtEnd(of: consumer, arrived)
      for try await batch in consumer.batches {
        try await body(batch)
        arrived.add(batch.count)
        consumer.complete(batch)
      }
      try await end
    } catch {
      await consumer.close(deadline: .seconds(2))
      throw error
    }
    await consumer.close()
  }

  /// Ends the consumer's sequence when it has reached the end, or when nothing comes any more.
  private func closeAtEnd(of consumer: KafkaConsumer, _ arrived: ArrivalCount) async throws {
    while true {
      let before = arrived.value
      do {
        try await consumer.caughtUp(deadline: Self.patience)
        await consumer.close()
        return
      } catch let error as KafkaError where error.code == .deadlineExceeded && arrived.value > before {
        continue
      } catch {
        await consumer.close(deadline: .seconds(2))
        throw error
      }
    }
  }
}

/// How many records came, counted by one task and read by another.
private final class ArrivalCount: Sendable {
  private let count = Atomic<Int>(0)

  var value: Int { count.load(ordering: .relaxed) }

  func add(_ number: Int) { count.add(number, ordering: .relaxed) }
}

extension StoredLetter {
  /// - Returns: nil for a record that is no dead letter.
  fileprivate init?(_ batch: RecordBatch, _ index: Int, _ handled: HandledLetters) {
    guard
      let letter = DeadLetter(
        key: batch.key(at: index), value: batch.value(at: index), headers: batch.headers(at: index))
    else { return nil }
    let id = DeadLetterID(partition: batch.partition, offset: batch.offset(at: index))
    self.init(
      id: id, letter: letter, writtenAt: batch.timestamp(at: index), isHandled: handled.contains(id))
  }
}

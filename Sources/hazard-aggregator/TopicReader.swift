import Fleet
import Inspection
import Kafka
import Ledger
import Logging
import ProgramSupport

/// Reads the topics from their beginnings to their present ends into an empty ledger.
struct TopicReader {
  let fleet: FleetConfiguration
  let store: any LedgerStore
  let logger: Logger

  /// Longer than any topic takes; a broker that is gone shows in the log.
  private static let deadline = Duration.seconds(86_400)

  /// Topic by topic, so that every result meets its campaign and every site its name.
  func run() async throws {
    for topic in [fleet.topics.control, fleet.topics.registers, fleet.topics.results] {
      let partitions = try await watermarks(of: topic).filter { $0.value.high > $0.value.low }
      if !partitions.isEmpty { try await read(topic, partitions) }
    }
  }

  private func watermarks(of topic: String) async throws -> [TopicPartition: Watermarks] {
    let admin = try KafkaAdmin(configuration: fleet.kafka, logger: logger)
    do {
      guard let count = try await admin.partitionCounts(of: [topic])[topic] else {
        throw KafkaError(
          code: .unknownTopicOrPartition, reason: "the cluster has no such topic", topic: topic)
      }
      let marks = try await admin.watermarks(
        of: (0..<Int32(clamping: count)).map { TopicPartition(topic: topic, partition: $0) })
      await admin.close()
      return marks
    } catch {
      await admin.close()
      throw error
    }
  }

  private func read(_ topic: String, _ partitions: [TopicPartition: Watermarks]) async throws {
    let consumer = try KafkaConsumer(
      configuration: fleet.kafka, assigning: partitions.mapValues { .offset($0.low) }, logger: logger)
    let inbox = Inbox()
    let progress = ProgressBar(
      topic, unit: "records", total: Int(partitions.values.reduce(0) { $0 + $1.high - $1.low }))
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          defer { inbox.finish() }
          for try await batch in consumer.batches { inbox.add(try DecodedBatch(decoding: batch)) }
        }
        group.addTask { try await write(inbox, consumer, progress) }
        group.addTask {
          try await consumer.caughtUp(deadline: Self.deadline)
          await consumer.close()
        }
        try await group.waitForAll()
      }
    } catch {
      await consumer.close()
      throw error
    }
  }

  private func write(_ inbox: Inbox, _ consumer: KafkaConsumer, _ progress: ProgressBar) async throws {
    var wakeups = inbox.makeWakeupIterator()
    var positions: [TopicPartition: Int64] = [:]
    var done = 0
    while let arrived = inbox.takeAll() {
      if arrived.isEmpty {
        await inbox.waitForMore(&wakeups)
        continue
      }
      let slices = Dictionary(grouping: arrived, by: \.batch.topicPartition)
        .sorted { $0.key < $1.key }
        .map { LedgerSlice($0.key, expectedOffset: positions[$0.key] ?? 0, batches: $0.value) }
      _ = try await store.apply(slices, at: .now)
      for slice in slices { positions[slice.stream.topicPartition] = slice.nextOffset }
      for batch in arrived {
        consumer.complete(batch.batch)
        done += batch.batch.count
      }
      progress.update(done)
    }
    progress.finish(done)
  }
}

extension LedgerStream {
  fileprivate var topicPartition: TopicPartition { TopicPartition(topic: topic, partition: partition) }
}

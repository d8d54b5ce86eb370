import Fleet
import Inspection
import Kafka
import Logging
import Wire

private let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// Dead letters as a worker writes them, and a look at the tasks that come of them.
extension Fleet {
  var topics: TopicLayout { TopicLayout(TopicSettings()) }
  private var kafka: KafkaConfiguration { KafkaConfiguration(bootstrapServers: [address]) }

  /// Writes a letter of each of the first tasks of the bulk lane, and some that cannot be decoded.
  ///
  /// - Returns: the tasks that there are readable letters of.
  func writeLetters(of count: Int, unreadable: Int) async throws -> [InspectionTask] {
    let records = Array(try await records(of: topics.tasks(.bulk)).prefix(count + unreadable))
    guard records.count == count + unreadable else { throw Trouble("there are not that many tasks") }
    let producer = try ReliableProducer(configuration: kafka, logger: quiet)
    var batch = OutgoingBatch()
    for (index, record) in records.enumerated() {
      let isReadable = index < count
      let value = isReadable ? record.value : Array(record.value.prefix(30))
      let letter = DeadLetter(
        key: record.key, value: value, valueLength: value.count,
        errorClass: isReadable ? "timeout" : "malformed", reason: "\u{1b}[31mwritten by a test",
        source: record.place, sourceOffset: record.offset, worker: "test")
      batch.append(key: letter.key, value: letter.value, headers: letter.headers)
    }
    try await producer.send(batch, to: topics.deadLetters)
    await producer.close()
    return try records.prefix(count).map(Self.task)
  }

  /// All tasks of a lane that were redriven.
  func redrivenTasks() async throws -> [InspectionTask] {
    try await records(of: topics.tasks(.bulk)).map(Self.task).filter { $0.generation > 0 }
  }

  private static func task(_ record: Record) throws -> InspectionTask {
    try record.value.withUnsafeBytes { try TaskCodec.decode($0) }
  }

  struct Record {
    var place: TopicPartition
    var offset: Int64
    var key: [UInt8]
    var value: [UInt8]
  }

  /// Everything that a topic holds.
  func records(of topic: String) async throws -> [Record] {
    let admin = try KafkaAdmin(configuration: kafka, logger: quiet)
    let count = try await admin.partitionCounts(of: [topic])[topic] ?? 0
    let partitions = (0..<Int32(count)).map { TopicPartition(topic: topic, partition: $0) }
    let total = try await admin.watermarks(of: partitions).values.reduce(0) { $0 + Int($1.high - $1.low) }
    await admin.close()
    guard total > 0 else { return [] }
    let starts = Dictionary(uniqueKeysWithValues: partitions.map { ($0, StartOffset.beginning) })
    let consumer = try KafkaConsumer(configuration: kafka, assigning: starts, logger: quiet)
    var records: [Record] = []
    var batches = consumer.batches.makeAsyncIterator()
    while records.count < total, let batch = try await batches.next() {
      for index in batch.indices {
        records.append(
          Record(
            place: batch.topicPartition, offset: batch.offset(at: index), key: batch.key(at: index) ?? [],
            value: batch.value(at: index) ?? []))
      }
      consumer.complete(batch)
    }
    await consumer.close()
    return records
  }
}

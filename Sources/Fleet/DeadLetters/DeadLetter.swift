package import Inspection
package import Kafka

/// A record that could not be worked on, as it lies in the dead letter topic: the bytes as they came, and in the
/// headers why and where from.
package struct DeadLetter: Sendable, Hashable {
  /// Of the record; it names the task, where it is a task's.
  package var key: [UInt8]?
  /// Cut off at `MessageLimit` bytes; `valueLength` says how long it was.
  package var value: [UInt8]?
  package var valueLength: Int
  /// A word for the kind of error, by which letters are grouped.
  package var errorClass: String
  /// In words.
  package var reason: String
  /// Where the record lay.
  package var source: TopicPartition
  package var sourceOffset: Int64
  package var generation: UInt32
  /// How often it was tried; 0 for what could not be read.
  package var attempts: UInt32
  /// Nil for what failed once.
  package var firstFailedAt: Timestamp?
  package var worker: String

  package init(
    key: [UInt8]?, value: [UInt8]?, valueLength: Int, errorClass: String, reason: String,
    source: TopicPartition, sourceOffset: Int64, generation: UInt32 = 0, attempts: UInt32 = 0,
    firstFailedAt: Timestamp? = nil, worker: String
  ) {
    self.key = key
    self.value = value
    self.valueLength = valueLength
    self.errorClass = errorClass
    self.reason = reason
    self.source = source
    self.sourceOffset = sourceOffset
    self.generation = generation
    self.attempts = attempts
    self.firstFailedAt = firstFailedAt
    self.worker = worker
  }

  /// The task that it ended; nil when its key names none.
  package var task: TaskKey? { key.flatMap(TaskKey.init) }
}

extension DeadLetter {
  private enum Header {
    static let valueLength = "value.length"
    static let errorClass = "error.code"
    static let reason = "error.reason"
    static let topic = "source.topic"
    static let partition = "source.partition"
    static let offset = "source.offset"
    static let generation = "task.generation"
    static let attempts = "task.attempts"
    static let firstFailedAt = "task.first_failed_at"
    static let worker = "worker"
  }

  package var headers: [RecordHeader] {
    [
      RecordHeader(Header.valueLength, "\(valueLength)"), RecordHeader(Header.errorClass, errorClass),
      RecordHeader(Header.reason, reason), RecordHeader(Header.topic, source.topic),
      RecordHeader(Header.partition, "\(source.partition)"), RecordHeader(Header.offset, "\(sourceOffset)"),
      RecordHeader(Header.generation, "\(generation)"), RecordHeader(Header.attempts, "\(attempts)"),
      RecordHeader(Header.worker, worker),
    ] + (firstFailedAt.map { [RecordHeader(Header.firstFailedAt, "\($0.milliseconds)")] } ?? [])
  }

  /// Reads a record of the dead letter topic.
  ///
  /// - Returns: nil for a record without the headers of a dead letter.
  package init?(key: [UInt8]?, value: [UInt8]?, headers: [RecordHeader]) {
    let texts = Dictionary(
      headers.map { ($0.name, String(decoding: $0.value ?? [], as: UTF8.self)) },
      uniquingKeysWith: { first, _ in first })
    guard let errorClass = texts[Header.errorClass], let topic = texts[Header.topic],
      let partition = texts[Header.partition].flatMap(Int32.init),
      let offset = texts[Header.offset].flatMap(Int64.init)
    else { return nil }
    self.init(
      key: key, value: value, valueLength: texts[Header.valueLength].flatMap(Int.init) ?? value?.count ?? 0,
      errorClass: errorClass, reason: texts[Header.reason] ?? "",
      source: TopicPartition(topic: topic, partition: partition), sourceOffset: offset,
      generation: texts[Header.generation].flatMap(UInt32.init) ?? 0,
      attempts: texts[Header.attempts].flatMap(UInt32.init) ?? 0,
      firstFailedAt: texts[Header.firstFailedAt].flatMap(Int64.init).map(Timestamp.init(milliseconds:)),
      worker: texts[Header.worker] ?? "")
  }
}

import Kafka
import Logging
import Synchronization

let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

struct ConditionNotMet: Error, CustomStringConvertible {
  let description: String
}

/// Waits for a condition; the deadline only ends a test that would never pass. Errors that may pass by themselves,
/// such as those of a coordinator that is busy, mean that the condition is not true yet.
func eventually(
  _ what: String, within deadline: Duration = .seconds(60), _ condition: () async throws -> Bool
) async throws {
  let end = ContinuousClock.now + deadline
  func isTrue() async throws -> Bool {
    do { return try await condition() } catch let error as KafkaError where error.isRetriable { return false }
  }
  while try await !isTrue() {
    guard .now < end else { throw ConditionNotMet(description: "never came true: \(what)") }
    try await Task.sleep(for: .milliseconds(10))
  }
}

/// Something that tasks and callbacks write and tests read.
final class Box<Value: Sendable>: Sendable {
  private let mutex: Mutex<Value>

  init(_ value: Value) {
    mutex = Mutex(value)
  }

  var value: Value { mutex.withLock { $0 } }

  func update(_ body: (inout Value) -> Void) {
    mutex.withLock { value in body(&value) }
  }
}

/// A record as tests compare it.
struct TestRecord: Sendable, Hashable {
  var place: TopicPartition
  var offset: Int64
  var key: [UInt8]?
  var value: [UInt8]?
}

extension RecordBatch {
  var testRecords: [TestRecord] {
    indices.map {
      TestRecord(place: topicPartition, offset: offset(at: $0), key: key(at: $0), value: value(at: $0))
    }
  }
}

func numbered(_ range: Range<Int>, partition: Int32? = nil) -> OutgoingBatch {
  var batch = OutgoingBatch()
  for number in range {
    batch.append(key: Array("k\(number)".utf8), value: Array("v\(number)".utf8), partition: partition)
  }
  return batch
}

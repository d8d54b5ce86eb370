import Fleet
import Inspection
import Kafka
import Metrics
import Observability
import Wire

/// What checking a batch of tasks gives.
struct BatchOutput: Sendable {
  private(set) var results: OutgoingBatch
  private(set) var deadLetters = OutgoingBatch()
  private var counts = OutcomeCounts()
  private var deadLetterReasons: [String: Int] = [:]
  private let topic: String
  private let worker: String

  init(reserving batch: RecordBatch, worker: String) {
    self.worker = worker
    topic = batch.topic
    results = OutgoingBatch(reserving: batch.count, bytes: batch.count * 128)
  }

  /// - Returns: false when the result is too large to travel; nothing was added then.
  mutating func add(_ result: TaskResult) throws(WireError) -> Bool {
    let bytes = try ResultCodec.encode(result)
    guard bytes.count <= MessageLimit.valueBytes else { return false }
    results.append(key: TaskKey.bytes(campaign: result.campaign, seq: result.seq), value: bytes)
    for exception in result.exceptions { counts[exception.outcome] += 1 }
    counts[.fail] += result.findings.count
    counts[.pass] += result.checkCount - result.exceptions.count - result.findings.count
    return true
  }

  /// The record as it came, with the error and where it came from in the headers. One that is too large to be
  /// sent on is cut off, which a header says.
  mutating func addDeadLetter(_ batch: RecordBatch, _ index: Int, code: String, reason: String) {
    deadLetterReasons[code, default: 0] += 1
    let value = batch.value(at: index)
    let letter = DeadLetter(
      key: batch.key(at: index).map { Array($0.prefix(1_000)) },
      value: value.map { Array($0.prefix(MessageLimit.valueBytes)) }, valueLength: value?.count ?? 0,
      errorClass: code, reason: String(reason.prefix(1_000)), source: batch.topicPartition,
      sourceOffset: batch.offset(at: index), worker: worker)
    deadLetters.append(key: letter.key, value: letter.value, headers: letter.headers)
  }

  /// Counts the batch in the metrics, once it is acknowledged.
  func report() {
    MetricCatalog.tasksChecked.counter([("topic", topic)]).increment(by: results.count)
    for (reason, count) in deadLetterReasons {
      MetricCatalog.deadLetters.counter([("reason", reason)]).increment(by: count)
    }
    for outcome in CheckOutcome.allCases where counts[outcome] > 0 {
      CheckMetrics.byOutcome[Int(outcome.rawValue)].increment(by: counts[outcome])
    }
  }
}

private enum CheckMetrics {
  static let byOutcome = CheckOutcome.allCases.map { MetricCatalog.checks.counter([("outcome", $0.name)]) }
}

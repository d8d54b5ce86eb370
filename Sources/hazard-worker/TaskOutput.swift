import Fleet
import Inspection
import Kafka
import Metrics
import Observability
import Traces
import Wire

/// What working on tasks gives: records for the topics, and what is to be counted once they are acknowledged.
struct TaskOutput: Sendable {
  private(set) var results: OutgoingBatch
  private(set) var deadLetters = OutgoingBatch()
  /// By topic.
  private(set) var moved: [String: OutgoingBatch] = [:]
  private var counts = OutcomeCounts()
  private var outcomes: [TaskOutcome: Int] = [:]
  private var deadLetterReasons: [String: Int] = [:]
  /// Of the task that is worked on, where it is traced.
  var span: Span?
  /// Of the tasks that were worked on.
  private(set) var spans: [Span] = []
  private let topic: String
  private let worker: String

  /// - Parameter batch: whose tasks are worked on; nil for a single task.
  init(topic: String, worker: String, reserving batch: RecordBatch? = nil) {
    self.topic = topic
    self.worker = worker
    results = OutgoingBatch(reserving: batch?.count ?? 1, bytes: (batch?.count ?? 1) * 128)
  }

  /// Ends a task as checked, or as dead where its result is too large to travel.
  mutating func finish(
    _ result: TaskResult, of task: InspectionTask, _ batch: RecordBatch, _ index: Int
  ) {
    guard add(result) else {
      return bury(
        task, batch, index, errorClass: "resultTooLarge",
        reason: "its result is larger than \(MessageLimit.valueBytes) bytes")
    }
    for exception in result.exceptions { counts[exception.outcome] += 1 }
    counts[.fail] += result.findings.count
    counts[.pass] += result.checkCount - result.exceptions.count - result.findings.count
  }

  mutating func cancel(_ task: InspectionTask) {
    end(
      .unchecked(
        .cancelled, campaign: task.campaign, seq: task.seq, generation: task.generation, site: task.site,
        inspection: task.inspection, worker: worker))
  }

  /// A task that cannot be checked goes to the dead letters, and its seq ends as dead, so that totals close.
  mutating func bury(
    _ task: InspectionTask, _ batch: RecordBatch, _ index: Int, errorClass: String, reason: String
  ) {
    addDeadLetter(
      batch, index, errorClass: errorClass, reason: reason, generation: task.generation,
      attempts: (task.retry?.attempt ?? 0) + 1, firstFailedAt: task.retry?.firstFailedAt)
    end(
      .unchecked(
        .dead, campaign: task.campaign, seq: task.seq, generation: task.generation, site: task.site,
        inspection: task.inspection, worker: worker))
  }

  /// - Parameter result: one without checks.
  mutating func end(_ result: TaskResult) {
    _ = add(result)
  }

  /// The record as it came, with the error and where it came from in the headers. One that is too large to be
  /// sent on is cut off, which a header says.
  mutating func addDeadLetter(
    _ batch: RecordBatch, _ index: Int, errorClass: String, reason: String, generation: UInt32 = 0,
    attempts: UInt32 = 0, firstFailedAt: Timestamp? = nil
  ) {
    deadLetterReasons[errorClass, default: 0] += 1
    let value = batch.value(at: index)
    let letter = DeadLetter(
      key: batch.key(at: index).map { Array($0.prefix(1_000)) },
      value: value.map { Array($0.prefix(MessageLimit.valueBytes)) }, valueLength: value?.count ?? 0,
      errorClass: errorClass, reason: String(reason.prefix(1_000)), source: batch.topicPartition,
      sourceOffset: batch.offset(at: index), generation: generation, attempts: attempts,
      firstFailedAt: firstFailedAt, worker: worker)
    deadLetters.append(key: letter.key, value: letter.value, headers: letter.headers + traceHeaders)
  }

  /// Sends a task on to another topic of tasks.
  mutating func move(_ task: InspectionTask, to topic: String) throws(WireError) {
    moved[topic, default: OutgoingBatch()].append(
      key: TaskKey.bytes(campaign: task.campaign, seq: task.seq), value: try TaskCodec.encode(task),
      headers: traceHeaders)
    endSpan("moved")
  }

  /// Sends a task that only a later release understands on as it came.
  mutating func handUp(_ batch: RecordBatch, _ index: Int, to topic: String) {
    moved[topic, default: OutgoingBatch()].append(
      key: batch.key(at: index), value: batch.value(at: index), headers: batch.headers(at: index))
    span = nil
  }

  private var traceHeaders: [RecordHeader] { span?.context.headers ?? [] }

  /// - Parameter outcome: what became of the task; asked only where it is traced, since putting it into words costs as much
  ///   as a third of a task.
  private mutating func endSpan(_ outcome: @autoclosure () -> String) {
    guard span != nil, var span = span.take() else { return }
    span.attributes["hazardfleet.outcome"] = .text(outcome())
    spans.append(span)
  }

  /// - Returns: false when the result is too large to travel; nothing was added then.
  private mutating func add(_ result: TaskResult) -> Bool {
    do throws(TooLarge) {
      try results.append(headers: traceHeaders) { bytes in
        TaskKey.append(campaign: result.campaign, seq: result.seq, to: &bytes)
      } value: { bytes throws(TooLarge) in
        let start = bytes.count
        ResultCodec.append(result, to: &bytes)
        if bytes.count - start > MessageLimit.valueBytes { throw TooLarge() }
      }
    } catch {
      return false
    }
    outcomes[result.outcome, default: 0] += 1
    endSpan(result.outcome.name)
    return true
  }

  private struct TooLarge: Error {}

  /// Counts what was done in the metrics, once it is acknowledged.
  func report() {
    for (outcome, count) in outcomes {
      MetricCatalog.tasksEnded.counter([("topic", topic), ("outcome", outcome.name)]).increment(by: count)
    }
    for (destination, batch) in moved {
      MetricCatalog.tasksMoved.counter([("topic", topic), ("to", destination)]).increment(by: batch.count)
    }
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

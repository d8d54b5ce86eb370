import Checks
import Fleet
import Inspection
import Kafka
import Logging
import ServiceLifecycle
import Traces
import Wire

/// Turns tasks into results and dead letters, and sets those aside that probes have to decide.
struct BatchChecker: Sendable {
  let directory: CampaignDirectory
  let control: ControlReader
  let topics: TopicLayout
  let worker: String
  let logger: Logger

  /// - Parameter indices: of the records of the batch that are to be checked, ascending.
  func check(_ batch: RecordBatch, _ indices: [Int]) async throws -> CheckedBatch {
    var checked = CheckedBatch(output: TaskOutput(topic: batch.topic, worker: worker, reserving: batch))
    // A batch mostly belongs to one campaign.
    var last: (id: String, entry: CampaignDirectory.Entry?)?
    for index in indices {
      if batch.hasHeaders { checked.output.span = Self.span(batch, index) }
      let task: InspectionTask
      do throws(WireError) {
        task = try Self.decode(batch, index)
      } catch {
        if error.code == .newerVersion {
          checked.output.handUp(batch, index, to: topics.newerTasks)
          continue
        }
        try await endUnreadable(batch, index, error, &checked.output)
        continue
      }
      if last?.id != task.campaign { last = (task.campaign, try await entry(task.campaign)) }
      check(task, last?.entry, batch, index, &checked)
    }
    return checked
  }

  /// - Returns: nil for the many tasks that are not traced.
  private static func span(_ batch: RecordBatch, _ index: Int) -> Span? {
    guard let parent = batch.trace(at: index) else { return nil }
    return Span("check", .consumer, of: parent, attributes: batch.traceAttributes(at: index))
  }

  static func decode(_ batch: RecordBatch, _ index: Int) throws(WireError) -> InspectionTask {
    guard let range = batch.valueRange(at: index) else {
      throw WireError(.malformed, "a task without a value")
    }
    let decoded = batch.bytes.withUnsafeBytes { slab in
      Result { () throws(WireError) in try TaskCodec.decode(UnsafeRawBufferPointer(rebasing: slab[range])) }
    }
    return try decoded.get()
  }

  private func check(
    _ task: InspectionTask, _ entry: CampaignDirectory.Entry?, _ batch: RecordBatch, _ index: Int,
    _ checked: inout CheckedBatch
  ) {
    guard let entry, let checker = entry.checker, task.seq < entry.tasks else {
      let reason =
        entry == nil
        ? "no campaign \(task.campaign) was opened" : "campaign \(task.campaign) has no seq \(task.seq)"
      return checked.output.bury(
        task, batch, index, errorClass: entry == nil ? "unknownCampaign" : "unknownSeq", reason: reason)
    }
    if entry.isCancelled { return checked.output.cancel(task) }
    let outcome: CheckedTask
    do throws(TaskChecker.Misfit) {
      outcome = try checker.check(task)
    } catch {
      return checked.output.bury(task, batch, index, errorClass: "misfit", reason: error.description)
    }
    if outcome.pending.isEmpty {
      checked.output.finish(outcome.result, of: task, batch, index)
    } else {
      checked.probed.append(
        ProbedTask(
          index: index, task: task, checked: outcome, checker: checker, span: checked.output.span.take()))
    }
  }

  /// A record that cannot be read ends the task that its key names, so that totals close.
  private func endUnreadable(
    _ batch: RecordBatch, _ index: Int, _ error: WireError, _ output: inout TaskOutput
  ) async throws {
    output.addDeadLetter(batch, index, errorClass: error.code.rawValue, reason: error.description)
    guard let key = batch.key(at: index).flatMap(TaskKey.init), let entry = try await entry(key.campaign),
      key.seq < entry.tasks
    else { return }
    output.end(
      .unchecked(
        entry.isCancelled ? .cancelled : .dead, campaign: key.campaign, seq: key.seq, generation: 0,
        worker: worker))
  }

  /// The tasks of a campaign come after its opening, but on another topic: control may be a little behind.
  ///
  /// - Throws: `CancellationError` when the worker stops before control could be read.
  private func entry(_ campaign: String) async throws -> CampaignDirectory.Entry? {
    if let entry = directory[campaign], entry.checker != nil { return entry }
    while !Task.isShuttingDownGracefully {
      do {
        try await control.caughtUp(deadline: .seconds(10))
        return directory[campaign]
      } catch let error as KafkaError where !error.isFatal && error.code != .closed {
        logger.warning("control cannot be read to its end", metadata: ["error": "\(error)"])
        try await Task.sleep(for: .milliseconds(500))
      }
    }
    throw CancellationError()
  }
}

/// What checking a batch gives.
struct CheckedBatch {
  var output: TaskOutput
  var probed: [ProbedTask] = []
}

/// A task that probes have to decide.
struct ProbedTask: Sendable {
  /// Of its record in the batch.
  let index: Int
  let task: InspectionTask
  let checked: CheckedTask
  let checker: TaskChecker
  /// Where the task is traced.
  let span: Span?
}

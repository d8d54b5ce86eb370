import Checks
import Fleet
import Inspection
import Kafka
import Logging
import Observability
import Wire

/// Turns a batch of tasks into results and dead letters.
struct BatchChecker: Sendable {
  let directory: CampaignDirectory
  let control: ControlReader
  let worker: String
  let logger: Logger

  func check(_ batch: RecordBatch) async throws -> BatchOutput {
    var output = BatchOutput(reserving: batch, worker: worker)
    // A batch mostly belongs to one campaign.
    var last: (campaign: String, checker: TaskChecker?)?
    for index in batch.indices {
      let task: InspectionTask
      do throws(WireError) {
        task = try decode(batch, index)
      } catch {
        output.addDeadLetter(batch, index, code: error.code.rawValue, reason: error.description)
        continue
      }
      if last?.campaign != task.campaign {
        last = (task.campaign, try await checker(of: task.campaign))
      }
      if let checker = last?.checker {
        try check(task, with: checker, batch, index, &output)
      } else {
        try bury(
          task, batch, index, code: "unknownCampaign", reason: "no campaign \(task.campaign) was opened",
          &output)
      }
    }
    return output
  }

  private func decode(_ batch: RecordBatch, _ index: Int) throws(WireError) -> InspectionTask {
    let decoded: Result<InspectionTask, WireError> = batch.withValue(at: index) { bytes in
      guard let bytes else { return .failure(WireError(.malformed, "a task without a value")) }
      do throws(WireError) {
        return .success(try TaskCodec.decode(bytes))
      } catch {
        return .failure(error)
      }
    }
    return try decoded.get()
  }

  private func check(
    _ task: InspectionTask, with checker: TaskChecker, _ batch: RecordBatch, _ index: Int,
    _ output: inout BatchOutput
  ) throws {
    let result: TaskResult
    do throws(TaskChecker.Misfit) {
      result = try checker.check(task)
    } catch {
      return try bury(task, batch, index, code: "misfit", reason: error.description, &output)
    }
    if try !output.add(result) {
      try bury(
        task, batch, index, code: "resultTooLarge",
        reason: "its result is larger than \(MessageLimit.valueBytes) bytes", &output)
    }
  }

  /// A task that cannot be checked goes to the dead letters, and its seq ends as dead, so that totals close.
  private func bury(
    _ task: InspectionTask, _ batch: RecordBatch, _ index: Int, code: String, reason: String,
    _ output: inout BatchOutput
  ) throws {
    output.addDeadLetter(batch, index, code: code, reason: reason)
    _ = try output.add(
      .unchecked(
        .dead, campaign: task.campaign, seq: task.seq, generation: task.generation, site: task.site,
        inspection: task.inspection, worker: worker))
  }

  /// The tasks of a campaign come after its opening, but on another topic: control may be a little behind.
  private func checker(of campaign: String) async throws -> TaskChecker? {
    if let checker = directory.checker(ofCampaign: campaign) { return checker }
    while true {
      do {
        try await control.caughtUp(deadline: .seconds(10))
        return directory.checker(ofCampaign: campaign)
      } catch let error as KafkaError where !error.isFatal && error.code != .closed {
        logger.warning("control cannot be read to its end", metadata: ["error": "\(error)"])
        try await Task.sleep(for: .milliseconds(500))
      }
    }
  }
}

import Checks
import Fleet
import Inspection
import Kafka
import Logging
import Probes
import ProgramSupport
import WorkQueue

/// Works on the tasks of one lane: checks observations at once, runs probes for the rest, delivers what comes out.
struct TaskWork: Sendable {
  let checker: BatchChecker
  let delivery: TaskDelivery
  let prober: Prober
  let running: RunningProbes
  let checking: LaneGate<WorkerLane>
  let probing: LaneGate<WorkerLane>
  let topics: TopicLayout
  let lane: WorkerLane

  private var consumer: KafkaConsumer { delivery.consumer }

  /// - Parameter indices: of the records of the batch, ascending.
  func work(on batch: RecordBatch, _ indices: [Int]) async throws {
    guard consumer.isCurrent(batch.topicPartition, epoch: batch.epoch) else { return }
    let started = ContinuousClock.now
    let checked = try await check(batch, indices)
    let later = Set(checked.probed.map(\.index))
    let now = indices.lazy.filter { !later.contains($0) }.map { batch.offset(at: $0) }
    try await withThrowingDiscardingTaskGroup { group in
      if later.count < indices.count {
        group.addTask { [offsets = Array(now)] in
          try await delivery.deliver(checked.output, batch, offsets, since: started)
        }
      }
      for (position, task) in checked.probed.enumerated() {
        // Waiting here bounds how many tasks are under way, not only how many probes run.
        guard await waitForSlot() else {
          giveBack(batch, count: checked.probed.count - position)
          break
        }
        group.addTask {
          defer { probing.release(lane) }
          try await probe(task, batch)
        }
      }
    }
  }

  private func check(_ batch: RecordBatch, _ indices: [Int]) async throws -> CheckedBatch {
    try await checking.acquire(lane)
    defer { checking.release(lane) }
    return try await checker.check(batch, indices)
  }

  private func giveBack(_ batch: RecordBatch, count: Int) {
    consumer.giveBack(batch.topicPartition, epoch: batch.epoch, count: count)
  }

  /// - Returns: false when the worker is stopping: what has not begun is not begun any more.
  private func waitForSlot() async -> Bool {
    (try? await probing.acquire(lane)) != nil
  }

  // MARK: Probes

  private func probe(_ probed: ProbedTask, _ batch: RecordBatch) async throws {
    guard consumer.isCurrent(batch.topicPartition, epoch: batch.epoch) else { return }
    let started = ContinuousClock.now
    var output = TaskOutput(topic: batch.topic, worker: checker.worker)
    output.span = probed.span
    if checker.directory.isCancelled(probed.task.campaign) {
      output.cancel(probed.task)
    } else {
      let place = RunningProbes.Place(
        partition: batch.topicPartition, epoch: batch.epoch, offset: batch.offset(at: probed.index))
      switch await running.run(at: place, { try await verdicts(of: probed) }) {
      case .verdicts(let verdicts): try settle(probed, verdicts, batch, &output)
      case .parked: try output.move(probed.task, to: topics.tasks(.long))
      case .givenUp: return giveBack(batch, count: 1)
      }
    }
    try await delivery.deliver(output, batch, [batch.offset(at: probed.index)], since: started)
  }

  private func verdicts(of probed: ProbedTask) async throws -> [ProbeVerdict] {
    var verdicts: [ProbeVerdict] = []
    for check in probed.checked.pending {
      verdicts.append(try await prober.run(check.probe, for: probed.task.site))
    }
    return verdicts
  }

  /// Ends the task, or sends it on to its next attempt, or to the dead letters after the last.
  private func settle(
    _ probed: ProbedTask, _ verdicts: [ProbeVerdict], _ batch: RecordBatch, _ output: inout TaskOutput
  ) throws {
    let task = probed.task
    var (checked, undecided) = probed.checker.settle(probed.checked, task, verdicts: verdicts)
    let now = Timestamp.now
    checked.result.inspection.observedAt = now
    checked.result.inspection.day = CivilDate(days: Int32(now.milliseconds / 86_400_000))
    guard let first = undecided.first else {
      return output.finish(checked.result, of: task, batch, probed.index)
    }
    let attempt = (task.retry?.attempt ?? 0) + 1
    let tiers = topics.settings.retryTiers
    guard attempt <= tiers.count else {
      return output.bury(
        task, batch, probed.index, errorClass: first.failure.kind.rawValue, reason: first.failure.reason)
    }
    let tier = tiers[Int(attempt) - 1]
    let due = Timestamp(milliseconds: now.milliseconds + tier.delay.wholeMilliseconds)
    try output.move(
      checked.retry(of: task, attempt: attempt, undecided: undecided, now: now, due: due),
      to: topics.retry(tier))
  }
}

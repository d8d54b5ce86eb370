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
    let ended = EndedProbes()
    try await withThrowingDiscardingTaskGroup { group in
      if later.count < indices.count {
        group.addTask { [offsets = Array(now)] in
          try await delivery.deliver(checked.output, batch, offsets, since: [started])
        }
      }
      for (position, task) in checked.probed.enumerated() {
        // Waiting here bounds how many tasks are under way, not only how many probes run.
        guard await waitForSlot() else {
          giveBack(batch, count: checked.probed.count - position)
          break
        }
        group.addTask {
          let entry = await probe(task, batch)
          probing.release(lane)
          if let entry, ended.add(entry) { try await deliver(ended, of: batch) }
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

  /// - Returns: nil where it is given up, for somebody else or for later.
  private func probe(_ probed: ProbedTask, _ batch: RecordBatch) async -> EndedProbes.Entry? {
    guard consumer.isCurrent(batch.topicPartition, epoch: batch.epoch) else { return nil }
    let started = ContinuousClock.now
    if checker.directory.isCancelled(probed.task.campaign) {
      return EndedProbes.Entry(task: probed, end: .cancelled, started: started)
    }
    let place = RunningProbes.Place(
      partition: batch.topicPartition, epoch: batch.epoch, offset: batch.offset(at: probed.index))
    let end = await running.run(at: place) { try await verdicts(of: probed) }
    if case .givenUp = end {
      giveBack(batch, count: 1)
      return nil
    }
    return EndedProbes.Entry(task: probed, end: end, started: started)
  }

  private func deliver(_ ended: EndedProbes, of batch: RecordBatch) async throws {
    while let entries = ended.next() {
      var output = TaskOutput(topic: batch.topic, worker: checker.worker)
      for entry in entries {
        output.span = entry.task.span
        switch entry.end {
        case .verdicts(let verdicts): try settle(entry, verdicts, batch, &output)
        case .parked: try output.move(entry.task.task, to: topics.tasks(.long))
        case .cancelled: output.cancel(entry.task.task)
        case .givenUp: continue
        }
      }
      let offsets = entries.map { batch.offset(at: $0.task.index) }
      try await delivery.deliver(output, batch, offsets, since: entries.map(\.started))
    }
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
    _ entry: EndedProbes.Entry, _ verdicts: [ProbeVerdict], _ batch: RecordBatch, _ output: inout TaskOutput
  ) throws {
    let (probed, now) = (entry.task, entry.ended)
    let task = probed.task
    var (checked, undecided) = probed.checker.settle(probed.checked, task, verdicts: verdicts)
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

import Fleet
import Foundation
import Inspection
import Kafka
import Logging
import WorkQueue

/// Holds the tasks of a retry tier until they are due. Nothing waits for them meanwhile: they lie in memory, as many
/// as the tier's credit allows, and the consumer goes on.
struct RetryHold: Sendable {
  let work: TaskWork
  let tier: RetryTier

  /// How often a held batch is looked at for tasks that need not wait any more.
  private static let interval = Duration.milliseconds(500)

  /// A record of a batch with the time that it is due.
  private struct Held {
    var index: Int
    var due: ContinuousClock.Instant
    var campaign: String
  }

  /// Works on a batch's tasks as they become due; returns when all are done, or the partition is another's.
  func hold(_ batch: RecordBatch) async throws {
    var held = batch.indices.map { record(batch, $0) }
    while !held.isEmpty {
      guard work.delivery.consumer.isCurrent(batch.topicPartition, epoch: batch.epoch) else { return }
      let now = ContinuousClock.now
      let directory = work.checker.directory
      let ready = held.filter { $0.due <= now || directory.isCancelled($0.campaign) }
      if !ready.isEmpty {
        let indices = ready.map(\.index)
        try await work.work(on: batch, indices)
        held.removeAll { indices.contains($0.index) }
      } else if let next = held.map(\.due).min() {
        try await Task.sleep(until: min(next, now + Self.interval), clock: .continuous)
      }
    }
  }

  /// A task is never held for longer than the tier's time, whatever the clocks say.
  private func record(_ batch: RecordBatch, _ index: Int) -> Held {
    let now = ContinuousClock.now
    // What cannot be read need not wait to be set aside.
    guard let task = try? BatchChecker.decode(batch, index), let retry = task.retry else {
      return Held(index: index, due: now, campaign: "")
    }
    let left = Double(retry.dueAt.milliseconds) / 1_000 - Date().timeIntervalSince1970
    return Held(
      index: index, due: now + max(.zero, min(.seconds(left), tier.delay)), campaign: task.campaign)
  }
}

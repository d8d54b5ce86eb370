import Fleet
import Inspection
import Kafka
import Logging

/// Looks for tasks that hold their partition up: one that takes long while its partition's window is nearly full is
/// sent to the long lane, where others of its kind are.
struct HeadParking: Sendable {
  let consumer: KafkaConsumer
  let running: RunningProbes
  /// What may be parked.
  let topics: Set<String>
  /// A task that has run for less is not parked.
  let limit: Duration
  let logger: Logger

  private static let interval = Duration.milliseconds(500)
  private static let nearlyFull = 0.8

  /// Runs until the task is cancelled.
  func run() async throws {
    while true {
      try await Task.sleep(for: Self.interval)
      for (partition, status) in consumer.assignment
      where topics.contains(partition.topic) && status.fullness >= Self.nearlyFull {
        guard let head = status.lowestIncomplete else { continue }
        let place = RunningProbes.Place(partition: partition, epoch: status.epoch, offset: head)
        if running.park(place, after: limit) {
          logger.notice(
            "a task holds its partition up and is parked",
            metadata: ["partition": "\(partition)", "offset": "\(head)"])
        }
      }
    }
  }
}

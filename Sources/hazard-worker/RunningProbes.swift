import Kafka
import Probes
import Synchronization

/// The tasks whose probes are running, by where their records lie.
final class RunningProbes: Sendable {
  struct Place: Sendable, Hashable {
    var partition: TopicPartition
    var epoch: Int
    var offset: Int64
  }

  enum End: Sendable {
    case verdicts([ProbeVerdict])
    /// The task takes too long here and goes to the long lane.
    case parked
    /// Its campaign was cancelled before they began.
    case cancelled
    /// The worker stops, or the partition is another's now.
    case givenUp
  }

  private struct Run {
    var started = ContinuousClock.now
    var isParked = false
    var work: Task<[ProbeVerdict], any Error>
  }

  private let runs = Mutex<[Place: Run]>([:])

  /// Runs a task's probes, so that it can be parked meanwhile.
  func run(at place: Place, _ probes: @escaping @Sendable () async throws -> [ProbeVerdict]) async -> End {
    let work = Task { try await probes() }
    runs.withLock { $0[place] = Run(work: work) }
    let outcome = await withTaskCancellationHandler {
      await work.result
    } onCancel: {
      work.cancel()
    }
    let run = runs.withLock { $0.removeValue(forKey: place) }
    if run?.isParked == true { return .parked }
    return (try? outcome.get()).map(End.verdicts) ?? .givenUp
  }

  /// Ends a task's probes in favour of the long lane, when they have run for longer than `limit`.
  func park(_ place: Place, after limit: Duration) -> Bool {
    runs.withLock { runs in
      guard let run = runs[place], !run.isParked, .now - run.started > limit else { return false }
      runs[place]?.isParked = true
      run.work.cancel()
      return true
    }
  }

  /// Ends everything.
  func cancelAll() {
    for run in runs.withLock({ Array($0.values) }) { run.work.cancel() }
  }

  /// Waits until nothing runs, at most for `limit`.
  func settle(within limit: Duration) async {
    let end = ContinuousClock.now + limit
    while .now < end, runs.withLock({ !$0.isEmpty }) { try? await Task.sleep(for: .milliseconds(50)) }
  }
}

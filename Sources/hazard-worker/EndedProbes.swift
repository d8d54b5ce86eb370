import Inspection
import Synchronization

/// Collects the tasks of one batch whose probes have ended, so that they are delivered together: as many at a time as
/// ended while those before were on their way.
final class EndedProbes: Sendable {
  struct Entry: Sendable {
    var task: ProbedTask
    var end: RunningProbes.End
    /// When its probes began.
    var started: ContinuousClock.Instant
    var ended = Timestamp.now
  }

  private struct State {
    var entries: [Entry] = []
    var isDelivering = false
  }

  private let state = Mutex(State())

  /// - Returns: whether the caller has to deliver, by ``next()`` until there is nothing left; somebody else does otherwise.
  func add(_ entry: Entry) -> Bool {
    state.withLock { state in
      state.entries.append(entry)
      defer { state.isDelivering = true }
      return !state.isDelivering
    }
  }

  /// - Returns: nil when all is delivered, and whoever comes next has to deliver.
  func next() -> [Entry]? {
    state.withLock { state in
      guard !state.entries.isEmpty else {
        state.isDelivering = false
        return nil
      }
      defer { state.entries = [] }
      return state.entries
    }
  }
}

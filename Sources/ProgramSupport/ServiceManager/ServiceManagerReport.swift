package import Logging
package import Observability
import Synchronization

/// Tells the service manager how the program does: `READY=1` once `/readyz` says so, a `STATUS=` line whenever what it
/// waits for changes, `WATCHDOG=1` while it is alive, and `STOPPING=1`.
///
/// The watchdog is fed from where the program's own work runs, so that a program whose threads are all stuck starves
/// it, and is not fed once the program cannot go on (`HealthState.setLost`). Brokers or databases that are away are no
/// reason to be started again.
package final class ServiceManagerReport: Sendable {
  private struct State {
    var isReady = false
    var isStopping = false
    var status = ""
    /// Of the last message that could not be handed over, so that it is logged once.
    var failure = ""
  }

  private static let longestPause = Duration.milliseconds(500)

  private let manager: ServiceManager
  private let health: HealthState
  private let logger: Logger
  private let state = Mutex(State())

  package init(to manager: ServiceManager, of health: HealthState, logger: Logger) {
    self.manager = manager
    self.health = health
    self.logger = logger
  }

  /// Reports until its task is cancelled.
  package func run() async {
    let pause = min(Self.longestPause, (manager.watchdog ?? .seconds(60)) / 4)
    var fed = ContinuousClock.now
    var isFirst = true
    while !Task.isCancelled {
      tellChanges()
      if let period = manager.watchdog, health.isAlive, isFirst || .now - fed >= period / 2 - pause {
        if tell(["WATCHDOG=1"]) { (fed, isFirst) = (.now, false) }
      }
      try? await Task.sleep(for: pause)
    }
  }

  /// The program has begun to stop.
  package func stopping() {
    state.withLock { state in
      state.isStopping = true
      tell(["STOPPING=1", "STATUS=stopping: finishing what was started"], &state)
    }
  }

  private func tellChanges() {
    let conditions = health.snapshot
    let waiting = conditions.filter { !$0.isReady }.map { "\($0.name): \($0.reason)" }
    let status = waiting.isEmpty ? "ready" : "waiting: " + waiting.joined(separator: "; ")
    state.withLock { state in
      guard !state.isStopping else { return }
      let isReady = state.isReady || waiting.isEmpty
      guard isReady != state.isReady || status != state.status else { return }
      let ready = isReady == state.isReady ? [] : ["READY=1"]
      if tell(ready + ["STATUS=\(status)"], &state) { (state.isReady, state.status) = (isReady, status) }
    }
  }

  private func tell(_ lines: [String]) -> Bool {
    state.withLock { tell(lines, &$0) }
  }

  /// - Returns: false when it has to be told again.
  @discardableResult
  private func tell(_ lines: [String], _ state: inout State) -> Bool {
    do {
      try manager.tell(lines)
      state.failure = ""
      return true
    } catch {
      let failure = "\(error)"
      if failure != state.failure { logger.warning("\(failure)") }
      state.failure = failure
      return false
    }
  }
}

import Dispatch
import Synchronization

/// Opens once; any number of tasks wait for it, each with a deadline.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var nextID = 0
    var waiters: [Int: CheckedContinuation<Bool, Never>] = [:]
  }

  private let state = Mutex(State())

  var isOpen: Bool { state.withLock { $0.isOpen } }

  func open() {
    let waiters = state.withLock { state in
      state.isOpen = true
      defer { state.waiters = [:] }
      return state.waiters
    }
    for waiter in waiters.values { waiter.resume(returning: true) }
  }

  /// Waits until the gate opens; returns whether it did before the deadline.
  ///
  /// Cancelling does not shorten the wait: it is used where giving up early would leak.
  func wait(until deadline: ContinuousClock.Instant) async -> Bool {
    await withCheckedContinuation { continuation in
      let id: Int? = state.withLock { state in
        guard !state.isOpen else { return nil }
        state.nextID += 1
        state.waiters[state.nextID] = continuation
        return state.nextID
      }
      guard let id else {
        continuation.resume(returning: true)
        return
      }
      let left = max(.zero, deadline - .now)
      DispatchQueue.global().asyncAfter(deadline: .now() + left.seconds) { [self] in
        let waiter = state.withLock { $0.waiters.removeValue(forKey: id) }
        waiter?.resume(returning: false)
      }
    }
  }
}

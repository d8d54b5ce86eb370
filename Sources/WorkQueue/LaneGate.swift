import Synchronization

/// Hands slots to the tasks that wait for them, in the order that a `LaneScheduler` decides; within a lane in the
/// order of asking.
package final class LaneGate<Lane: Hashable & Sendable>: Sendable {
  fileprivate struct Waiter {
    var id: Int
    var continuation: CheckedContinuation<Void, any Error>
  }

  fileprivate struct State {
    var scheduler: LaneScheduler<Lane>
    var waiters: [Lane: [Waiter]] = [:]
    /// Asked for and cancelled before they could wait.
    var cancelled: Set<Int> = []
    var nextID = 0
    var isClosed = false
  }

  private let state: Mutex<State>

  package init(_ scheduler: LaneScheduler<Lane>) {
    state = Mutex(State(scheduler: scheduler))
  }

  /// Waits for a slot, which has to be given back with `release`.
  ///
  /// - Throws: `CancellationError` when the task is cancelled or the gate closed; there is no slot then.
  package func acquire(_ lane: Lane) async throws {
    let ticket = state.withLock { state -> Int? in
      if !Task.isCancelled, state.grantAtOnce(lane) { return nil }
      state.nextID += 1
      return state.nextID
    }
    guard let id = ticket else { return }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let granted = state.withLock { state -> [CheckedContinuation<Void, any Error>]? in
          if state.isClosed || state.cancelled.remove(id) != nil { return nil }
          state.waiters[lane, default: []].append(Waiter(id: id, continuation: continuation))
          return state.grant()
        }
        guard let granted else { return continuation.resume(throwing: CancellationError()) }
        for next in granted { next.resume() }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        guard let index = state.waiters[lane]?.firstIndex(where: { $0.id == id }) else {
          state.cancelled.insert(id)
          return Waiter?.none
        }
        return state.waiters[lane]?.remove(at: index)
      }
      waiter?.continuation.resume(throwing: CancellationError())
    }
    state.withLock { _ = $0.cancelled.remove(id) }
  }

  package func release(_ lane: Lane) {
    let granted = state.withLock { state in
      state.scheduler.finished(lane)
      return state.grant()
    }
    for next in granted { next.resume() }
  }

  /// Turns away all that wait, and whoever comes later.
  package func close() {
    let waiters = state.withLock { state in
      state.isClosed = true
      defer { state.waiters = [:] }
      return state.waiters.values.flatMap(\.self)
    }
    for waiter in waiters { waiter.continuation.resume(throwing: CancellationError()) }
  }
}

extension LaneGate.State {
  /// Whoever comes while nobody waits needs no place in a row.
  mutating func grantAtOnce(_ lane: Lane) -> Bool {
    !isClosed && waiters.allSatisfy { $0.value.isEmpty } && scheduler.next(waiting: [lane]) != nil
  }

  mutating func grant() -> [CheckedContinuation<Void, any Error>] {
    var granted: [CheckedContinuation<Void, any Error>] = []
    while let lane = scheduler.next(waiting: Set(waiters.filter { !$0.value.isEmpty }.keys)) {
      guard let waiter = waiters[lane]?.removeFirst() else {
        scheduler.finished(lane)
        break
      }
      granted.append(waiter.continuation)
    }
    return granted
  }
}

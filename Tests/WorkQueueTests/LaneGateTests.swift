import Synchronization
import Testing
import WorkQueue

@Suite(.timeLimit(.minutes(2))) struct LaneGateTests {
  private enum Lane: Hashable, CaseIterable { case fast, slow }

  private func gate(slots: Int, reserved: Int = 0) -> LaneGate<Lane> {
    LaneGate(
      LaneScheduler(
        slots: slots,
        lanes: [(lane: .fast, weight: 4, reserved: reserved), (lane: .slow, weight: 1, reserved: 0)]))
  }

  @Test func neverMoreThanItsSlotsAndEverybodyGetsOne() async throws {
    let gate = gate(slots: 3)
    let counts = Counts()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<500 {
        group.addTask {
          let lane = Lane.allCases[index % 2]
          try await gate.acquire(lane)
          counts.begin()
          await Task.yield()
          counts.end()
          gate.release(lane)
        }
      }
      try await group.waitForAll()
    }
    #expect(counts.served == 500)
    #expect(counts.most <= 3)
  }

  @Test func aReservedSlotIsFreeWhateverTheOthersDo() async throws {
    let gate = gate(slots: 2, reserved: 1)
    try await gate.acquire(.slow)
    let second = Task { try await gate.acquire(.slow) }
    try await gate.acquire(.fast)
    gate.release(.slow)
    try await second.value
  }

  @Test func whoeverIsCancelledLeavesTheSlotToTheNext() async throws {
    let gate = gate(slots: 1)
    try await gate.acquire(.fast)
    let cancelled = Task { try await gate.acquire(.fast) }
    let next = Task { try await gate.acquire(.slow) }
    cancelled.cancel()
    await #expect(throws: CancellationError.self) { try await cancelled.value }
    gate.release(.fast)
    try await next.value
  }

  @Test func aClosedGateTurnsEverybodyAway() async throws {
    let gate = gate(slots: 1)
    try await gate.acquire(.fast)
    let waiting = Task { try await gate.acquire(.slow) }
    gate.close()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    await #expect(throws: CancellationError.self) { try await gate.acquire(.fast) }
  }
}

/// How many hold a slot, at the most and in all.
private final class Counts: Sendable {
  private let state = Mutex((running: 0, most: 0, served: 0))

  var most: Int { state.withLock { $0.most } }
  var served: Int { state.withLock { $0.served } }

  func begin() {
    state.withLock { state in
      state.running += 1
      state.most = max(state.most, state.running)
    }
  }

  func end() {
    state.withLock { state in
      state.running -= 1
      state.served += 1
    }
  }
}

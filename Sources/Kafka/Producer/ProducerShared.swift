import Synchronization

/// What the senders and the delivery thread share: the sends under way and those waiting for room.
final class ProducerShared: Sendable {
  typealias Failure = KafkaSendError.Failure
  typealias Outcome = CheckedContinuation<[Failure], any Error>

  fileprivate struct Send {
    /// Records neither acknowledged nor failed, enqueued or not.
    var unsettled: Int
    var failures: [Failure] = []
    var outcome: Outcome?
    var isCancelled = false
  }

  /// What one delivery event said about one send.
  struct Tally {
    let slot: UInt32
    var count = 0
    var failures: [Failure] = []
  }

  fileprivate struct State {
    var sends: [UInt32: Send] = [:]
    var lastSlot: UInt32 = 0
    var generation: UInt64 = 0
    var spaceWaiters: [UInt32: CheckedContinuation<Void, Never>] = [:]
    var spaceOrder: [UInt32] = []
    var isClosed = false
    var isFinished = false
    var fatalError: KafkaError?
  }

  private let state = Mutex(State())

  var generation: UInt64 { state.withLock { $0.generation } }
  var fatalError: KafkaError? { state.withLock { $0.fatalError } }
  var unsettledCount: Int { state.withLock { $0.sends.values.reduce(0) { $0 + $1.unsettled } } }

  // MARK: Called by senders

  /// Registers a send and returns its number, which is never 0.
  func open(count: Int) throws(KafkaError) -> UInt32 {
    let result = state.withLock { state -> Result<UInt32, KafkaError> in
      if let error = state.fatalError { return .failure(error) }
      if state.isClosed { return .failure(KafkaError(code: .closed)) }
      repeat { state.lastSlot &+= 1 } while state.lastSlot == 0 || state.sends[state.lastSlot] != nil
      state.sends[state.lastSlot] = Send(unsettled: count)
      return .success(state.lastSlot)
    }
    return try result.get()
  }

  /// Records that could not be enqueued.
  func fail(_ failures: [Failure], in slot: UInt32) {
    guard !failures.isEmpty else { return }
    state.withLock { state in
      state.sends[slot]?.failures += failures
      state.sends[slot]?.unsettled -= failures.count
    }
  }

  /// Whether it makes sense to enqueue more of a send: neither its task was cancelled nor the producer closed.
  func isLive(_ slot: UInt32) -> Bool {
    state.withLock { state in
      guard let send = state.sends[slot] else { return false }
      return !send.isCancelled
    }
  }

  /// Waits for room in the queue, unless there has been a delivery event since `generation`.
  func waitForSpace(slot: UInt32, after generation: UInt64) async {
    await withCheckedContinuation { continuation in
      let waits = state.withLock { state in
        guard !state.isFinished, state.generation == generation, let send = state.sends[slot],
          !send.isCancelled
        else { return false }
        state.spaceWaiters[slot] = continuation
        state.spaceOrder.append(slot)
        return true
      }
      if !waits { continuation.resume() }
    }
  }

  /// Waits until all records of a send are settled and returns the failed ones.
  func outcome(of slot: UInt32) async throws -> [Failure] {
    try await withCheckedThrowingContinuation { continuation in
      let now: Result<[Failure], any Error>? = state.withLock { state in
        guard let send = state.sends[slot] else { return .failure(KafkaError(code: .closed)) }
        if send.unsettled == 0 {
          state.sends[slot] = nil
          return .success(send.failures)
        }
        if send.isCancelled { return .failure(CancellationError()) }
        state.sends[slot]?.outcome = continuation
        return nil
      }
      if let now { continuation.resume(with: now) }
    }
  }

  /// The sender's task was cancelled; reports for its records are still taken, and then forgotten.
  func cancel(_ slot: UInt32) {
    let (outcome, waiter) = state.withLock { state in
      state.sends[slot]?.isCancelled = true
      let outcome = state.sends[slot]?.outcome
      state.sends[slot]?.outcome = nil
      let waiter = state.spaceWaiters.removeValue(forKey: slot)
      if waiter != nil { state.spaceOrder.removeAll { $0 == slot } }
      return (outcome, waiter)
    }
    waiter?.resume()
    outcome?.resume(throwing: CancellationError())
  }

  /// The sender gives up with records not enqueued.
  func abandon(_ slot: UInt32, unsent: Int) {
    state.withLock { state in
      state.sends[slot]?.unsettled -= unsent
      if state.sends[slot]?.unsettled == 0 { state.sends[slot] = nil }
    }
  }

  /// Refuses sends from now on.
  func close() {
    state.withLock { $0.isClosed = true }
  }

  // MARK: Called by the delivery thread

  /// Takes in the reports of one event; called after the event, and so its room in the queue, was released.
  func settle(_ tallies: [Tally], freed: Int) {
    var finished: [(Outcome, [Failure])] = []
    let waiters = state.withLock { state in
      for tally in tallies {
        guard var send = state.sends.removeValue(forKey: tally.slot) else { continue }
        send.unsettled -= tally.count
        send.failures += tally.failures
        if send.unsettled == 0, let outcome = send.outcome {
          finished.append((outcome, send.failures))
        } else if send.unsettled > 0 || !send.isCancelled {
          state.sends[tally.slot] = send
        }
      }
      return state.takeSpaceWaiters(atMost: max(1, freed / 512))
    }
    for (outcome, failures) in finished { outcome.resume(returning: failures) }
    for waiter in waiters { waiter.resume() }
  }

  /// Lets every waiting sender try again.
  func wakeSpaceWaiters() {
    let waiters = state.withLock { $0.takeSpaceWaiters(atMost: .max) }
    for waiter in waiters { waiter.resume() }
  }

  func failed(fatally error: KafkaError) {
    state.withLock { $0.fatalError = $0.fatalError ?? error }
  }

  /// No report will come any more: whoever still waits is told so.
  func finish() {
    let (sends, waiters) = state.withLock { state in
      state.isClosed = true
      state.isFinished = true
      defer { state.sends = [:] }
      return (Array(state.sends.values), state.takeSpaceWaiters(atMost: .max))
    }
    for waiter in waiters { waiter.resume() }
    for send in sends { send.outcome?.resume(throwing: KafkaError(code: .closed)) }
  }
}

extension ProducerShared.State {
  fileprivate mutating func takeSpaceWaiters(atMost count: Int) -> [CheckedContinuation<Void, Never>] {
    generation &+= 1
    guard !spaceOrder.isEmpty else { return [] }
    let slots = spaceOrder.prefix(count)
    spaceOrder.removeFirst(slots.count)
    return slots.compactMap { spaceWaiters.removeValue(forKey: $0) }
  }
}

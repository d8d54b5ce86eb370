import Synchronization
import WorkQueue

/// What the consumer's thread and the application's tasks share.
final class ConsumerShared: Sendable {
  struct SeekRequest {
    let partition: TopicPartition
    let offset: StartOffset
    let deadline: ContinuousClock.Instant
    let continuation: CheckedContinuation<Int, any Error>
  }

  struct EndWaiter {
    let targets: [TopicPartition: Int64]
    let continuation: CheckedContinuation<Void, any Error>
  }

  struct State {
    var delivery: DeliveryState
    /// Set when the sequence has ended: `.success` by closing, `.failure` by an error.
    var end: Result<Void, any Error>?
    var readers: [Int: CheckedContinuation<RecordBatch?, any Error>] = [:]
    var readerOrder: [Int] = []
    var cancelledReaders: Set<Int> = []
    var endWaiters: [Int: EndWaiter] = [:]
    var nextID = 0
    var seeks: [SeekRequest] = []
    var closeDeadline: ContinuousClock.Instant?
    /// Whether the application let go of the consumer, so that nothing in flight can be completed any more.
    var isAbandoned = false
    var isThreadDone = false
  }

  let wakeup: Wakeup
  let state: Mutex<State>
  let threadDone = Gate()

  init(options: ConsumerOptions) throws(KafkaError) {
    wakeup = try Wakeup()
    state = Mutex(State(delivery: DeliveryState(options: options)))
  }

  // MARK: Called by the application

  func next() async throws -> RecordBatch? {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    defer {
      if Task.isCancelled { state.withLock { _ = $0.cancelledReaders.remove(id) } }
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let now: Result<RecordBatch?, any Error>? = state.withLock { state in
          if state.cancelledReaders.remove(id) != nil { return .success(nil) }
          if let end = state.end { return end.map { nil } }
          if let batch = state.delivery.takeBatch() { return .success(batch) }
          state.readers[id] = continuation
          state.readerOrder.append(id)
          return nil
        }
        if let now { continuation.resume(with: now) }
      }
    } onCancel: {
      let reader = state.withLock { state in
        if let reader = state.readers.removeValue(forKey: id) {
          state.readerOrder.removeAll { $0 == id }
          return Optional(reader)
        }
        // Cancelled before it registered, or after it was served.
        state.cancelledReaders.insert(id)
        return nil
      }
      reader?.resume(returning: nil)
    }
  }

  func complete(
    _ partition: TopicPartition, epoch: Int, with body: (inout OffsetTracker) -> OffsetCompletion
  ) -> CompletionOutcome {
    let (outcome, wakes, reached) = state.withLock { state in
      let outcome = state.delivery.complete(partition, epoch: epoch, with: body)
      guard case .accepted(let completion) = outcome, completion.completed > 0 else {
        return (outcome, false, [EndWaiter]())
      }
      let wakes = state.delivery.wantsWakeup
      state.delivery.wantsWakeup = false
      return (outcome, wakes, completion.advancedLowWatermark ? state.takeReachedEnds() : [])
    }
    if wakes { wakeup.signal() }
    for waiter in reached { waiter.continuation.resume() }
    return outcome
  }

  // MARK: Called by the consumer's thread

  /// - Returns: The epoch that the partition is in now.
  func deliver(_ batch: RecordBatch) -> Int {
    typealias HandOff = (CheckedContinuation<RecordBatch?, any Error>, RecordBatch)
    let (epoch, handOff) = state.withLock { state -> (Int, HandOff?) in
      guard state.end == nil else { return (batch.epoch, nil) }
      let epoch = state.delivery.received(batch)
      return (epoch, state.takeHandOff())
    }
    if let (reader, batch) = handOff { reader.resume(returning: batch) }
    return epoch
  }

  func caughtUp(_ partition: TopicPartition, epoch: Int, to offset: Int64) {
    let reached = state.withLock { state in
      state.delivery.caughtUp(partition, epoch: epoch, to: offset)
      return state.takeReachedEnds()
    }
    for waiter in reached { waiter.continuation.resume() }
  }

  /// Ends the sequence; batches nobody has seen are dropped.
  func finish(_ end: Result<Void, any Error>) {
    let (readers, waiters) = state.withLock { state in
      guard state.end == nil else {
        return ([CheckedContinuation<RecordBatch?, any Error>](), [EndWaiter]())
      }
      state.end = end
      state.delivery.beginRevoking(Array(state.delivery.partitions.keys))
      defer {
        state.readers = [:]
        state.readerOrder = []
        state.endWaiters = [:]
      }
      return (Array(state.readers.values), Array(state.endWaiters.values))
    }
    for reader in readers { reader.resume(with: end.map { nil }) }
    let error: any Error =
      switch end {
      case .success: KafkaError(code: .closed)
      case .failure(let error): error
      }
    for waiter in waiters { waiter.continuation.resume(throwing: error) }
  }
}

extension ConsumerShared.State {
  mutating func takeHandOff() -> (CheckedContinuation<RecordBatch?, any Error>, RecordBatch)? {
    guard let id = readerOrder.first, let reader = readers[id], let batch = delivery.takeBatch() else {
      return nil
    }
    readerOrder.removeFirst()
    readers[id] = nil
    return (reader, batch)
  }

  /// Whether everything below the targets is completed.
  func hasReached(_ targets: [TopicPartition: Int64]) -> Bool {
    targets.allSatisfy { partition, target in
      (delivery.partitions[partition]?.tracker.lowWatermark ?? -1) >= target
    }
  }

  mutating func takeReachedEnds() -> [ConsumerShared.EndWaiter] {
    guard !endWaiters.isEmpty else { return [] }
    let reached = endWaiters.filter { hasReached($0.value.targets) }
    for id in reached.keys { endWaiters[id] = nil }
    return Array(reached.values)
  }
}

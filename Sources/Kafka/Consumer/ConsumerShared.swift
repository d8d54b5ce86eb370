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

  struct Reader {
    /// `nil` for all.
    let topics: Set<String>?
    let continuation: CheckedContinuation<RecordBatch?, any Error>

    func wants(_ topic: String) -> Bool { topics?.contains(topic) ?? true }
  }

  struct State {
    var delivery: DeliveryState
    /// Set when the sequence has ended: `.success` by closing, `.failure` by an error.
    var end: Result<Void, any Error>?
    var readers: [Int: Reader] = [:]
    var readerOrder: [Int] = []
    var cancelledReaders: Set<Int> = []
    var endWaiters: [Int: EndWaiter] = [:]
    /// Of a group's member; `nil` without a group, which nobody can be put out of.
    var stallWatch: StallWatch?
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

  init(options: ConsumerOptions, commits: Bool) throws(KafkaError) {
    wakeup = try Wakeup()
    state = Mutex(State(delivery: DeliveryState(options: options, commits: commits)))
  }

  // MARK: Called by the application

  func next(of topics: Set<String>?) async throws -> RecordBatch? {
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
          if let batch = state.delivery.takeBatch(of: topics) { return .success(batch) }
          state.readers[id] = Reader(topics: topics, continuation: continuation)
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
      reader?.continuation.resume(returning: nil)
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

  func fenceAll() {
    state.withLock { $0.delivery.fence(Array($0.delivery.partitions.keys)) }
  }

  // MARK: Called by the consumer's thread

  func deliver(_ batch: RecordBatch) {
    let handOff = state.withLock { state -> (Reader, RecordBatch)? in
      guard state.end == nil else { return nil }
      state.delivery.received(batch)
      return state.takeHandOff(of: batch.topic)
    }
    if let (reader, batch) = handOff { reader.continuation.resume(returning: batch) }
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
        return ([Reader](), [EndWaiter]())
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
    for reader in readers { reader.continuation.resume(with: end.map { nil }) }
    let error: any Error =
      switch end {
      case .success: KafkaError(code: .closed)
      case .failure(let error): error
      }
    for waiter in waiters { waiter.continuation.resume(throwing: error) }
  }
}

extension ConsumerShared.State {
  /// The reader that has waited longest for a topic's batches, and the batch it gets.
  mutating func takeHandOff(of topic: String) -> (ConsumerShared.Reader, RecordBatch)? {
    guard let index = readerOrder.firstIndex(where: { readers[$0]?.wants(topic) ?? false }),
      let batch = delivery.takeBatch(of: [topic]),
      let reader = readers.removeValue(forKey: readerOrder[index])
    else { return nil }
    readerOrder.remove(at: index)
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

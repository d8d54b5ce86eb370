import CRdKafka
package import Logging
import Metrics
import Observability
import Synchronization
import WorkQueue

/// Consumes records in batches, with bounded work in flight, and commits only what is completed in sequence.
///
/// ```swift
/// let consumer = try KafkaConsumer(configuration: kafka, group: "workers", topics: ["tasks.bulk"], logger: log)
/// for try await batch in consumer.batches {
///   …
///   consumer.complete(batch)
/// }
/// await consumer.close(deadline: .seconds(10))
/// ```
///
/// Every record that was delivered must be completed, in any order and from any thread; until then it holds
/// credit of its topic and its partition's window, and the committed offset stays at or below it.
package final class KafkaConsumer: Sendable {
  let client: Mutex<ClientHandle?>
  private let destroyed: Gate
  private let shared: ConsumerShared
  private let mode: ConsumerMode
  let calls = BlockingCalls(label: "kafka-consumer-calls")
  private let logger: Logger
  private let staleCompletions = MetricCatalog.staleCompletions.counter()

  /// Joins a group and shares the topics' partitions with its other members.
  ///
  /// - Parameters:
  ///   - instanceID: A name that survives restarts, so that a restart within the session time-out causes no
  ///     rebalance.
  package convenience init(
    configuration: KafkaConfiguration, group: String, topics: [String], instanceID: String? = nil,
    options: ConsumerOptions = ConsumerOptions(), hooks: ConsumerHooks = ConsumerHooks(), logger: Logger
  ) throws {
    try self.init(
      configuration: configuration, mode: .group(id: group, topics: topics, instanceID: instanceID),
      options: options, hooks: hooks, logger: logger)
  }

  /// Reads given partitions without being a member of any group, and commits nothing.
  package convenience init(
    configuration: KafkaConfiguration, assigning partitions: [TopicPartition: StartOffset],
    options: ConsumerOptions = ConsumerOptions(), hooks: ConsumerHooks = ConsumerHooks(), logger: Logger
  ) throws {
    try self.init(
      configuration: configuration, mode: .assign(partitions), options: options, hooks: hooks,
      logger: logger)
  }

  private init(
    configuration: KafkaConfiguration, mode: ConsumerMode, options: ConsumerOptions, hooks: ConsumerHooks,
    logger: Logger
  ) throws {
    let shared = try ConsumerShared(options: options, commits: mode.isGroup)
    let handle = try ClientHandle(
      role: .consumer, configuration: configuration, extra: mode.settings,
      events: RD_KAFKA_EVENT_REBALANCE | RD_KAFKA_EVENT_OFFSET_COMMIT | RD_KAFKA_EVENT_ERROR
        | RD_KAFKA_EVENT_STATS, logger: logger)
    try ConsumerLoop(
      client: handle, shared: shared, mode: mode, options: options, hooks: hooks, logger: logger
    ).start()
    self.shared = shared
    self.mode = mode
    self.logger = logger
    destroyed = handle.destroyed
    client = Mutex(handle)
  }

  deinit {
    shared.state.withLock { $0.isAbandoned = true }
    requestClose(at: .now + .seconds(2))
  }

  // MARK: Records

  /// The records, in batches; it ends when the consumer is closed and throws when it cannot go on.
  ///
  /// Several tasks may iterate; each batch goes to one of them. Batches of an epoch that passed while they
  /// waited are left out.
  package var batches: RecordBatches { RecordBatches(shared: shared) }

  /// The batches of some topics, as a sequence of their own: its readers never wait for, and never take, what
  /// belongs to other topics. Each topic of the consumer needs a reader.
  package func batches(of topics: Set<String>) -> RecordBatches {
    RecordBatches(shared: shared, topics: topics)
  }

  /// Completes all records of a batch.
  @discardableResult
  package func complete(_ batch: RecordBatch) -> CompletionOutcome {
    guard batch.count > 0 else { return .accepted(OffsetCompletion()) }
    let first = batch.firstOffset
    let last = batch.lastOffset
    if last - first == Int64(batch.count - 1) {
      return complete(batch.topicPartition, epoch: batch.epoch, offsets: first...last)
    }
    return complete(batch.topicPartition, epoch: batch.epoch, offsets: batch.offsets)
  }

  /// Completes contiguous offsets.
  @discardableResult
  package func complete(
    _ partition: TopicPartition, epoch: Int, offsets: ClosedRange<Int64>
  ) -> CompletionOutcome {
    counted(shared.complete(partition, epoch: epoch) { $0.complete(offsets) })
  }

  /// Completes offsets in any order.
  @discardableResult
  package func complete(
    _ partition: TopicPartition, epoch: Int, offsets: [Int64]
  ) -> CompletionOutcome {
    counted(shared.complete(partition, epoch: epoch) { $0.complete(offsets) })
  }

  /// Whether an epoch is still the partition's current one: work of a passed epoch need not be started.
  package func isCurrent(_ partition: TopicPartition, epoch: Int) -> Bool {
    shared.state.withLock { $0.delivery.isCurrent(partition, epoch: epoch) }
  }

  /// Whether work of an epoch may still be made known to others: to be asked right before results are sent.
  ///
  /// A process that was stopped for longer than its session must not send what it had in hand when it goes on. So
  /// this waits, for some milliseconds as a rule, while the consumer's own thread has not run for that long: once it
  /// runs, it first ends every epoch.
  ///
  /// - Returns: false when the epoch has passed, or the task was cancelled meanwhile.
  package func mayDeliver(_ partition: TopicPartition, epoch: Int) async -> Bool {
    while true {
      let (isCurrent, isFresh) = shared.state.withLock { state in
        (
          state.delivery.isCurrent(partition, epoch: epoch),
          state.stallWatch?.isFresh(at: .now) ?? true
        )
      }
      if !isCurrent || isFresh { return isCurrent }
      do { try await Task.sleep(for: .milliseconds(10)) } catch { return false }
    }
  }

  private func counted(_ outcome: CompletionOutcome) -> CompletionOutcome {
    if outcome == .stale { staleCompletions.increment() }
    return outcome
  }

  /// Says that records of an epoch will not be completed here, because the application is stopping: neither closing
  /// nor a revocation waits for them, and whoever has the partition next gets them.
  package func giveBack(_ partition: TopicPartition, epoch: Int, count: Int) {
    shared.state.withLock { $0.delivery.giveBack(partition, epoch: epoch, count: count) }
    shared.wakeup.signal()
  }

  // MARK: Position

  /// Continues a partition elsewhere, under a new epoch; everything in flight of the old one becomes stale.
  ///
  /// - Returns: The new epoch.
  @discardableResult
  package func seek(
    _ partition: TopicPartition, to offset: StartOffset, deadline: Duration = .seconds(10)
  ) async throws -> Int {
    if offset == .committed {
      throw KafkaError(
        code: .state, reason: "cannot seek to the committed offset", topic: partition.topic,
        partition: partition.partition)
    }
    return try await withCheckedThrowingContinuation { continuation in
      let isOpen = shared.state.withLock { state in
        guard !state.isThreadDone, state.closeDeadline == nil else { return false }
        state.seeks.append(
          .init(
            partition: partition, offset: offset, deadline: .now + deadline, continuation: continuation))
        return true
      }
      if isOpen { shared.wakeup.signal() } else { continuation.resume(throwing: KafkaError(code: .closed)) }
    }
  }

  /// The assigned partitions and how far they are.
  package var assignment: [TopicPartition: PartitionStatus] {
    shared.state.withLock { $0.delivery.status() }
  }

  /// How many completions came too late, since the consumer was created.
  package var staleCompletionCount: Int { shared.state.withLock { $0.delivery.staleCompletions } }

  /// Records delivered or about to be, and not completed.
  package var incompleteCount: Int { shared.state.withLock { $0.delivery.totalCount } }

  /// The group's committed offsets of the assigned partitions, as the broker knows them.
  package func committed(deadline: Duration = .seconds(10)) async throws -> [TopicPartition: Int64] {
    let handle = try handle()
    let partitions = Array(assignment.keys)
    return try await calls.run(until: .now + deadline) {
      let list = PartitionList(partitions)
      let error = rd_kafka_committed(handle.pointer, list.pointer, deadline.milliseconds)
      guard error == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(error) }
      var result: [TopicPartition: Int64] = [:]
      for element in list.elements() where element.offset >= 0 {
        result[element.topicPartition] = element.offset
      }
      return result
    }
  }

  /// Waits until every record that the assigned partitions held when this was called has been completed.
  ///
  /// For reading a control topic before starting work.
  package func caughtUp(deadline: Duration) async throws {
    let end = ContinuousClock.now + deadline
    let handle = try handle()
    let partitions = Array(assignment.keys)
    let targets = try await calls.run(until: end) {
      var targets: [TopicPartition: Int64] = [:]
      for partition in partitions {
        targets[partition] = try Watermarks.query(partition, client: handle, until: end).high
      }
      return targets
    }
    let id = shared.state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    let expiry = Task { [shared] in
      try await Task.sleep(until: end, clock: .continuous)
      let waiter = shared.state.withLock { $0.endWaiters.removeValue(forKey: id) }
      waiter?.continuation.resume(throwing: KafkaError(code: .deadlineExceeded, reason: "end not reached"))
    }
    defer { expiry.cancel() }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        let now: Result<Void, any Error>? = shared.state.withLock { state in
          if state.hasReached(targets) { return .success(()) }
          if state.end != nil { return .failure(KafkaError(code: .closed)) }
          if .now >= end { return .failure(KafkaError(code: .deadlineExceeded, reason: "end not reached")) }
          if Task.isCancelled { return .failure(CancellationError()) }
          state.endWaiters[id] = .init(targets: targets, continuation: continuation)
          return nil
        }
        if let now { continuation.resume(with: now) }
      }
    } onCancel: {
      let waiter = shared.state.withLock { $0.endWaiters.removeValue(forKey: id) }
      waiter?.continuation.resume(throwing: CancellationError())
    }
  }

  // MARK: Closing

  /// Ends the sequence, waits for records in flight to be completed, commits and leaves the group.
  ///
  /// It returns by the deadline even when the broker does not answer.
  ///
  /// - Returns: Whether everything was finished in time.
  @discardableResult
  package func close(deadline: Duration = .seconds(10)) async -> Bool {
    let end = ContinuousClock.now + deadline
    requestClose(at: end)
    let isThreadDone = await shared.threadDone.wait(until: end + .milliseconds(500))
    // Whatever its thread still does, nothing is completed any more.
    if !isThreadDone { shared.fenceAll() }
    client.withLock { $0 = nil }
    let isDone = isThreadDone ? await destroyed.wait(until: end + .milliseconds(500)) : false
    if !isDone {
      logger.warning("the Kafka consumer did not close in time and is left to its thread")
    }
    return isDone
  }

  private func requestClose(at end: ContinuousClock.Instant) {
    shared.state.withLock { state in
      state.closeDeadline = state.closeDeadline.map { min($0, end) } ?? end
    }
    shared.wakeup.signal()
  }

  private func handle() throws(KafkaError) -> ClientHandle {
    guard let handle = client.withLock({ $0 }) else { throw KafkaError(code: .closed) }
    return handle
  }
}

import CRdKafka
import Foundation
import Logging
import Metrics
import Observability
import Synchronization

/// The consumer's thread: it alone polls, rebalances, consumes, seeks and commits.
///
/// `@unchecked Sendable`: created by one thread and then handed to the consumer's thread by `start`, after
/// which only that thread touches it.
final class ConsumerLoop: @unchecked Sendable {
  let client: ClientHandle
  let shared: ConsumerShared
  let mode: ConsumerMode
  let options: ConsumerOptions
  let hooks: ConsumerHooks
  let logger: Logger

  /// The group's queue: rebalances, commit results, errors, statistics. Never records.
  var eventQueue: OpaquePointer?
  var partitions: [AssignedPartition] = []
  var nextCommit: ContinuousClock.Instant
  var isCommitting = false
  /// After a commit was refused it is not asked for again at once.
  var nextUrgentCommit = ContinuousClock.now
  var committingEpochs: [TopicPartition: Int] = [:]
  var pendingSeeks: [ConsumerShared.SeekRequest] = []
  /// Partitions given up after a stall, and when to take them up again unless a rebalance comes first.
  var restart: (partitions: [TopicPartition], time: ContinuousClock.Instant)?
  var isFinished = false
  var isClosing = false
  private var statistics = StatisticsReporter()
  private let buffer: MessageBuffer
  private var firstPartition = 0

  init(
    client: ClientHandle, shared: ConsumerShared, mode: ConsumerMode, options: ConsumerOptions,
    hooks: ConsumerHooks, logger: Logger
  ) {
    self.client = client
    self.shared = shared
    self.mode = mode
    self.options = options
    self.hooks = hooks
    self.logger = logger
    buffer = MessageBuffer(
      capacity: ([options.defaults] + options.topics.values).map(\.maxBatchRecords).max() ?? 1)
    nextCommit = .now + options.commitInterval
  }

  /// Subscribes or assigns, and starts the thread.
  func start() throws(KafkaError) {
    rd_kafka_poll_set_consumer(client.pointer)
    guard let queue = rd_kafka_queue_get_consumer(client.pointer) else {
      throw KafkaError(code: .state, reason: "the client has no consumer queue")
    }
    eventQueue = queue
    var payload: UInt8 = 1
    rd_kafka_queue_io_event_enable(queue, shared.wakeup.writeEnd, &payload, 1)
    switch mode {
    case .group(_, let topics, _):
      let limit = client.milliseconds(of: "session.timeout.ms") ?? .seconds(10)
      shared.state.withLock { $0.stallWatch = StallWatch(limit: limit, now: .now) }
      let list = PartitionList(topics.map { TopicPartition(topic: $0, partition: -1) })
      let error = rd_kafka_subscribe(client.pointer, list.pointer)
      if error != RD_KAFKA_RESP_ERR_NO_ERROR {
        destroyEventQueue()
        throw KafkaError(error, reason: "cannot subscribe to \(topics.joined(separator: ", "))")
      }
    case .assign(let starts):
      if let error = assign(starts) {
        destroyEventQueue()
        throw error
      }
    }
    let thread = Thread { self.run() }
    thread.name = "kafka-consumer"
    thread.start()
  }

  private func run() {
    while true {
      hooks.onTurn?()
      if !noteTurn() { fenceAfterStall() }
      let (closeDeadline, seeks) = shared.state.withLock { state in
        defer { state.seeks = [] }
        return (state.closeDeadline, state.seeks)
      }
      pendingSeeks += seeks
      if let closeDeadline {
        performClose(deadline: closeDeadline)
        return
      }
      serveEvents()
      restartAfterStall()
      serveSeeks()
      let isBusy = isFinished ? false : drainPartitions()
      let isUrgent =
        !isCommitting && .now >= nextUrgentCommit && shared.state.withLock { $0.delivery.wantsCommit }
      if isUrgent || ContinuousClock.now >= nextCommit { commitInBackground() }
      if !isBusy { shared.wakeup.wait(milliseconds: pendingSeeks.isEmpty ? 100 : 10) }
    }
  }

  // MARK: Events

  func serveEvents() {
    guard let eventQueue else { return }
    while let event = rd_kafka_queue_poll(eventQueue, 0) {
      serve(event)
      rd_kafka_event_destroy(event)
    }
  }

  func serve(_ event: OpaquePointer) {
    switch rd_kafka_event_type(event) {
    case RD_KAFKA_EVENT_REBALANCE:
      rebalance(
        rd_kafka_event_error(event),
        partitions: PartitionList.elements(of: rd_kafka_event_topic_partition_list(event)).map(
          \.topicPartition))
    case RD_KAFKA_EVENT_OFFSET_COMMIT:
      isCommitting = false
      commitFinished(event)
    case RD_KAFKA_EVENT_ERROR:
      report(client.fatalError ?? KafkaError(event: event))
    case RD_KAFKA_EVENT_STATS:
      if let json = rd_kafka_event_stats(event) { statistics.report(json: json) }
    default:
      break
    }
  }

  /// Logs and counts an error, and ends the sequence when nothing can come after it.
  func report(_ error: KafkaError) {
    MetricCatalog.consumerErrors.counter([("code", error.code.name)]).increment()
    // A consumer that never joins its group does not need the right to.
    let isForeign = !mode.isGroup && error.code == .init(RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED)
    let isEnd =
      error.isFatal || error.code.isAuthorization || error.code == .init(RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET)
    if isEnd, !isForeign {
      logger.error("consumer stopped", metadata: ["error": "\(error)"])
      finish(.failure(error))
    } else {
      logger.warning("consumer error", metadata: ["error": "\(error)"])
    }
  }

  func finish(_ end: Result<Void, any Error>) {
    isFinished = true
    shared.finish(end)
  }

  // MARK: Records

  /// Takes at most one batch of every partition; returns whether there may be more to take now.
  private func drainPartitions() -> Bool {
    guard !partitions.isEmpty else { return false }
    var isBusy = false
    // Starting with another partition each time shares the common credits out.
    firstPartition = (firstPartition + 1) % partitions.count
    for step in 0..<partitions.count {
      let partition = partitions[(firstPartition + step) % partitions.count]
      guard rd_kafka_queue_length(partition.queue) > 0 else { continue }
      let credit = shared.state.withLock { $0.delivery.credit(for: partition.topicPartition) }
      guard credit.records > 0 else { continue }
      let taken = buffer.take(from: partition, records: credit.records, bytes: credit.bytes)
      if let batch = taken.batch { deliver(batch, of: partition) }
      if let end = taken.endOffset {
        shared.caughtUp(partition.topicPartition, epoch: partition.epoch, to: end)
      }
      for error in taken.errors { report(error) }
      if taken.mayHaveMore { isBusy = true }
      if isFinished { return false }
    }
    return isBusy
  }

  private func deliver(_ batch: RecordBatch, of partition: AssignedPartition) {
    var batch = batch
    if let epoch = shared.state.withLock({ $0.delivery.beginEpoch(ifWentBack: batch) }) {
      let place = partition.topicPartition
      logger.warning("a partition's offsets went back", metadata: ["partition": "\(place)"])
      partition.epoch = epoch
      batch.epoch = epoch
      hooks.onAssignmentChange?(.lost([place]))
      hooks.onAssignmentChange?(.assigned([place: epoch]))
    }
    shared.deliver(batch)
  }

  // MARK: Seeking

  private func serveSeeks() {
    guard !pendingSeeks.isEmpty else { return }
    pendingSeeks = pendingSeeks.filter { !serve($0) }
  }

  /// Returns whether the request is answered.
  private func serve(_ request: ConsumerShared.SeekRequest) -> Bool {
    guard let partition = partitions.first(where: { $0.topicPartition == request.partition }) else {
      request.continuation.resume(throwing: Self.notAssigned(request.partition))
      return true
    }
    let list = PartitionList()
    list.add(request.partition, offset: request.offset.value)
    let failure =
      KafkaError.take(rd_kafka_seek_partitions(client.pointer, list.pointer, 1000))
      ?? list.elements().first?.error
    if let failure {
      // Until fetching has started the partition cannot seek; librdkafka says so, or does not answer.
      let passing: [KafkaError.Code] = [.state, .timedOut, .init(RD_KAFKA_RESP_ERR__PREV_IN_PROGRESS)]
      let mayRetry = passing.contains(failure.code)
      if mayRetry, .now < request.deadline { return false }
      request.continuation.resume(throwing: failure)
      return true
    }
    partition.epoch = shared.state.withLock {
      $0.delivery.assign(request.partition, start: request.offset)
    }
    request.continuation.resume(returning: partition.epoch)
    return true
  }

  static func notAssigned(_ partition: TopicPartition) -> KafkaError {
    KafkaError(code: .notAssigned, topic: partition.topic, partition: partition.partition)
  }

  func destroyEventQueue() {
    guard let queue = eventQueue else { return }
    rd_kafka_queue_io_event_enable(queue, -1, nil, 0)
    rd_kafka_queue_destroy(queue)
    eventQueue = nil
  }
}

import WorkQueue

/// What was delivered, what is incomplete, and what may be taken next. Pure: no locks, no Kafka.
struct DeliveryState {
  struct Partition {
    var tracker: OffsetTracker
    var isRevoking = false
    /// Set when the window filled up, cleared when a good part of it is free: records then move in batches.
    var isBlocked = false
    var committed: Int64?
  }

  let options: ConsumerOptions
  private(set) var partitions: [TopicPartition: Partition] = [:]
  private(set) var buffer = BatchBuffer()
  private(set) var totalCount = 0
  private(set) var totalBytes = 0
  private(set) var staleCompletions = 0
  private var isTotalBlocked = false
  private var lastEpoch = 0
  /// Whether the consumer's thread waits for something that a completion can bring.
  var wantsWakeup = false

  init(options: ConsumerOptions) {
    self.options = options
  }

  // MARK: Assignment

  mutating func assign(_ partition: TopicPartition, start: StartOffset) -> Int {
    fence([partition])
    lastEpoch += 1
    partitions[partition] = Partition(
      tracker: OffsetTracker(epoch: lastEpoch, startOffset: start.known))
    return lastEpoch
  }

  /// Stops delivery of partitions; records nobody has seen are taken back.
  mutating func beginRevoking(_ revoked: [TopicPartition]) {
    let set = Set(revoked)
    for partition in revoked { partitions[partition]?.isRevoking = true }
    for (partition, offset) in buffer.remove(where: { set.contains($0) }) {
      guard let dropped = partitions[partition]?.tracker.discard(from: offset) else { continue }
      totalCount -= dropped.count
      totalBytes -= dropped.bytes
    }
  }

  /// Ends the epochs of partitions.
  mutating func fence(_ fenced: [TopicPartition]) {
    let set = Set(fenced)
    _ = buffer.remove(where: { set.contains($0) })
    for partition in fenced {
      guard let state = partitions.removeValue(forKey: partition) else { continue }
      totalCount -= state.tracker.incompleteCount
      totalBytes -= state.tracker.incompleteBytes
    }
  }

  func incompleteCount(of partitions: [TopicPartition]) -> Int {
    partitions.reduce(0) { $0 + (self.partitions[$1]?.tracker.incompleteCount ?? 0) }
  }

  func isCurrent(_ partition: TopicPartition, epoch: Int) -> Bool {
    partitions[partition]?.tracker.epoch == epoch
  }

  // MARK: Credits

  /// How many records may be taken from a partition now, and about how many bytes.
  mutating func credit(for partition: TopicPartition) -> (records: Int, bytes: Int) {
    guard let state = partitions[partition], !state.isRevoking else { return (0, 0) }
    if isTotalBlocked || totalCount >= options.maxRecords || totalBytes >= options.maxBytes,
      state.tracker.incompleteCount == 0
    {
      // Records that wait for those of another partition must not keep them out.
      return (
        min(options.maxBatchRecords, options.window.incomplete), options.maxBatchBytes
      )
    }
    if isTotalBlocked {
      guard totalCount <= options.maxRecords / 4 * 3, totalBytes <= options.maxBytes / 4 * 3 else {
        wantsWakeup = true
        return (0, 0)
      }
      isTotalBlocked = false
    }
    let left = options.maxRecords - totalCount
    guard left > 0, totalBytes < options.maxBytes else {
      isTotalBlocked = true
      wantsWakeup = true
      return (0, 0)
    }
    let room = state.tracker.room(in: options.window)
    let wanted =
      state.isBlocked
      ? max(1, min(options.maxBatchRecords, min(options.window.incomplete, options.window.span) / 2)) : 1
    guard room >= wanted else {
      partitions[partition]?.isBlocked = true
      wantsWakeup = true
      return (0, 0)
    }
    partitions[partition]?.isBlocked = false
    return (
      min(room, left, options.maxBatchRecords), min(options.maxBytes - totalBytes, options.maxBatchBytes)
    )
  }

  // MARK: Records

  /// - Returns: The epoch that the partition is in now. Offsets that go back mean that the log was cut off or
  ///   made anew; that begins a new epoch, so that nothing of the old log completes records of the new one.
  mutating func received(_ batch: RecordBatch) -> Int {
    var batch = batch
    let partition = batch.topicPartition
    guard var tracker = partitions[partition]?.tracker, tracker.epoch == batch.epoch else {
      return batch.epoch
    }
    if let next = tracker.nextExpected, batch.firstOffset < next {
      batch.epoch = assign(partition, start: .offset(batch.firstOffset))
      tracker = OffsetTracker(epoch: batch.epoch, startOffset: batch.firstOffset)
    }
    let before = (tracker.incompleteCount, tracker.incompleteBytes)
    let first = batch.firstOffset
    let last = batch.lastOffset
    // Taken out meanwhile, so that it is changed in place and not copied.
    partitions[partition]?.tracker = OffsetTracker(epoch: batch.epoch, startOffset: nil)
    if last - first == Int64(batch.count - 1) {
      tracker.received(offsets: first...last, bytes: batch.byteCount)
    } else {
      tracker.received(offsets: batch.offsets, bytes: batch.byteCount)
    }
    totalCount += tracker.incompleteCount - before.0
    totalBytes += tracker.incompleteBytes - before.1
    partitions[partition]?.tracker = tracker
    buffer.append(batch)
    return batch.epoch
  }

  mutating func caughtUp(_ partition: TopicPartition, epoch: Int, to offset: Int64) {
    guard isCurrent(partition, epoch: epoch) else { return }
    partitions[partition]?.tracker.caughtUp(to: offset)
  }

  mutating func takeBatch() -> RecordBatch? { buffer.popFirst() }

  mutating func complete(
    _ partition: TopicPartition, epoch: Int, with body: (inout OffsetTracker) -> OffsetCompletion
  ) -> CompletionOutcome {
    guard partitions[partition]?.tracker.epoch == epoch,
      let result = partitions[partition].map({ _ in complete(partition, with: body) })
    else {
      staleCompletions += 1
      return .stale
    }
    totalCount -= result.completed
    totalBytes -= result.bytes
    return .accepted(result)
  }

  private mutating func complete(
    _ partition: TopicPartition, with body: (inout OffsetTracker) -> OffsetCompletion
  ) -> OffsetCompletion {
    guard let index = partitions.index(forKey: partition) else { return OffsetCompletion() }
    return body(&partitions.values[index].tracker)
  }

  // MARK: Commit

  /// Low watermarks that are not committed yet.
  func uncommitted(of selection: [TopicPartition]? = nil) -> [TopicPartition: (epoch: Int, offset: Int64)] {
    var result: [TopicPartition: (epoch: Int, offset: Int64)] = [:]
    for (partition, state) in partitions where selection?.contains(partition) ?? true {
      guard let mark = state.tracker.lowWatermark, mark != state.committed else { continue }
      result[partition] = (state.tracker.epoch, mark)
    }
    return result
  }

  mutating func committed(_ partition: TopicPartition, epoch: Int, offset: Int64) {
    guard isCurrent(partition, epoch: epoch) else { return }
    partitions[partition]?.committed = offset
  }

  func status() -> [TopicPartition: PartitionStatus] {
    partitions.mapValues { state in
      PartitionStatus(
        epoch: state.tracker.epoch, lowWatermark: state.tracker.lowWatermark,
        nextExpected: state.tracker.nextExpected, committed: state.committed,
        incompleteCount: state.tracker.incompleteCount, incompleteBytes: state.tracker.incompleteBytes,
        span: state.tracker.span, fullness: state.tracker.fullness(of: options.window),
        isRevoking: state.isRevoking)
    }
  }
}

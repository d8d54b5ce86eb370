package import WorkQueue

/// What was delivered, what is incomplete, and what may be taken next. Pure: no locks, no Kafka.
///
/// Every topic has a lane of its own: its credits and the batches of it that nobody has seen.
package struct DeliveryState: Sendable {
  struct Partition {
    var tracker: OffsetTracker
    var isRevoking = false
    /// Set when the window filled up, cleared when a good part of it is free: records then move in batches.
    var isBlocked = false
    var committed: Int64?
    /// What a member that takes the partition over would begin with, where that is known: committed, or the start.
    var restart: Int64?
    /// Records that will not be completed here.
    var givenBack = 0

    /// Records, and gaps between them, that would be delivered again after a crash now.
    var exposed: Int64 {
      guard let restart, let next = tracker.nextExpected else { return 0 }
      return max(0, next - restart)
    }
  }

  struct Lane {
    let options: TopicOptions
    var buffer = BatchBuffer()
    var count = 0
    var bytes = 0
    /// Set when the credit is used up, cleared when a good part of it is free.
    var isBlocked = false

    var isExhausted: Bool { count >= options.maxRecords || bytes >= options.maxBytes }
    var isMostlyFree: Bool { count <= options.maxRecords / 4 * 3 && bytes <= options.maxBytes / 4 * 3 }
  }

  private let options: ConsumerOptions
  /// Whether offsets are committed at all.
  private let commits: Bool
  /// Whether so much is uncommitted that the next commit should not wait for its time.
  package private(set) var wantsCommit = false
  private(set) var partitions: [TopicPartition: Partition] = [:]
  private var lanes: [String: Lane] = [:]
  package private(set) var staleCompletions = 0
  private var lastEpoch = 0
  private var lastArrival = 0
  /// Whether the consumer's thread waits for something that a completion can bring.
  package var wantsWakeup = false

  /// - Parameter commits: whether low watermarks are committed; what is not bounds what is delivered then.
  package init(options: ConsumerOptions, commits: Bool = false) {
    self.options = options
    self.commits = commits
  }

  /// Records delivered or about to be, and not completed.
  package var totalCount: Int { lanes.values.reduce(0) { $0 + $1.count } }

  // MARK: Assignment

  /// Starts a new epoch of a partition and ends the one before.
  package mutating func assign(_ partition: TopicPartition, start: StartOffset) -> Int {
    fence([partition])
    lastEpoch += 1
    partitions[partition] = Partition(
      tracker: OffsetTracker(epoch: lastEpoch, startOffset: start.known), restart: start.known)
    if lanes[partition.topic] == nil {
      lanes[partition.topic] = Lane(options: options.options(of: partition.topic))
    }
    return lastEpoch
  }

  /// Stops delivery of partitions; records nobody has seen are taken back.
  package mutating func beginRevoking(_ revoked: [TopicPartition]) {
    for partition in revoked { partitions[partition]?.isRevoking = true }
    for (partition, offset) in removeBuffered(of: revoked) {
      guard let dropped = partitions[partition]?.tracker.discard(from: offset) else { continue }
      lanes[partition.topic]?.count -= dropped.count
      lanes[partition.topic]?.bytes -= dropped.bytes
    }
  }

  /// Ends the epochs of partitions.
  package mutating func fence(_ fenced: [TopicPartition]) {
    _ = removeBuffered(of: fenced)
    for partition in fenced {
      guard let state = partitions.removeValue(forKey: partition) else { continue }
      lanes[partition.topic]?.count -= state.tracker.incompleteCount
      lanes[partition.topic]?.bytes -= state.tracker.incompleteBytes
    }
  }

  /// Removes the batches that nobody has seen and returns the first offset removed of each partition.
  private mutating func removeBuffered(of removed: [TopicPartition]) -> [TopicPartition: Int64] {
    let set = Set(removed)
    var firsts: [TopicPartition: Int64] = [:]
    for topic in Set(removed.map(\.topic)) {
      guard let found = lanes[topic]?.buffer.remove(where: { set.contains($0) }) else { continue }
      firsts.merge(found) { first, _ in first }
    }
    return firsts
  }

  /// Records that a revocation of partitions waits for: those of held topics are given back as they are.
  package func awaitedCount(of partitions: [TopicPartition]) -> Int {
    partitions.reduce(0) { sum, partition in
      guard lanes[partition.topic]?.options.isHeld == false else { return sum }
      guard let state = self.partitions[partition] else { return sum }
      return sum + max(0, state.tracker.incompleteCount - state.givenBack)
    }
  }

  /// Records that will not be completed: nobody waits for them, and whoever has the partition next gets them.
  package mutating func giveBack(_ partition: TopicPartition, epoch: Int, count: Int) {
    guard isCurrent(partition, epoch: epoch) else { return }
    partitions[partition]?.givenBack += count
  }

  package func isCurrent(_ partition: TopicPartition, epoch: Int) -> Bool {
    partitions[partition]?.tracker.epoch == epoch
  }

  // MARK: Credits

  /// How many records may be taken from a partition now, and about how many bytes.
  package mutating func credit(for partition: TopicPartition) -> (records: Int, bytes: Int) {
    guard let state = partitions[partition], !state.isRevoking, let lane = lanes[partition.topic] else {
      return (0, 0)
    }
    let limits = lane.options
    let room = room(of: state, in: limits.window)
    if lane.isBlocked || lane.isExhausted, state.tracker.incompleteCount == 0, room > 0 {
      // Records that wait for those of another partition must not keep them out.
      return (min(limits.maxBatchRecords, room), limits.maxBatchBytes)
    }
    let isBlocked = lane.isExhausted || (lane.isBlocked && !lane.isMostlyFree)
    lanes[partition.topic]?.isBlocked = isBlocked
    guard !isBlocked else {
      wantsWakeup = true
      return (0, 0)
    }
    let wanted =
      state.isBlocked
      ? max(1, min(limits.maxBatchRecords, min(limits.window.incomplete, limits.window.span) / 2)) : 1
    guard room >= wanted else {
      partitions[partition]?.isBlocked = true
      wantsWakeup = true
      return (0, 0)
    }
    partitions[partition]?.isBlocked = false
    return (
      min(room, limits.maxRecords - lane.count, limits.maxBatchRecords),
      min(limits.maxBytes - lane.bytes, limits.maxBatchBytes)
    )
  }

  /// What is not committed would be done again after a crash, so that it holds room as what is incomplete does.
  private mutating func room(of state: Partition, in window: OffsetWindow) -> Int {
    let room = state.tracker.room(in: window)
    guard commits else { return room }
    let exposed = Int(clamping: state.exposed)
    if exposed > window.span / 2 { wantsCommit = true }
    return max(0, min(room, window.span - exposed))
  }

  // MARK: Records

  /// Offsets that go back mean that the log was cut off or made anew; that begins a new epoch, so that nothing of
  /// the old log completes records of the new one.
  ///
  /// - Returns: The new epoch, if one began; the batch belongs to it.
  package mutating func beginEpoch(ifWentBack batch: RecordBatch) -> Int? {
    guard let tracker = partitions[batch.topicPartition]?.tracker, tracker.epoch == batch.epoch,
      let next = tracker.nextExpected, batch.firstOffset < next
    else { return nil }
    return assign(batch.topicPartition, start: .offset(batch.firstOffset))
  }

  /// Takes in a batch of a current epoch.
  package mutating func received(_ batch: RecordBatch) {
    let partition = batch.topicPartition
    guard var tracker = partitions[partition]?.tracker, tracker.epoch == batch.epoch else { return }
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
    partitions[partition]?.tracker = tracker
    if partitions[partition]?.restart == nil { partitions[partition]?.restart = first }
    lastArrival += 1
    lanes[partition.topic]?.count += tracker.incompleteCount - before.0
    lanes[partition.topic]?.bytes += tracker.incompleteBytes - before.1
    lanes[partition.topic]?.buffer.append(batch, arrival: lastArrival)
  }

  package mutating func caughtUp(_ partition: TopicPartition, epoch: Int, to offset: Int64) {
    guard isCurrent(partition, epoch: epoch) else { return }
    partitions[partition]?.tracker.caughtUp(to: offset)
  }

  /// Takes the batch that arrived first.
  ///
  /// - Parameter topics: Those whose batches are asked for; `nil` for all.
  package mutating func takeBatch(of topics: Set<String>? = nil) -> RecordBatch? {
    var oldest: (topic: String, arrival: Int)?
    for (topic, lane) in lanes where topics?.contains(topic) ?? true {
      guard let arrival = lane.buffer.firstArrival, arrival < oldest?.arrival ?? .max else { continue }
      oldest = (topic, arrival)
    }
    return oldest.flatMap { lanes[$0.topic]?.buffer.popFirst() }
  }

  package mutating func complete(
    _ partition: TopicPartition, epoch: Int, with body: (inout OffsetTracker) -> OffsetCompletion
  ) -> CompletionOutcome {
    guard let index = partitions.index(forKey: partition),
      partitions.values[index].tracker.epoch == epoch
    else {
      staleCompletions += 1
      return .stale
    }
    let result = body(&partitions.values[index].tracker)
    lanes[partition.topic]?.count -= result.completed
    lanes[partition.topic]?.bytes -= result.bytes
    return .accepted(result)
  }

  // MARK: Commit

  /// Low watermarks that are not committed yet.
  mutating func uncommitted(
    of selection: [TopicPartition]? = nil
  ) -> [TopicPartition: (epoch: Int, offset: Int64)] {
    wantsCommit = false
    var result: [TopicPartition: (epoch: Int, offset: Int64)] = [:]
    for (partition, state) in partitions where selection?.contains(partition) ?? true {
      guard let mark = state.tracker.lowWatermark, mark != state.committed else { continue }
      result[partition] = (state.tracker.epoch, mark)
    }
    return result
  }

  package mutating func committed(_ partition: TopicPartition, epoch: Int, offset: Int64) {
    guard isCurrent(partition, epoch: epoch) else { return }
    partitions[partition]?.committed = offset
    partitions[partition]?.restart = offset
  }

  package func status() -> [TopicPartition: PartitionStatus] {
    partitions.reduce(into: [:]) { result, entry in
      let (partition, state) = entry
      let window = options.options(of: partition.topic).window
      result[partition] = PartitionStatus(
        epoch: state.tracker.epoch, lowWatermark: state.tracker.lowWatermark,
        nextExpected: state.tracker.nextExpected, committed: state.committed,
        incompleteCount: state.tracker.incompleteCount, incompleteBytes: state.tracker.incompleteBytes,
        span: state.tracker.span, fullness: state.tracker.fullness(of: window), isRevoking: state.isRevoking)
    }
  }
}

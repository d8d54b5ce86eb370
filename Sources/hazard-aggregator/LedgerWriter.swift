import Faults
import Fleet
import Inspection
import Kafka
import Ledger
import Logging
import Metrics
import Observability
import ProgramSupport
import Traces

/// Writes what arrives into the ledger, one transaction after the other.
///
/// Results may overtake the opening of their campaign, which travels on another topic: they wait until control
/// has told of it. What control does not tell of when it is read to its end is written all the same, and the ledger
/// rejects it.
struct LedgerWriter {
  let store: any LedgerStore
  let consumer: KafkaConsumer
  let admin: KafkaAdmin
  let topics: TopicLayout
  let positions: StartPositions
  let health: HealthState
  /// Nil where nothing is traced.
  let exporter: SpanExporter?
  let logger: Logger

  private var pending: [TopicPartition: PendingPartition] = [:]
  /// Campaigns that the ledger has opened.
  private var known: Set<String> = []
  private var failures = 0

  private static let databaseCondition = "database"
  /// In one transaction.
  private static let maximumRecords = 20_000
  private static let patience = Duration.seconds(10)

  init(
    store: any LedgerStore, consumer: KafkaConsumer, admin: KafkaAdmin, topics: TopicLayout,
    positions: StartPositions, health: HealthState, exporter: SpanExporter?, logger: Logger
  ) {
    self.store = store
    self.consumer = consumer
    self.admin = admin
    self.topics = topics
    self.positions = positions
    self.health = health
    self.exporter = exporter
    self.logger = logger
  }

  /// Runs until the inbox is finished and all that can be written is.
  mutating func run(_ inbox: Inbox) async throws {
    var wakeups = inbox.makeWakeupIterator()
    while true {
      let arrived = inbox.takeAll()
      for batch in arrived ?? [] { enqueue(batch) }
      dropPassedEpochs()
      do {
        try await learnCampaigns()
        if try await writeReady() { continue }
        if arrived == nil { return giveBackWaiting() }
        if pending.values.contains(where: { !$0.batches.isEmpty }) {
          try await Task.sleep(for: .milliseconds(100))
          try await releaseOrphans()
        } else {
          await inbox.waitForMore(&wakeups)
        }
      } catch  where Self.isDatabaseTrouble(error) {
        // Whoever stops does not wait for the database.
        if arrived == nil { return giveBackWaiting() }
        try await waitForDatabase(error)
      }
    }
  }

  /// Whether it may pass: the database is locked, its disk is full, or the like.
  private static func isDatabaseTrouble(_ error: any Error) -> Bool {
    !(error is LedgerError || error is KafkaError || error is CancellationError)
  }

  private mutating func enqueue(_ batch: DecodedBatch) {
    let partition = batch.batch.topicPartition
    pending[partition, default: PendingPartition()].add(batch, start: positions[partition] ?? 0)
  }

  private mutating func dropPassedEpochs() {
    for (partition, queue) in pending where !consumer.isCurrent(partition, epoch: queue.epoch) {
      pending[partition] = nil
    }
  }

  /// Looks up the campaigns that the waiting results belong to.
  private mutating func learnCampaigns() async throws {
    for queue in pending.values {
      for batch in queue.batches {
        for campaign in batch.campaigns where !known.contains(campaign) {
          if try await store.limits(ofCampaign: campaign) != nil { known.insert(campaign) }
        }
      }
    }
  }

  /// - Returns: false when nothing could be written.
  private mutating func writeReady() async throws -> Bool {
    var slices: [LedgerSlice] = []
    var counts: [TopicPartition: Int] = [:]
    var room = Self.maximumRecords
    // Control first: an opening lets the results that wait for it in.
    for partition in pending.keys.sorted(by: isBefore) where room > 0 {
      guard let slice = takeSlice(partition, atMost: room, &counts) else { continue }
      room -= slice.records.count
      slices.append(slice)
    }
    guard !slices.isEmpty else { return false }
    do {
      let started = ContinuousClock.now
      let begin = Span.now()
      let change = try await store.apply(slices, at: .now)
      FaultPlan.pass(.ledgerCommitted)
      report(change, took: .now - started)
      for slice in slices { settle(slice, count: counts, since: begin) }
      failures = 0
    } catch let error as LedgerError where error.code == .staleOffset {
      try await followLedger(error)
    }
    return true
  }

  private func isBefore(_ a: TopicPartition, _ b: TopicPartition) -> Bool {
    func rank(_ partition: TopicPartition) -> Int {
      partition.topic == topics.control ? 0 : partition.topic == topics.registers ? 1 : 2
    }
    return (rank(a), a) < (rank(b), b)
  }

  private mutating func takeSlice(
    _ partition: TopicPartition, atMost room: Int, _ counts: inout [TopicPartition: Int]
  ) -> LedgerSlice? {
    guard var queue = pending[partition] else { return nil }
    let count = queue.readyCount(atMost: room, known: known)
    if count == 0, !queue.batches.isEmpty, queue.waitingSince == nil { queue.waitingSince = .now }
    pending[partition] = queue
    guard count > 0 else { return nil }
    counts[partition] = count
    return LedgerSlice(
      partition, expectedOffset: queue.nextOffset, batches: queue.batches.prefix(count))
  }

  /// - Parameter begin: when the transaction began, in nanoseconds since 1970.
  private mutating func settle(_ slice: LedgerSlice, count: [TopicPartition: Int], since begin: UInt64) {
    let partition = TopicPartition(topic: slice.stream.topic, partition: slice.stream.partition)
    guard let count = count[partition], let queue = pending[partition] else { return }
    for batch in queue.batches.prefix(count) {
      consumer.complete(batch.batch)
      trace(batch, since: begin)
    }
    pending[partition]?.removeFirst(count, nextOffset: slice.nextOffset)
    // A topic that begins anew begins an epoch without an assignment: what it brings comes next here.
    positions.note(partition, slice.nextOffset)
  }

  private func trace(_ batch: DecodedBatch, since begin: UInt64) {
    guard let exporter else { return }
    for index in batch.batch.indicesWithHeaders {
      guard let parent = batch.batch.trace(at: index), case .result(let result) = batch.records[index].entry
      else { continue }
      var span = Span(
        "apply", .consumer, of: parent, begin: begin, attributes: batch.batch.traceAttributes(at: index))
      span.attributes["hazardfleet.campaign"] = .text(result.campaign)
      span.attributes["hazardfleet.seq"] = .number(Int64(clamping: result.seq))
      exporter.record(span.ended())
    }
  }

  /// Another aggregator wrote this partition meanwhile: go on from where the ledger stands.
  private mutating func followLedger(_ error: LedgerError) async throws {
    guard let stream = error.stream else { throw error }
    let partition = TopicPartition(topic: stream.topic, partition: stream.partition)
    logger.notice("another aggregator moved a partition", metadata: ["partition": "\(partition)"])
    pending[partition] = nil
    guard let epoch = consumer.assignment[partition]?.epoch else { return }
    // Until the seek has succeeded nothing of this epoch may be written: it does not begin where the ledger stands.
    while consumer.isCurrent(partition, epoch: epoch) {
      do {
        let position = try positions.refresh(partition)
        try await consumer.seek(partition, to: .offset(position))
        return
      } catch  where (error as? KafkaError)?.isFatal != true {
        logger.warning(
          "a partition cannot be followed", metadata: ["partition": "\(partition)", "error": "\(error)"])
        try await Task.sleep(for: .milliseconds(200))
      }
    }
  }

  private mutating func waitForDatabase(_ error: any Error) async throws {
    failures += 1
    logger.error("the ledger cannot be written", metadata: ["error": "\(error)", "attempt": "\(failures)"])
    health.setNotReady(Self.databaseCondition, reason: "\(error)")
    try await Task.sleep(for: .milliseconds(min(5_000, 100 << min(failures, 6))))
  }

  private func report(_ change: LedgerChange, took: Duration) {
    health.setReady(Self.databaseCondition)
    IngestMetrics.applied.recordNanoseconds(Int64(took / .nanoseconds(1)))
    IngestMetrics.inserted.increment(by: change.resultsInserted)
    IngestMetrics.duplicates.increment(by: change.duplicates)
    IngestMetrics.hazards.increment(by: change.hazardsTouched)
    IngestMetrics.rejected.increment(by: change.rejected)
    for campaign in change.completed {
      logger.notice("campaign complete", metadata: ["campaign": "\(campaign)"])
    }
  }

  /// Lets results go whose campaign was not opened although control is read to its end.
  private mutating func releaseOrphans() async throws {
    let late = pending.filter { $0.value.waitingSince.map { .now - $0 > Self.patience } ?? false }
    guard !late.isEmpty else { return }
    let control = TopicPartition(topic: topics.control, partition: 0)
    let end: Int64
    do {
      end = try await admin.watermarks(of: [control])[control]?.high ?? 0
    } catch let error as KafkaError where !error.isFatal {
      return logger.warning("the end of control is not known", metadata: ["error": "\(error)"])
    }
    guard try store.position(of: LedgerStream(control)) >= end else { return }
    try await learnCampaigns()
    for partition in late.keys {
      pending[partition]?.release()
      logger.warning("results of an unknown campaign are rejected", metadata: ["partition": "\(partition)"])
    }
  }

  /// On the way out: the next start reads them again, since the ledger's position stands before them.
  private mutating func giveBackWaiting() {
    for queue in pending.values {
      for batch in queue.batches { consumer.complete(batch.batch) }
    }
    pending.removeAll()
  }
}

private enum IngestMetrics {
  static let applied = MetricCatalog.batchApplyDuration.timer()
  static let inserted = MetricCatalog.resultsInserted.counter()
  static let duplicates = MetricCatalog.duplicates.counter()
  static let hazards = MetricCatalog.hazardsTouched.counter()
  static let rejected = MetricCatalog.recordsRejected.counter()
}

import Kafka
import Ledger

/// The batches of one partition that wait to be written, and where the ledger is known to stand.
struct PendingPartition {
  private(set) var batches: [DecodedBatch] = []
  private(set) var epoch = -1
  /// The offset that the ledger wants next.
  private(set) var nextOffset: Int64 = 0
  /// Since when the first batch has waited for its campaign to be opened.
  var waitingSince: ContinuousClock.Instant?
  /// How many of the first batches wait for no opening any more.
  private var released = 0

  /// - Parameter start: where the ledger stood when the batch's epoch began.
  mutating func add(_ batch: DecodedBatch, start: Int64) {
    if batch.batch.epoch > epoch {
      self = PendingPartition()
      epoch = batch.batch.epoch
      nextOffset = start
    }
    if batch.batch.epoch == epoch { batches.append(batch) }
  }

  mutating func removeFirst(_ count: Int, nextOffset: Int64) {
    batches.removeFirst(count)
    released = max(0, released - count)
    self.nextOffset = nextOffset
    waitingSince = nil
  }

  /// What waits now need not wait for openings any longer: the ledger rejects what belongs to no campaign.
  mutating func release() {
    released = batches.count
    waitingSince = nil
  }

  /// How many batches may be written: those before the first with a campaign that is not known yet.
  ///
  /// - Parameter limit: of records; the last batch may exceed it.
  func readyCount(atMost limit: Int, known: Set<String>) -> Int {
    var records = 0
    for (index, batch) in batches.enumerated() {
      if records >= limit { return index }
      guard index < released || batch.campaigns.isSubset(of: known) else { return index }
      records += batch.records.count
    }
    return batches.count
  }
}

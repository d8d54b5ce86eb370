import Inspection
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
    self.nextOffset = nextOffset
    waitingSince = nil
  }

  /// Turns results that belong to no campaign into rejected records, so that they no longer wait.
  mutating func rejectResults(ofUnknown isUnknown: (String) -> Bool) {
    for batch in batches.indices {
      for index in batches[batch].records.indices {
        guard case .result(let result) = batches[batch].records[index].entry, isUnknown(result.campaign)
        else { continue }
        batches[batch].reject(index, reason: "no campaign \(result.campaign) was opened")
      }
    }
    waitingSince = nil
  }

  /// Rejects what lies beyond its campaign.
  ///
  /// - Returns: how many batches may be written: those before the first with a campaign that is not known yet.
  mutating func readyCount(atMost limit: Int, limits: [String: CampaignLimits]) -> Int {
    var records = 0
    for index in batches.indices {
      if records >= limit { return index }
      guard batches[index].check(limits) else { return index }
      records += batches[index].records.count
    }
    return batches.count
  }
}

extension DecodedBatch {
  fileprivate mutating func reject(_ index: Int, reason: String) {
    records[index].entry = .rejected(reason: reason, value: batch.value(at: index) ?? [])
  }

  /// - Returns: false when a result belongs to a campaign without limits.
  fileprivate mutating func check(_ limits: [String: CampaignLimits]) -> Bool {
    for index in records.indices {
      guard case .result(let result) = records[index].entry else { continue }
      guard let limit = limits[result.campaign] else { return false }
      guard result.seq < limit.tasks, (result.items.last?.upperBound ?? 0) <= limit.items else {
        reject(index, reason: "campaign \(result.campaign) has no seq \(result.seq) with these items")
        continue
      }
    }
    return true
  }

  /// The campaigns of the batch's results.
  var campaigns: Set<String> {
    var campaigns: Set<String> = []
    var last = ""
    for record in records {
      guard case .result(let result) = record.entry, result.campaign != last else { continue }
      last = result.campaign
      campaigns.insert(last)
    }
    return campaigns
  }
}

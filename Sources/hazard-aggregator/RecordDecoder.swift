import Inspection
import Kafka
import Ledger
import LedgerIntake

/// Records of one partition, understood.
struct DecodedBatch: Sendable {
  let batch: RecordBatch
  let records: [LedgerRecord]
  /// The campaigns of the batch's results.
  let campaigns: Set<String>

  /// - Throws: `LedgerError` with code `damagedLog` for a topic that holds none of the ledger's records;
  ///   `NewerRecord`.
  init(decoding batch: RecordBatch) throws {
    guard let role = RecordRole(topic: batch.topic) else {
      throw LedgerError(.damagedLog, "topic \(batch.topic) holds none of the ledger's records")
    }
    var records: [LedgerRecord] = []
    records.reserveCapacity(batch.count)
    var campaigns: Set<String> = []
    var last = ""
    try batch.visitRecords { record in
      let entry = EntryDecoder.entry(role, key: record.key, value: record.value)
      if case .rejected = entry,
        let version = EntryDecoder.newerVersion(role, key: record.key, value: record.value)
      {
        throw NewerRecord(place: batch.topicPartition, offset: record.offset, version: version)
      }
      records.append(LedgerRecord(offset: record.offset, entry: entry))
      guard case .result(let result) = entry, result.campaign != last else { return }
      last = result.campaign
      campaigns.insert(last)
    }
    self.batch = batch
    self.records = records
    self.campaigns = campaigns
  }
}

/// A record of a later release. Rejecting it would lose it, so whoever meets it stops before it: the ledger's position stands
/// before it, and an aggregator that understands it goes on from there.
struct NewerRecord: Error, CustomStringConvertible {
  let place: TopicPartition
  let offset: Int64
  /// What it is written in.
  let version: String

  var description: String {
    "\(place) at offset \(offset) is of a later release (\(version)); nothing of it was lost: start that release's aggregator"
  }
}

extension LedgerSlice {
  /// Consecutive batches of one partition.
  init(_ partition: TopicPartition, expectedOffset: Int64, batches: some Collection<DecodedBatch>) {
    var raw = RawRecords()
    // A record's framing takes some bytes beside its key and value.
    raw.reserveCapacity(batches.reduce(0) { $0 + $1.batch.byteCount + 10 * $1.batch.count })
    var records: [LedgerRecord] = []
    var nextOffset = expectedOffset
    for batch in batches {
      batch.batch.visitRecords { raw.append(offset: $0.offset, key: $0.key, value: $0.value) }
      records += batch.records
      nextOffset = batch.batch.lastOffset + 1
    }
    self.init(
      stream: LedgerStream(partition), expectedOffset: expectedOffset, nextOffset: nextOffset,
      records: records, raw: raw)
  }
}

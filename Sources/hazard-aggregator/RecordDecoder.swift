import Fleet
import Kafka
import Ledger
import Wire

/// Records of one partition, understood.
struct DecodedBatch: Sendable {
  var batch: RecordBatch
  var records: [LedgerRecord]
}

/// Turns records into ledger entries. What cannot be read becomes a rejected entry with its bytes.
struct RecordDecoder: Sendable {
  let topics: TopicLayout

  func decode(_ batch: RecordBatch) -> DecodedBatch {
    DecodedBatch(
      batch: batch,
      records: batch.indices.map { index in
        LedgerRecord(offset: batch.offset(at: index), entry: entry(batch, index))
      })
  }

  private func entry(_ batch: RecordBatch, _ index: Int) -> LedgerEntry {
    batch.withValue(at: index) { bytes in
      guard let bytes else { return .none }
      do throws(WireError) {
        switch batch.topic {
        case topics.results: return .result(try ResultCodec.decode(bytes))
        case topics.registers:
          let record = try RegisterRecord(decoding: bytes)
          return .register(regions: record.regions, sites: record.sites)
        default: return try control(bytes, key: batch.key(at: index) ?? [])
        }
      } catch {
        return .rejected(reason: error.description, value: Array(bytes))
      }
    }
  }

  private func control(_ bytes: UnsafeRawBufferPointer, key: [UInt8]) throws(WireError) -> LedgerEntry {
    let key = String(decoding: key, as: UTF8.self)
    switch try ControlRecord(decoding: bytes, key: key) {
    case .checklist(let checklist):
      return .checklist(checklist, digest: ControlKey.checklistDigest(key) ?? "")
    case .opening(let opening): return .opening(opening)
    case .progress: return .none
    case .seal(let seal):
      return .seal(
        campaign: seal.campaign, taskCount: seal.taskCount, taskDigest: seal.taskDigest, at: seal.sealedAt)
    case .cancellation(let cancellation): return .cancellation(cancellation)
    }
  }
}

package import Ledger
import Wire

/// Turns records into ledger entries. What cannot be read becomes a rejected entry.
package enum EntryDecoder {
  /// - Parameters:
  ///   - key: nil for none.
  ///   - value: nil for a tombstone.
  package static func entry(
    _ role: RecordRole, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?
  ) -> LedgerEntry {
    guard let value else { return .none }
    do throws(WireError) {
      switch role {
      case .results: return .result(try ResultCodec.decode(value))
      case .registers:
        let record = try RegisterRecord(decoding: value)
        return .register(regions: record.regions, sites: record.sites)
      case .control: return try control(value, key: key.map { String(decoding: $0, as: UTF8.self) } ?? "")
      case .commands: return CommandRecord.entry(value)
      }
    } catch {
      return .rejected(reason: error.description)
    }
  }

  /// What a record that became a rejected entry is written in, where a later release would understand it.
  ///
  /// - Returns: nil for every other record.
  package static func newerVersion(
    _ role: RecordRole, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?
  ) -> String? {
    guard let value else { return nil }
    do throws(WireError) {
      switch role {
      case .results: _ = try ResultCodec.decode(value)
      case .registers: _ = try RegisterRecord(decoding: value)
      case .control: _ = try control(value, key: key.map { String(decoding: $0, as: UTF8.self) } ?? "")
      case .commands: break
      }
      return nil
    } catch {
      return error.code == .newerVersion ? error.description : nil
    }
  }

  private static func control(_ value: UnsafeRawBufferPointer, key: String) throws(WireError) -> LedgerEntry {
    switch try ControlRecord(decoding: value, key: key) {
    case .checklist(let checklist):
      // The record was held against its key, whose end is the digest.
      return .checklist(checklist, digest: key.split(separator: "/").last.map(String.init) ?? "")
    case .opening(let opening): return .opening(opening)
    case .progress: return .none
    case .seal(let seal):
      return .seal(
        campaign: seal.campaign, taskCount: seal.taskCount, taskDigest: seal.taskDigest, at: seal.sealedAt)
    case .cancellation(let cancellation): return .cancellation(cancellation)
    case .policy(let policy): return .policy(policy)
    }
  }
}

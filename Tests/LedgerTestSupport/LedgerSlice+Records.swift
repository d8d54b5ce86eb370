import Inspection
package import Ledger
import LedgerIntake
package import SQLLedger
import Wire

extension LedgerSlice {
  /// A slice of consecutive offsets, with the records that these entries are decoded from.
  package init(_ topic: String, partition: Int32 = 0, from offset: Int64, _ entries: [LedgerEntry]) throws {
    var raw = RawRecords()
    for (index, entry) in entries.enumerated() {
      let (key, value) = try entry.encoded()
      key.withUnsafeBytes { key in
        if let value {
          value.withUnsafeBytes { raw.append(offset: offset + Int64(index), key: key, value: $0) }
        } else {
          raw.append(offset: offset + Int64(index), key: key, value: nil)
        }
      }
    }
    self.init(
      stream: LedgerStream(topic: topic, partition: partition), expectedOffset: offset,
      nextOffset: offset + Int64(entries.count),
      records: entries.enumerated().map {
        LedgerRecord(offset: offset + Int64($0.offset), entry: $0.element)
      },
      raw: raw)
  }
}

extension LedgerEntry {
  /// What cannot be decoded as anything.
  package static let garbage = LedgerEntry.rejected(reason: "garbage")
  package static let garbageBytes: [UInt8] = [0xFF, 0xFF]

  fileprivate func encoded() throws -> (key: [UInt8], value: [UInt8]?) {
    switch self {
    case .checklist(let checklist, _): try Self.control(.checklist(checklist))
    case .opening(let opening): try Self.control(.opening(opening))
    case .seal(let campaign, let taskCount, let taskDigest, let at):
      try Self.control(
        .seal(.init(campaign: campaign, taskCount: taskCount, taskDigest: taskDigest, sealedAt: at)))
    case .cancellation(let cancellation): try Self.control(.cancellation(cancellation))
    case .policy(let policy): try Self.control(.policy(policy))
    case .register(let regions, let sites):
      ([], try RegisterRecord(digest: "", regions: regions, sites: sites).encoded())
    case .result(let result): (Array("key".utf8), ResultCodec.encode(result))
    case .command(let command): ([], try CommandRecord(command).encoded())
    case .acceptance(let acceptance): ([], try CommandRecord(acceptance).encoded())
    case .report(let report): ([], try CommandRecord(report).encoded())
    case .accident(let command): ([], try CommandRecord(command).encoded())
    case .team(let command): ([], try CommandRecord(command).encoded())
    case .submission(let submission): ([], try CommandRecord(submission).encoded())
    case .clock(let time): ([], try CommandRecord(clock: time).encoded())
    case .rejected: ([], Self.garbageBytes)
    case .none: ([], nil)
    }
  }

  private static func control(_ record: ControlRecord) throws -> (key: [UInt8], value: [UInt8]?) {
    (Array(try record.key().utf8), try record.encoded())
  }
}

extension SQLLedger {
  /// Applies at a time that does not matter.
  package func apply(_ slices: [LedgerSlice]) async throws -> LedgerChange {
    try await apply(slices, at: Timestamp(milliseconds: 1_000))
  }

  /// The digest of a ledger made anew from this one's log.
  package func rebuiltDigest(at path: String) async throws -> String {
    let state = try await logState()
    let rebuilt = try LedgerKind.open(path, isScratch: true)
    try await LedgerRebuild.replay(self, through: state.end, into: rebuilt)
    defer { try? rebuilt.close() }
    let broken = try await rebuilt.verify()
    return broken.isEmpty ? try await rebuilt.digest() : broken.joined(separator: "; ")
  }
}

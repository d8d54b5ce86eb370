import Foundation
import GRDB
import Inspection
import Ledger

/// One transaction of the ledger.
struct IngestRun {
  let db: Database
  var names: NameCache
  var change = LedgerChange()
  var counters = CounterDeltas()
  var hazards: [HazardID: PendingHazard] = [:]
  /// Campaigns that may have become complete, by row id.
  var touchedCampaigns: Set<Int64> = []

  init(db: Database, names: NameCache) {
    self.db = db
    self.names = names
  }

  mutating func apply(_ slices: [LedgerSlice]) throws -> LedgerChange {
    for slice in slices {
      try advance(slice)
      for record in slice.records { try apply(record, of: slice.stream) }
    }
    try counters.write(to: db)
    try writeHazards()
    try completeCampaigns()
    return change
  }

  /// Compare-and-set: whoever does not stand where the ledger stands has lost the partition.
  private func advance(_ slice: LedgerSlice) throws {
    let stream = slice.stream
    if slice.expectedOffset == 0 {
      try db.cachedStatement(sql: "INSERT OR IGNORE INTO stream VALUES (?, ?, 0)")
        .execute(arguments: [stream.topic, stream.partition])
    }
    try db.cachedStatement(
      sql: "UPDATE stream SET next_offset = ? WHERE topic = ? AND partition = ? AND next_offset = ?"
    ).execute(arguments: [slice.nextOffset, stream.topic, stream.partition, slice.expectedOffset])
    guard db.changesCount == 1 else {
      throw LedgerError(
        .staleOffset,
        "the ledger does not stand at \(slice.expectedOffset) of \(stream.topic)/\(stream.partition)",
        stream: stream)
    }
  }

  private mutating func apply(_ record: LedgerRecord, of stream: LedgerStream) throws {
    switch record.entry {
    case .none, .cancellation: break
    case .checklist(let checklist, let digest): try write(checklist, digest: digest)
    case .opening(let opening):
      if let reason = try open(opening) { try reject(record.offset, of: stream, reason: reason) }
    case .seal(let campaign, let taskCount, let taskDigest, let at):
      let reason = try seal(campaign, taskCount: taskCount, taskDigest: taskDigest, at: at)
      if let reason { try reject(record.offset, of: stream, reason: reason) }
    case .register(let regions, let sites):
      for region in regions { try write(region) }
      for site in sites { try write(site) }
    case .result(let result): try apply(result)
    case .rejected(let reason, let value):
      try reject(record.offset, of: stream, reason: reason, value: value)
    }
  }

  private mutating func reject(
    _ offset: Int64, of stream: LedgerStream, reason: String, value: [UInt8] = []
  ) throws {
    try db.cachedStatement(sql: "INSERT OR IGNORE INTO rejected VALUES (?, ?, ?, ?, ?)")
      .execute(arguments: [stream.topic, stream.partition, offset, reason, Data(value)])
    change.rejected += db.changesCount
  }

  private mutating func completeCampaigns() throws {
    let statement = try db.cachedStatement(
      sql: """
        UPDATE campaign SET completed_at = ? WHERE id = ? AND completed_at IS NULL
          AND sealed_at IS NOT NULL AND checked + dead + cancelled = tasks RETURNING code
        """)
    let now = Int64(Date().timeIntervalSince1970 * 1_000)
    for id in touchedCampaigns.sorted() {
      let code = try String.fetchOne(statement, arguments: [now, id])
      if let code { change.completed.append(code) }
    }
  }
}

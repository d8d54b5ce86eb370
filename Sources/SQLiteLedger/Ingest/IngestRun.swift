import Faults
import Foundation
import GRDB
import Inspection
import Ledger

/// One transaction of the ledger.
struct IngestRun {
  let db: Database
  let statements: IngestStatements
  /// Of the application.
  let time: Timestamp
  var names: NameCache
  var change = LedgerChange()
  var counters = CounterDeltas()
  var tallies = TallyDeltas()
  var hazards: [HazardID: PendingHazard] = [:]
  /// Inspections with new findings whose checklist has combinations.
  var inspections: Set<InspectionKey> = []
  /// The type of the site, of inspections with new findings that are judged by it.
  var inspectedTypes: [InspectionKey: String] = [:]
  /// Campaigns that may have become complete, by row id.
  var touchedCampaigns: Set<Int64> = []
  /// What re-inspections said, in the order of arrival.
  var reinspections: [ReinspectionVerdict] = []
  /// What was said of reports, in the order of arrival.
  var reportVerdicts: [ReportVerdict] = []
  /// Hazards whose risk is accepted, by site; nil before they were looked up.
  var acceptedRisks: [Int64: [AcceptedRisk]]?

  init(db: Database, time: Timestamp, names: NameCache) throws {
    self.db = db
    statements = try IngestStatements(db)
    self.time = time
    self.names = names
    if case .unknown = names.policy { self.names.policy = .known(try PolicyInForce.fetch(db)) }
  }

  mutating func apply(_ slices: [LedgerSlice]) throws -> LedgerChange {
    for slice in slices {
      try advance(slice)
      try log(slice)
      var values = RecordValues(slice.raw)
      for (index, record) in slice.records.enumerated() {
        guard let reason = try apply(record.entry, at: record.offset) else { continue }
        try reject(record.offset, of: slice.stream, reason: reason, value: try values.value(at: index))
      }
    }
    try counters.write(to: db)
    try writeHazards()
    // Before combinations change what was counted.
    try tallies.write(to: db)
    try writeInspectedTypes()
    try combine()
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
      sql: "UPDATE stream SET next_offset = ? WHERE topic = ? AND partition = ? AND (next_offset = ? OR ?)"
    ).execute(
      arguments: [
        slice.nextOffset, stream.topic, stream.partition, slice.expectedOffset,
        FaultPlan.mutation == .noCompareAndSet,
      ])
    guard db.changesCount == 1 else {
      throw LedgerError(
        .staleOffset,
        "the ledger does not stand at \(slice.expectedOffset) of \(stream.topic)/\(stream.partition)",
        stream: stream)
    }
  }

  private func log(_ slice: LedgerSlice) throws {
    guard slice.raw.count == slice.records.count else {
      throw LedgerError(
        .damagedLog, "a slice of \(slice.records.count) records has \(slice.raw.count) to be logged",
        stream: slice.stream)
    }
    try db.cachedStatement(sql: "INSERT INTO log VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)").execute(
      arguments: [
        slice.stream.topic, slice.stream.partition, slice.expectedOffset, slice.nextOffset, time.milliseconds,
        slice.raw.count, Data(slice.raw.bytes),
      ])
  }

  /// - Returns: why the entry cannot be used; nil when it was.
  private mutating func apply(_ entry: LedgerEntry, at offset: Int64) throws -> String? {
    switch entry {
    case .none: break
    case .checklist(let checklist, let digest): try write(checklist, digest: digest)
    case .opening(let opening): return try open(opening)
    case .seal(let campaign, let taskCount, let taskDigest, let at):
      return try seal(campaign, taskCount: taskCount, taskDigest: taskDigest, at: at)
    case .cancellation(let cancellation): return try cancel(cancellation)
    case .policy(let policy): return try publish(policy)
    case .register(let regions, let sites):
      for region in regions { try write(region) }
      for site in sites { try write(site) }
    case .result(let result): return try apply(result)
    case .command(let command): try carryOut(command, offset: offset)
    case .acceptance(let acceptance): try accept(acceptance)
    case .report(let report): try file(report, offset: offset)
    case .accident(let command): try note(command, offset: offset)
    case .team(let command): try arrange(command)
    case .clock(let time): try letPass(until: time)
    case .rejected(let reason): return reason
    }
    return nil
  }

  private mutating func reject(
    _ offset: Int64, of stream: LedgerStream, reason: String, value: ArraySlice<UInt8>
  ) throws {
    try db.cachedStatement(sql: "INSERT INTO rejected VALUES (NULL, ?, ?, ?, ?, ?)")
      .execute(arguments: [stream.topic, stream.partition, offset, reason, Data(value)])
    change.rejected += 1
  }

  mutating func completeCampaigns() throws {
    let statement = try db.cachedStatement(
      sql: """
        UPDATE campaign SET completed_at = ? WHERE id = ? AND completed_at IS NULL
          AND (sealed_at IS NOT NULL OR cancelled_at IS NOT NULL) AND checked + dead + cancelled = tasks
        RETURNING code
        """)
    for id in touchedCampaigns.sorted() {
      let code = try String.fetchOne(statement, arguments: [time.milliseconds, id])
      if let code { change.completed.append(code) }
    }
  }
}

/// The values of a slice's records, asked for in ascending order by the few that are rejected.
private struct RecordValues {
  private let bytes: [UInt8]
  private var cursor: RawRecords.Cursor
  private var next = 0

  init(_ raw: RawRecords) {
    bytes = raw.bytes
    cursor = raw.makeCursor()
  }

  /// Empty for a tombstone.
  mutating func value(at index: Int) throws -> ArraySlice<UInt8> {
    while next < index, try cursor.next() != nil { next += 1 }
    next += 1
    return try cursor.next()?.value.map { bytes[$0] } ?? []
  }
}

import Faults
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
  var inspected = InspectionDeltas()
  var hazards: [HazardID: PendingHazard] = [:]
  /// Inspections with new findings whose checklist has combinations.
  var inspections: Set<InspectionKey> = []
  /// The type of the site, of inspections with new findings that are judged by it.
  var inspectedTypes: [InspectionKey: String] = [:]
  /// Whether sites changed that other processes may remember.
  var changesSites = false
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
    try self.names.forgetWhatOthersChanged(db)
  }

  /// How many results are taken in together.
  private static let together = 500

  mutating func apply(_ slices: [LedgerSlice]) throws -> LedgerChange {
    for slice in slices {
      try advance(slice)
      try log(slice)
      var values = RecordValues(slice.raw)
      var rest = slice.records[...]
      while let first = rest.first {
        let results = rest.prefix(Self.together).prefix { $0.entry.result != nil }
        let taken = results.isEmpty ? rest.prefix(1) : results
        let reasons = try results.isEmpty ? [apply(first.entry, at: first.offset)] : apply(results)
        for (index, reason) in zip(taken.indices, reasons) {
          guard let reason else { continue }
          try reject(
            slice.records[index].offset, of: slice.stream, reason: reason,
            value: try values.value(at: index))
        }
        rest = rest.dropFirst(taken.count)
      }
    }
    try counters.write(to: db)
    try inspected.write(to: db)
    try writeHazards()
    // Before combinations change what was counted.
    try tallies.write(to: db)
    try writeInspectedTypes()
    try combine()
    try completeCampaigns()
    if changesSites { try names.raiseRevision(db) }
    return change
  }

  /// Compare-and-set: whoever does not stand where the ledger stands has lost the partition.
  private func advance(_ slice: LedgerSlice) throws {
    let stream = slice.stream
    if slice.expectedOffset == 0 {
      try db.cachedStatement(sql: "INSERT INTO stream VALUES (?, ?, 0) ON CONFLICT DO NOTHING")
        .execute(arguments: [stream.topic, stream.partition])
    }
    try db.cachedStatement(
      sql: "UPDATE stream SET next_offset = ? WHERE topic = ? AND partition = ? AND (next_offset = ? OR ?)"
    ).execute(
      arguments: [
        slice.nextOffset, stream.topic, stream.partition, slice.expectedOffset,
        FaultPlan.mutation == .noCompareAndSet,
      ])
    guard try db.changesCount == 1 else {
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
    try db.cachedStatement(
      sql: """
        INSERT INTO log (topic, partition, expected_offset, next_offset, applied_at, records, data)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        slice.stream.topic, slice.stream.partition, slice.expectedOffset, slice.nextOffset, time.milliseconds,
        slice.raw.count, slice.raw.bytes,
      ])
  }

  /// - Returns: why the entry cannot be used; nil when it was.
  private mutating func apply(_ entry: LedgerEntry, at offset: Int64) throws -> String? {
    switch entry {
    // Results are taken in together, elsewhere.
    case .none, .result: break
    case .checklist(let checklist, let digest): try write(checklist, digest: digest)
    case .opening(let opening): return try open(opening)
    case .seal(let campaign, let taskCount, let taskDigest, let at):
      return try seal(campaign, taskCount: taskCount, taskDigest: taskDigest, at: at)
    case .cancellation(let cancellation): return try cancel(cancellation)
    case .policy(let policy): return try publish(policy)
    case .register(let regions, let sites):
      for region in regions { try write(region) }
      try write(sites)
    case .command(let command): try carryOut(command, offset: offset)
    case .acceptance(let acceptance): try accept(acceptance)
    case .report(let report): try file(report, offset: offset)
    case .accident(let command): try note(command, offset: offset)
    case .team(let command): try arrange(command)
    case .submission(let submission): try take(submission, offset: offset)
    case .clock(let time): try letPass(until: time)
    case .rejected(let reason): return reason
    }
    return nil
  }

  private mutating func reject(
    _ offset: Int64, of stream: LedgerStream, reason: String, value: ArraySlice<UInt8>
  ) throws {
    try db.cachedStatement(
      sql: "INSERT INTO rejected (topic, partition, record_offset, reason, value) VALUES (?, ?, ?, ?, ?)"
    ).execute(arguments: [stream.topic, stream.partition, offset, reason, Array(value)])
    change.rejected += 1
  }

  /// Inserts a row, and returns its id.
  func insert(_ sql: String, _ arguments: StatementArguments) throws -> Int64 {
    guard let id = try Int64.fetchOne(try db.cachedStatement(sql: sql), arguments: arguments) else {
      throw LedgerError(.damagedLog, "a row was inserted and has no id")
    }
    return id
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

extension LedgerEntry {
  var result: TaskResult? {
    if case .result(let result) = self { result } else { nil }
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

import Inspection
package import Ledger

extension SQLLedger: LedgerLog {
  package func logState(foundEnd: @escaping @Sendable (Int64, Int) -> Void) async throws -> LedgerLogState {
    try await database.readLatest { db in
      let row = try Row.fetchOne(db, sql: "SELECT MAX(id), SUM(records) FROM log")
      let (end, records) = (row?[0] ?? 0 as Int64, row?[1] ?? 0 as Int)
      foundEnd(end, records)
      return LedgerLogState(digest: try Self.digest(db), end: end, records: records)
    }
  }

  package func loggedSlices(after id: Int64, through end: Int64, limit: Int) async throws -> [LoggedSlice] {
    try await database.readLatest { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT id, topic, partition, expected_offset, next_offset, applied_at, records, data
          FROM log WHERE id > ? AND id <= ? ORDER BY id LIMIT ?
          """, arguments: [id, end, limit]
      ).map { row in
        LoggedSlice(
          id: row[0], stream: LedgerStream(topic: row[1], partition: row[2]), expectedOffset: row[3],
          nextOffset: row[4], appliedAt: Timestamp(milliseconds: row[5]),
          raw: RawRecords(bytes: row[7], count: row[6]))
      }
    }
  }
}

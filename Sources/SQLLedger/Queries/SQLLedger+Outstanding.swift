import Inspection
package import Ledger

extension SQLLedger {
  package func outstanding(_ query: OutstandingQuery) async throws -> OutstandingPage? {
    try await database.read { db in
      let campaign = try Row.fetchOne(
        db, sql: "SELECT id, tasks, checked + dead + cancelled, dead FROM campaign WHERE code = ?",
        arguments: [query.campaign])
      guard let campaign else { return nil }
      let (tasks, ended, dead): (Int, Int, Int) = (campaign[1], campaign[2], campaign[3])
      let limit = min(max(1, query.limit), OutstandingQuery.maximumLimit)
      var ranges: [ClosedRange<UInt64>]
      switch query.kind {
      case .missing where ended == tasks: ranges = []
      case .missing:
        ranges = try Self.missing(db, campaign[0], query, beyond: limit)
        if ranges.count <= limit, let tail = try Self.tail(db, campaign[0], tasks, query) {
          ranges.append(tail)
        }
      case .dead: ranges = try Self.dead(db, campaign[0], query, beyond: limit)
      }
      let generation = try UInt32.fetchOne(
        db,
        sql:
          "SELECT MAX(generation) FROM result INDEXED BY result_dead WHERE campaign_id = ? AND outcome = 1",
        arguments: [campaign[0] as Int64])
      return OutstandingPage(
        ranges: Array(ranges.prefix(limit)), next: ranges.count > limit ? ranges[limit].lowerBound : nil,
        total: query.kind == .missing ? max(0, tasks - ended) : dead, maximumGeneration: generation ?? 0)
    }
  }

  /// The gaps before seqs that have an outcome.
  private static func missing(
    _ db: Database, _ campaign: Int64, _ query: OutstandingQuery, beyond limit: Int
  ) throws -> [ClosedRange<UInt64>] {
    try ranges(
      db,
      sql: """
        SELECT previous + 1, seq - 1 FROM (
          SELECT seq, LAG(seq, 1, CAST(?2 AS BIGINT) - 1) OVER (ORDER BY seq) AS previous FROM result
          WHERE campaign_id = ?1 AND seq >= ?2
        ) AS ended WHERE seq > previous + 1 LIMIT ?3
        """, campaign, query, beyond: limit)
  }

  /// The gap behind the last seq that has an outcome.
  private static func tail(
    _ db: Database, _ campaign: Int64, _ tasks: Int, _ query: OutstandingQuery
  ) throws -> ClosedRange<UInt64>? {
    let last = try Int64.fetchOne(
      db, sql: "SELECT MAX(seq) FROM result WHERE campaign_id = ?", arguments: [campaign])
    let first = max(query.from, last.map { UInt64(clamping: $0 + 1) } ?? 0)
    return first < tasks ? first...UInt64(clamping: tasks - 1) : nil
  }

  private static func dead(
    _ db: Database, _ campaign: Int64, _ query: OutstandingQuery, beyond limit: Int
  ) throws -> [ClosedRange<UInt64>] {
    // Along a run of adjacent seqs, seq and row number grow alike.
    try ranges(
      db,
      sql: """
        SELECT MIN(seq), MAX(seq) FROM (
          SELECT seq, seq - ROW_NUMBER() OVER (ORDER BY seq) AS run FROM result INDEXED BY result_dead
          WHERE campaign_id = ?1 AND outcome = 1 AND seq >= ?2
        ) AS dead GROUP BY run ORDER BY 1 LIMIT ?3
        """, campaign, query, beyond: limit)
  }

  private static func ranges(
    _ db: Database, sql: String, _ campaign: Int64, _ query: OutstandingQuery, beyond limit: Int
  ) throws -> [ClosedRange<UInt64>] {
    try Row.fetchAll(db, sql: sql, arguments: [campaign, Int64(clamping: query.from), limit + 1]).map {
      UInt64(clamping: $0[0] as Int64)...UInt64(clamping: $0[1] as Int64)
    }
  }
}

import Inspection
import Ledger

/// Reads what was decided after a task's result.
struct SupplementRows {
  var generation: Int64
  private var bytes: [UInt8]

  /// - Throws: `LedgerError` with code `damagedLog` for what nobody can have written.
  var scope: ResultScope { get throws { try ResultScope(bytes) } }

  /// In the order in which they came.
  static func fetch(_ db: Database, campaign: Int64, seq: Int64) throws -> [SupplementRows] {
    let statement = try db.cachedStatement(
      sql: "SELECT generation, scope FROM supplement WHERE campaign_id = ? AND seq = ? ORDER BY number")
    return try Row.fetchAll(statement, arguments: [campaign, seq]).map {
      SupplementRows(generation: $0[0], bytes: $0[1])
    }
  }

  /// Results with what came later, as a table to select from, where figures take both alike.
  ///
  /// - Parameters:
  ///   - columns: that both have.
  ///   - condition: on these tables' columns; its arguments are numbered, since it stands here twice.
  static func checked(_ columns: String, where condition: String = "1 = 1") -> String {
    """
    (SELECT \(columns) FROM result WHERE outcome = 0 AND \(condition)
      UNION ALL SELECT \(columns) FROM supplement WHERE \(condition))
    """
  }

  /// How many supplements decide what was decided before, or say something else of their items than their counts do.
  static func countWrong(_ db: Database) throws -> Int {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT supplement.campaign_id, supplement.seq, supplement.scope, supplement.decided, supplement.failed,
          supplement.applicable, result.scope
        FROM supplement JOIN result USING (campaign_id, seq) ORDER BY supplement.campaign_id, seq, supplement.number
        """)
    var wrong = 0
    var (task, open): ([Int64], OpenItems?) = ([], nil)
    for row in rows {
      if task != [row[0], row[1]] {
        task = [row[0], row[1]]
        open = OpenItems(try ResultScope(row[6]))
      }
      let scope = try ResultScope(row[2])
      let outcomes = scope.outcomes
      let away = scope.exceptions.count { $0.outcome == .notapplicable || $0.outcome == .notselected }
      let isRight =
        outcomes.allSatisfy { open?.isNews($0.value, of: $0.key) == true }
        && row[3] == scope.count - scope.exceptions.count && (row[4] as Int) <= row[3] && row[5] == -away
      if !isRight { wrong += 1 }
      open?.decide(by: scope)
    }
    return wrong
  }
}

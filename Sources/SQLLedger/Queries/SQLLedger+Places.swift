import Inspection
package import Ledger

extension SQLLedger {
  package func isPlace(_ place: LedgerPlace, within region: String) async throws -> Bool {
    let (start, value): (String, SQLValue) =
      switch place {
      case .region(let code): ("SELECT id FROM region WHERE code = ?", code.sqlValue)
      case .site(let code): ("SELECT region_id FROM site WHERE code = ?", code.sqlValue)
      case .hazard(let id):
        ("SELECT region_id FROM hazard WHERE id = ?", Int64(bitPattern: id.rawValue).sqlValue)
      }
    return try await database.read { db in
      // UNION, not UNION ALL: even a register whose regions lie in a circle comes to an end.
      try Bool.fetchOne(
        db.cachedStatement(
          sql: """
            WITH RECURSIVE above (id) AS (
              \(start)
              UNION
              SELECT region.parent_id FROM region JOIN above ON above.id = region.id
              WHERE region.parent_id IS NOT NULL
            )
            SELECT EXISTS (SELECT 1 FROM above JOIN region ON region.id = above.id WHERE region.code = ?)
            """), arguments: [value, region]) ?? false
    }
  }
}

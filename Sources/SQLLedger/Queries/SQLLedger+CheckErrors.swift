import Inspection
package import Ledger

extension SQLLedger {
  package func checkErrors(_ query: CheckErrorQuery) async throws -> CheckErrorPage? {
    try await database.read { db in
      let campaign = try Int64.fetchOne(
        db, sql: "SELECT id FROM campaign WHERE code = ?", arguments: [query.campaign])
      guard let campaign else { return nil }
      let total = try Int.fetchOne(
        db, sql: "SELECT COUNT(*) FROM check_error WHERE campaign_id = ?", arguments: [campaign])
      let limit = min(max(1, query.limit), CheckErrorQuery.maximumLimit)
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT check_error.seq, COALESCE(site.code, ''), COALESCE(site.name, ''), item.code, item.text,
            check_error.outcome, reason
          FROM check_error JOIN item ON item.id = item_id
          LEFT JOIN result ON result.campaign_id = check_error.campaign_id AND result.seq = check_error.seq
          LEFT JOIN site ON site.id = result.site_id
          WHERE check_error.campaign_id = ? AND (check_error.seq, item.code) > (?, ?)
          ORDER BY check_error.seq, item.code LIMIT \(limit + 1)
          """,
        arguments: [campaign, query.after.map { Int64(clamping: $0.seq) } ?? -1, query.after?.item ?? ""])
      let errors = rows.prefix(limit).map { row in
        CheckError(
          seq: UInt64(clamping: row[0] as Int64), site: row[1], siteName: row[2], item: row[3],
          itemText: row[4], outcome: CheckOutcome(rawValue: row[5]) ?? .error, reason: row[6])
      }
      let next = rows.count > limit ? errors.last.map { CheckErrorCursor(seq: $0.seq, item: $0.item) } : nil
      return CheckErrorPage(errors: errors, next: next, total: total ?? 0)
    }
  }
}

import Inspection
package import Ledger

extension SQLLedger {
  package func items(campaign: String?) async throws -> [ItemTotals] {
    let filter = campaign == nil ? "" : "WHERE campaign.code = ?"
    return try await database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT item.checklist, item.code, item.text, item.section,
            (SELECT COALESCE(SUM(hazards), 0) FROM item_tally WHERE item_tally.item_id = item.id),
            \(OutcomeColumns.sums(of: "counts"))
          FROM campaign_item AS counts JOIN item ON item.id = counts.item_id
          JOIN campaign ON campaign.id = counts.campaign_id \(filter)
          GROUP BY item.id ORDER BY item.checklist, item.section_order, item.id
          """, arguments: campaign.map { [$0] } ?? []
      ).map {
        ItemTotals(
          checklist: $0[0], item: $0[1], text: $0[2], section: $0[3],
          outcomes: OutcomeColumns.counts(of: $0, from: 5), hazards: $0[4])
      }
    }
  }

  package func months() async throws -> [MonthTotals] {
    try await database.read { db in
      let days = try Row.fetchCursor(
        db,
        sql: """
          SELECT found_day, COALESCE(SUM(events) FILTER (WHERE kind = 0), 0),
            COALESCE(SUM(events) FILTER (WHERE kind = 1), 0)
          FROM event_tally GROUP BY found_day ORDER BY found_day
          """
      )
      var months: [MonthTotals] = []
      while let row = try days.next() {
        let month = String(CivilDate(days: row[0]).description.prefix("2026-11".count))
        if months.last?.month != month { months.append(MonthTotals(month: month, found: 0, accepted: 0)) }
        months[months.count - 1].found += row[1] as Int
        months[months.count - 1].accepted += row[2] as Int
      }
      return months
    }
  }

  package func overview() async throws -> LedgerOverview {
    try await database.read { db in
      var totals = HazardTotals()
      for (_, regional) in try Self.hazardTotalsByRegion(db) { totals += regional }
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT (SELECT COUNT(*) FROM campaign),
            (SELECT COUNT(*) FROM campaign WHERE completed_at IS NULL), (SELECT COUNT(*) FROM site),
            (SELECT COALESCE(SUM(checked + dead + cancelled), 0) FROM campaign), (SELECT COUNT(*) FROM rejected)
          """)
      return LedgerOverview(
        campaigns: row?[0] ?? 0, runningCampaigns: row?[1] ?? 0, sites: row?[2] ?? 0, results: row?[3] ?? 0,
        hazards: totals, rejected: row?[4] ?? 0)
    }
  }

  static func hazardTotalsByRegion(_ db: Database) throws -> [Int64: HazardTotals] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT region_id, state, level, grade, hazards, sightings, recurrences FROM hazard_tally
        WHERE hazards <> 0
        """)
    var totals: [Int64: HazardTotals] = [:]
    while let row = try rows.next() {
      totals[row[0], default: HazardTotals()].count(
        state: HazardState(rawValue: row[1]) ?? .open, level: HazardLevel(rawValue: row[2]) ?? .general,
        grade: RiskGrade(rawValue: row[3]) ?? .blue, hazards: row[4], sightings: row[5], recurrences: row[6])
    }
    return totals
  }
}

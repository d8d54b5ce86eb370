import Figures
import Inspection
import Ledger

/// Counts what was inspected, by groups of regions.
enum CheckCounts {
  struct Inspected {
    var coverage = Share(0, of: 0)
    var sites = Share(0, of: 0)
  }

  /// As everything stands, from the counts that are kept.
  static func present(_ db: Database, _ groups: RegionGroups) throws -> [Inspected] {
    var counts = Array(repeating: Inspected(), count: groups.count)
    let inspected = try Row.fetchCursor(
      db,
      sql: """
        SELECT region_id, decided, applicable, sites FROM inspection_tally WHERE \(groups.condition("region_id"))
        """)
    while let row = try inspected.next() {
      guard let group = groups[row[0]] else { continue }
      counts[group].coverage = counts[group].coverage + Share(row[1], of: row[2])
      counts[group].sites = counts[group].sites + Share(row[3], of: 0)
    }
    let registered = try Row.fetchCursor(
      db,
      sql: "SELECT region_id, COUNT(*) FROM site WHERE \(groups.condition("region_id")) GROUP BY region_id")
    while let row = try registered.next() {
      guard let group = groups[row[0]] else { continue }
      counts[group].sites = counts[group].sites + Share(0, of: row[1])
    }
    return counts
  }

  /// As of a moment, site by site.
  static func past(_ db: Database, _ groups: RegionGroups, at time: Timestamp) throws -> [Inspected] {
    var counts = Array(repeating: Inspected(), count: groups.count)
    let sites = try Row.fetchCursor(
      db,
      sql: """
        SELECT site.region_id, COALESCE(SUM(result.decided), 0) + \(later("decided")),
          COALESCE(SUM(result.applicable), 0) + \(later("applicable"))
        FROM site LEFT JOIN result INDEXED BY result_site
          ON result.site_id = site.id AND result.outcome = 0 AND result.observed_at <= ?1
        WHERE \(groups.condition("site.region_id")) GROUP BY site.id
        """, arguments: [time.milliseconds])
    while let row = try sites.next() {
      guard let group = groups[row[0]] else { continue }
      let decided: Int = row[1]
      counts[group].coverage = counts[group].coverage + Share(decided, of: row[2])
      counts[group].sites = counts[group].sites + Share(decided > 0 ? 1 : 0, of: 1)
    }
    return counts
  }

  /// The sum of what results of a higher generation add at a site.
  private static func later(_ column: String) -> String {
    """
    (SELECT COALESCE(SUM(\(column)), 0) FROM supplement WHERE site_id = site.id AND observed_at <= ?1)
    """
  }

  struct Reports {
    var came = Share(0, of: 0)
    var onTime = Share(0, of: 0)
  }

  /// What came of the scheduled campaigns that are due. How many sites a campaign has is known from its opening;
  /// where they lie only once their tasks have ended.
  static func reports(_ db: Database, _ groups: RegionGroups, at time: Timestamp) throws -> [Reports] {
    var reports = Array(repeating: Reports(), count: groups.count)
    let campaigns = try Row.fetchAll(
      db,
      sql: """
        SELECT id, sites, due_at FROM campaign
        WHERE due_at <= ?1 AND (
          cancelled_at IS NULL OR cancelled_at > ?1 OR (completed_at IS NOT NULL AND cancelled = 0)) ORDER BY id
        """, arguments: [time.milliseconds])
    for campaign in campaigns {
      if groups.isEverything { reports[0].came.denominator += campaign[1] as Int }
      let dueAt: Int64 = campaign[2]
      let sites = try Row.fetchCursor(
        db,
        sql: """
          SELECT site.region_id, MIN(CASE WHEN decided > 0 AND observed_at <= ?1 THEN observed_at END)
          FROM \(SupplementRows.checked("site_id, decided, observed_at", where: "campaign_id = ?2")) AS inspected
          JOIN site ON site.id = inspected.site_id GROUP BY site.id
          """, arguments: [time.milliseconds, campaign[0] as Int64])
      while let row = try sites.next() {
        guard let group = groups[row[0]] else { continue }
        if !groups.isEverything { reports[group].came.denominator += 1 }
        guard let first = row[1] as Int64? else { continue }
        reports[group].came.numerator += 1
        reports[group].onTime = reports[group].onTime + Share(first < dueAt ? 1 : 0, of: 1)
      }
    }
    return reports
  }
}

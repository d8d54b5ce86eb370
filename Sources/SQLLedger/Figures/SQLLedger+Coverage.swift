import Figures
import Foundation
import Inspection
package import Ledger

extension SQLLedger {
  package func coverage(_ query: CoverageQuery) async throws -> CoverageReport? {
    try await database.read { db in
      let index = try RegionIndex.fetch(db)
      guard let groups = RegionGroups(region: query.region, index) else { return nil }
      var campaign: Int64?
      if let code = query.campaign {
        campaign = try Int64.fetchOne(db, sql: "SELECT id FROM campaign WHERE code = ?", arguments: [code])
        if campaign == nil { return nil }
      }
      let (sites, missing, next) = try Self.sites(db, groups, query, campaign)
      let (items, missingItems) = try Self.items(db, query, groups, campaign)
      return CoverageReport(
        sites: sites, items: items, missingSites: missing, next: next, missingItems: missingItems)
    }
  }

  /// A site was inspected when a check there came to a verdict. Of one campaign all its results are walked once.
  private static func sites(
    _ db: Database, _ groups: RegionGroups, _ query: CoverageQuery, _ campaign: Int64?
  ) throws -> (Share, [Uninspected], String?) {
    let time = query.at?.milliseconds ?? Int64.max
    let inspected =
      campaign == nil
      ? """
      (EXISTS (SELECT 1 FROM result INDEXED BY result_site
        WHERE site_id = site.id AND outcome = 0 AND observed_at <= ?1 AND decided > 0)
        OR EXISTS (SELECT 1 FROM supplement WHERE site_id = site.id AND observed_at <= ?1 AND decided > 0))
      """
      : """
      site.id IN (SELECT site_id FROM
        \(SupplementRows.checked("site_id", where: "campaign_id = ?2 AND observed_at <= ?1 AND decided > 0")) AS found)
      """
    let arguments: StatementArguments = campaign.map { [time, $0] } ?? [time]
    let place = groups.condition("site.region_id")
    let counts = try Row.fetchOne(
      db, sql: "SELECT COUNT(*) FILTER (WHERE \(inspected)), COUNT(*) FROM site WHERE \(place)",
      arguments: arguments)
    let share = Share(counts?[0] ?? 0, of: counts?[1] ?? 0)
    guard share.numerator < share.denominator else { return (share, [], nil) }
    let limit = min(max(1, query.limit), CoverageQuery.maximumLimit)
    let after = campaign == nil ? "?2" : "?3"
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT site.code, site.name, region.code FROM site JOIN region ON region.id = site.region_id
        WHERE \(place) AND NOT \(inspected) AND site.code > \(after) ORDER BY site.code LIMIT \(limit + 1)
        """, arguments: arguments + [query.after ?? ""])
    let missing = rows.prefix(limit).map { Uninspected(id: $0[0], name: $0[1], group: $0[2]) }
    return (share, missing, rows.count > limit ? missing.last?.id : nil)
  }

  /// An item was inspected when a check of it came to a verdict anywhere that counts.
  private static func items(
    _ db: Database, _ query: CoverageQuery, _ groups: RegionGroups, _ campaign: Int64?
  ) throws -> (Share, [Uninspected]) {
    // The counts by item know neither regions nor times: what asks for these looks at every result.
    guard groups.isEverything, query.at == nil else {
      return try SiteScores.itemCoverage(db, groups, query.at, campaign)
    }
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT item.code, item.text, item.checklist, COALESCE(SUM(counts.pass + counts.fail), 0)
        FROM item LEFT JOIN campaign_item AS counts ON counts.item_id = item.id
          AND (CAST(?1 AS BIGINT) IS NULL OR counts.campaign_id = ?1)
        WHERE CAST(?1 AS BIGINT) IS NULL OR item.id IN (
          SELECT item_id FROM checklist_item JOIN campaign USING (checklist_id) WHERE campaign.id = ?1)
        GROUP BY item.id ORDER BY item.checklist, item.section_order, item.id
        """, arguments: [campaign])
    let missing = rows.filter { ($0[3] as Int) == 0 }
    return (
      Share(rows.count - missing.count, of: rows.count),
      missing.map { Uninspected(id: $0[0], name: $0[1], group: $0[2]) }
    )
  }
}

extension SiteScores {
  /// Which items of the checklists in use had a verdict, from the results one by one.
  static func itemCoverage(
    _ db: Database, _ groups: RegionGroups, _ time: Timestamp?, _ campaign: Int64?
  ) throws -> (Share, [Uninspected]) {
    var inspected: Set<ItemPlace> = []
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT campaign.checklist_id, inspected.scope
        FROM \(SupplementRows.checked("campaign_id, site_id, scope", where: Self.inspected)) AS inspected
        JOIN campaign ON campaign.id = inspected.campaign_id JOIN site ON site.id = inspected.site_id
        WHERE \(groups.condition("site.region_id"))
        """, arguments: [time?.milliseconds ?? Int64.max, campaign])
    while let row = try rows.next() {
      let scope = try ResultScope(row[1])
      let undecided = Set(scope.exceptions.map(\.item))
      for position in scope.ranges.joined() where !undecided.contains(position) {
        inspected.insert(ItemPlace(checklist: row[0], position: position))
      }
    }
    var (items, missing): (Set<Int64>, [Int64: Uninspected]) = ([], [:])
    let all = try Row.fetchCursor(
      db,
      sql: """
        SELECT checklist_item.checklist_id, position, item.id, item.code, item.text, item.checklist
        FROM checklist_item JOIN item ON item.id = checklist_item.item_id
        WHERE CAST(?1 AS BIGINT) IS NULL OR checklist_item.checklist_id = (SELECT checklist_id FROM campaign WHERE id = ?1)
        """, arguments: [campaign])
    var done: Set<Int64> = []
    while let row = try all.next() {
      items.insert(row[2])
      missing[row[2]] = Uninspected(id: row[3], name: row[4], group: row[5])
      if inspected.contains(ItemPlace(checklist: row[0], position: row[1])) { done.insert(row[2]) }
    }
    let left = missing.filter { !done.contains($0.key) }.sorted {
      ($0.value.group, $0.key) < ($1.value.group, $1.key)
    }
    return (Share(done.count, of: items.count), left.map(\.value))
  }

  private static let inspected = """
    observed_at <= ?1 AND decided > 0 AND (CAST(?2 AS BIGINT) IS NULL OR campaign_id = ?2)
    """

  private struct ItemPlace: Hashable {
    var checklist: Int64
    var position: Int
  }
}

import Foundation
import Inspection
import Ledger
import Responsibility

/// The policy that decides about hazards.
struct PolicyInForce {
  var policy: Policy
  var publishedAt: Timestamp
  var publishedBy: String

  /// - Returns: nil before one was published.
  static func fetch(_ db: Database) throws -> PolicyInForce? {
    let row = try Row.fetchOne(
      db, sql: "SELECT document, published_at, person FROM policy ORDER BY id DESC LIMIT 1")
    guard let row else { return nil }
    let document: String = row[0]
    return PolicyInForce(
      policy: try JSONDecoder().decode(Policy.self, from: Data(document.utf8)),
      publishedAt: Timestamp(milliseconds: row[1]), publishedBy: row[2])
  }

  /// The policy as it acts on a hazard; nil for an unknown one.
  func clock(_ db: Database, for hazard: HazardCase) throws -> HazardClock? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT item.code, item.category, item.department, site.type, site.owner, hazard.region_id
        FROM hazard JOIN item ON item.id = hazard.item_id JOIN site ON site.id = hazard.site_id
        WHERE hazard.id = ?
        """)
    guard let row = try Row.fetchOne(statement, arguments: [hazard.key]) else { return nil }
    return HazardClock(
      policy: policy, publishedAt: publishedAt,
      facts: HazardFacts(
        item: row[0], category: row[1], department: row[2], siteType: row[3], siteOwner: row[4],
        lineage: try Self.lineage(db, of: row[5]), sightings: hazard.currentSightings))
  }

  /// The region and all it lies in, the smallest first.
  private static func lineage(_ db: Database, of region: Int64) throws -> [Region] {
    let statement = try db.cachedStatement(
      sql: """
        WITH RECURSIVE above (id, depth) AS (
          SELECT CAST(? AS BIGINT), 0
          UNION ALL SELECT region.parent_id, above.depth + 1 FROM region JOIN above ON region.id = above.id
          WHERE region.parent_id IS NOT NULL AND above.depth < \(RegionTree.maximumDepth)
        ) SELECT region.code, region.name, region.level FROM above JOIN region ON region.id = above.id
        ORDER BY above.depth
        """)
    return try Row.fetchAll(statement, arguments: [region]).map {
      Region(code: $0[0], name: $0[1], parent: nil, level: $0[2])
    }
  }
}

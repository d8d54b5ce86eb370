import Inspection
package import Ledger
import Rectification

extension SQLLedger {
  package func certificates(_ query: CertificateQuery) async throws -> CertificatePage? {
    try await database.read { db in
      let campaign = try Row.fetchOne(
        db,
        sql: "SELECT id, completed_at IS NOT NULL AND dead + cancelled = 0 FROM campaign WHERE code = ?",
        arguments: [query.campaign])
      guard let campaign else { return nil }
      let limit = min(max(1, query.limit), CertificateQuery.maximumLimit)
      let sites = try Self.inspectedSites(db, query, campaign: campaign[0], limit: limit + 1)
      let certificates = try sites.prefix(limit).map {
        try Self.certificate(
          db, site: $0, by: Granting(id: campaign[0], code: query.campaign, isSettled: campaign[1]))
      }
      return CertificatePage(
        certificates: certificates, next: sites.count > limit ? certificates.last?.site : nil)
    }
  }

  /// The campaign that grants.
  private struct Granting {
    var id: Int64
    var code: String
    /// Whether it is complete, and every task of it was checked.
    var isSettled: Bool
  }

  private static func inspectedSites(
    _ db: Database, _ query: CertificateQuery, campaign: Int64, limit: Int
  ) throws -> [Row] {
    var conditions = [
      """
      EXISTS (SELECT 1 FROM result WHERE result.site_id = site.id AND result.outcome = 0
        AND result.campaign_id = ?)
      """
    ]
    var arguments: StatementArguments = [campaign]
    if let region = query.region {
      conditions.append("site.region_id IN (\(HazardFilter.subtree))")
      arguments += [region]
    }
    for (condition, value) in [("site.code = ?", query.site), ("site.code > ?", query.after)] {
      guard let value else { continue }
      conditions.append(condition)
      arguments += [value]
    }
    return try Row.fetchAll(
      db,
      sql: """
        SELECT site.id, site.code, site.name, region.code FROM site JOIN region ON region.id = site.region_id
        WHERE \(conditions.joined(separator: " AND ")) ORDER BY site.code LIMIT \(limit)
        """, arguments: arguments)
  }

  private static func certificate(
    _ db: Database, site: Row, by campaign: Granting
  ) throws -> Certificate {
    let key: Int64 = site[0]
    let results = try Row.fetchOne(
      try db.cachedStatement(
        sql: """
          SELECT COALESCE(SUM(applicable - decided), 0), COALESCE(MAX(observed_at), 0),
            COUNT(*) - COUNT(decided)
          FROM \(SupplementRows.checked(
            "applicable, decided, observed_at", where: "site_id = ?1 AND campaign_id = ?2")) AS inspected
          """), arguments: [key, campaign.id])
    let endings = try endings(db, site: key, campaign)
    let majors = try Row.fetchAll(
      try db.cachedStatement(
        sql: """
          SELECT event.at, hazard.id FROM hazard JOIN event ON event.hazard_id = hazard.id
          WHERE hazard.site_id = ? AND event.kind = 0 AND event.level = 2 ORDER BY event.at, hazard.id
          """), arguments: [key])
    let times = endings.compactMap(\.self) + [Timestamp(milliseconds: results?[1] as Int64? ?? 0)]
    return Certificate(
      site: site[1], siteName: site[2], region: site[3], isSettled: campaign.isSettled,
      undecided: (results?[0] as Int? ?? 0) + (results?[2] as Int? ?? 0)
        + (try TeamRows.isUnclaimed(db, campaign: campaign.id, site: key) ? 1 : 0),
      open: endings.count { $0 == nil }, passedAt: times.max() ?? Timestamp(milliseconds: 0),
      majors: majors.map {
        (Timestamp(milliseconds: $0[0]), HazardID(rawValue: UInt64(bitPattern: $0[1])))
      })
  }

  /// When each of the hazards that the campaign found at a site came to an end first; nil while it is open.
  private static func endings(_ db: Database, site: Int64, _ campaign: Granting) throws -> [Timestamp?] {
    let keys = try Int64.fetchAll(
      try db.cachedStatement(
        sql: """
          SELECT id FROM hazard WHERE site_id = ? AND EXISTS (SELECT 1 FROM event
            WHERE event.hazard_id = hazard.id AND event.kind = 0 AND event.campaign_id = ?)
          """), arguments: [site, campaign.id])
    return try keys.map { key in
      let endings = try RectificationRows.fetch(db, hazard: key).endings
      let found = try SightingRows.fetch(db, hazard: key).filter { $0.campaign == campaign.code }
        .max { $0.foundAt < $1.foundAt }
      return found?.end(endings)?.at
    }
  }
}

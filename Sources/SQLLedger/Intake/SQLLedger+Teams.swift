import Inspection
package import Ledger

extension SQLLedger: TeamBook {
  package func team(
    ofCampaign id: String, region: String?, isMissing: Bool, after last: String?, limit: Int
  ) async throws -> TeamReport? {
    try await database.read { db in
      let campaign = try Int64.fetchOne(db, sql: "SELECT id FROM campaign WHERE code = ?", arguments: [id])
      guard let campaign else { return nil }
      let roles = try TeamRows.roles(db, campaign: campaign)
      let inspected = try Int.fetchOne(
        db,
        sql: "SELECT COUNT(DISTINCT site_id) FROM result WHERE campaign_id = ? AND outcome = 0",
        arguments: [campaign])
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT site.id, site.code, site.name, region.code, \(TeamRows.isInspected)
          FROM site JOIN region ON region.id = site.region_id
          WHERE site.code > ? AND \(region == nil ? "1 = 1" : "site.region_id IN (\(HazardFilter.subtree))")
            AND \(isMissing ? TeamRows.lacksARole : TeamRows.isConcerned)
          ORDER BY site.code LIMIT ?
          """,
        arguments: [campaign, last ?? ""] + (region.map { [$0] } ?? [])
          + TeamRows.arguments(campaign, isMissing) + [limit + 1])
      let sites = try rows.prefix(limit).map { row in
        let claims = try TeamRows.claims(db, campaign: campaign, site: row[0])
        return TeamSite(
          site: row[1], siteName: row[2], region: row[3], isInspected: row[4], claims: claims,
          missing: roles.filter { role in !claims.contains { $0.role == role } })
      }
      return TeamReport(
        roles: roles, inspected: inspected ?? 0, unclaimed: try TeamRows.unclaimed(db, campaign: campaign),
        sites: sites, next: rows.count > limit ? sites.last?.site : nil)
    }
  }
}

/// Reads who must be at a campaign's sites, and who is.
enum TeamRows {
  static let isInspected = """
    EXISTS (SELECT 1 FROM result WHERE result.site_id = site.id AND result.outcome = 0
      AND result.campaign_id = ?)
    """

  static let isConcerned = """
    (\(isInspected) OR EXISTS (SELECT 1 FROM team_claim WHERE team_claim.site_id = site.id
      AND team_claim.released_at IS NULL AND team_claim.campaign_id = ?))
    """

  /// Inspected, and fewer roles are held than there are.
  static let lacksARole = """
    \(isInspected) AND (SELECT COUNT(*) FROM team_claim WHERE team_claim.site_id = site.id
        AND team_claim.released_at IS NULL AND team_claim.campaign_id = ?)
      < (SELECT COUNT(*) FROM team_role WHERE team_role.campaign_id = ?)
    """

  /// Of `lacksARole` or `isConcerned`.
  static func arguments(_ campaign: Int64, _ isMissing: Bool) -> StatementArguments {
    isMissing ? [campaign, campaign, campaign] : [campaign, campaign]
  }

  /// In their order; empty for a campaign without a team.
  static func roles(_ db: Database, campaign: Int64) throws -> [String] {
    try Row.fetchAll(
      db, sql: "SELECT role FROM team_role WHERE campaign_id = ? ORDER BY number", arguments: [campaign]
    ).map { $0[0] }
  }

  /// Who holds which role at a site, in the order of the team.
  static func claims(_ db: Database, campaign: Int64, site: Int64) throws -> [TeamSite.Claim] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT team_claim.role, team_claim.person, team_claim.at FROM team_claim
        JOIN team_role ON team_role.campaign_id = team_claim.campaign_id AND team_role.role = team_claim.role
        WHERE team_claim.campaign_id = ? AND team_claim.site_id = ? AND released_at IS NULL
        ORDER BY team_role.number
        """)
    return try Row.fetchAll(statement, arguments: [campaign, site]).map {
      TeamSite.Claim(role: $0[0], person: $0[1], at: Timestamp(milliseconds: $0[2]))
    }
  }

  /// Inspected sites of a campaign at which a role of its team is missing.
  static func unclaimed(_ db: Database, campaign: Int64) throws -> Int {
    guard try !roles(db, campaign: campaign).isEmpty else { return 0 }
    return try Int.fetchOne(
      db, sql: "SELECT COUNT(*) FROM site WHERE \(lacksARole)", arguments: arguments(campaign, true)) ?? 0
  }

  static func unclaimed(_ db: Database, campaign code: String) throws -> Int {
    let id = try Int64.fetchOne(db, sql: "SELECT id FROM campaign WHERE code = ?", arguments: [code])
    return try id.map { try unclaimed(db, campaign: $0) } ?? 0
  }

  /// Whether the team of a campaign is not whole at a site.
  static func isUnclaimed(_ db: Database, campaign: Int64, site: Int64) throws -> Bool {
    let roles = try roles(db, campaign: campaign)
    return try !roles.isEmpty && claims(db, campaign: campaign, site: site).count < roles.count
  }
}

import Inspection
import Ledger
import Rectification

extension IngestRun {
  /// Forms a team, or takes or gives back a role, or refuses it.
  mutating func arrange(_ command: TeamCommand) throws {
    change.teams.append(try judge(command))
  }

  private func judge(_ command: TeamCommand) throws -> TeamReceipt {
    func refused(_ code: TeamRefusal.Code, _ reason: String) -> TeamReceipt {
      .refused(TeamRefusal(code, reason))
    }
    if let fault = command.fault(now: time) { return .refused(fault) }
    let campaign = try Int64.fetchOne(
      db, sql: "SELECT id FROM campaign WHERE code = ?", arguments: [command.campaign])
    guard let campaign else {
      return refused(.unknownCampaign, "there is no campaign \"\(command.campaign)\"")
    }
    let roles = try TeamRows.roles(db, campaign: campaign)
    switch command.act {
    case .form(let wanted):
      guard roles.isEmpty else {
        return refused(.notAllowed, "its team was formed already: \(roles.joined(separator: ", "))")
      }
      for (number, role) in wanted.enumerated() {
        try db.execute(
          sql:
            "INSERT INTO team_role (campaign_id, number, role, at, person, reason) VALUES (?, ?, ?, ?, ?, ?)",
          arguments: [
            campaign, number, role.trimmingBlanks(), command.at.milliseconds, command.person, command.reason,
          ])
      }
    case .claim(let site, let role), .release(let site, let role):
      guard let role = roles.first(where: { $0.isSame(as: role) }) else {
        return refused(
          .unknownRole,
          roles.isEmpty
            ? "the campaign has no team" : "the team has no \(role), but \(roles.joined(separator: ", "))")
      }
      let place = try Int64.fetchOne(db, sql: "SELECT id FROM site WHERE code = ?", arguments: [site])
      guard let place else { return refused(.unknownSite, "there is no site \"\(site)\"") }
      let refusal = try move(command, role, campaign: campaign, site: place)
      if let refusal { return refused(.notAllowed, refusal) }
    }
    return .done
  }

  /// - Returns: why a role cannot be taken or given back; nil when it was.
  private func move(
    _ command: TeamCommand, _ role: String, campaign: Int64, site: Int64
  ) throws -> String? {
    let claims = try TeamRows.claims(db, campaign: campaign, site: site)
    let holder = claims.first { $0.role == role }
    guard case .claim = command.act else {
      guard let holder else { return "nobody holds the role \(role) there" }
      if command.at < holder.at { return "it was taken later, at \(holder.at.iso8601)" }
      try db.execute(
        sql: """
          UPDATE team_claim SET released_at = ?, released_by = ?, reason = ?
          WHERE campaign_id = ? AND site_id = ? AND role = ? AND released_at IS NULL
          """,
        arguments: [command.at.milliseconds, command.person, command.reason, campaign, site, role])
      return nil
    }
    if let holder { return "\(holder.person) holds the role \(role) there" }
    if let other = claims.first(where: { $0.person.isSame(as: command.person) }) {
      return "\(command.person) is the \(other.role) there: the roles of a team are different people's"
    }
    let number = try Int.fetchOne(
      db, sql: "SELECT COUNT(*) FROM team_claim WHERE campaign_id = ? AND site_id = ?",
      arguments: [campaign, site])
    try db.execute(
      sql: """
        INSERT INTO team_claim (campaign_id, site_id, number, role, person, at, released_by, reason)
        VALUES (?, ?, ?, ?, ?, ?, '', '')
        """, arguments: [campaign, site, number ?? 0, role, command.person, command.at.milliseconds])
    return nil
  }
}

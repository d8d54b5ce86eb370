import Inspection
package import Ledger

extension IngestRun {
  /// Notes that a person accepted a campaign, if its gate is open by all that came before.
  mutating func accept(_ acceptance: CampaignAcceptance) throws {
    // What came before in this transaction must be seen, as if it had been one of its own.
    try counters.write(to: db)
    counters = CounterDeltas()
    try writeHazards()
    try tallies.write(to: db)
    tallies = TallyDeltas()
    try combine()
    inspections.removeAll()
    try completeCampaigns()
    let report = try judge(acceptance)
    change.acceptances.append(report)
    guard report == .accepted else { return }
    try db.execute(
      sql: """
        INSERT INTO campaign_acceptance SELECT id, ?, ?, ?, ?, ?, ? FROM campaign WHERE code = ?
        """,
      arguments: [
        acceptance.at.milliseconds, acceptance.person, acceptance.role, acceptance.reason,
        acceptance.gate.zero.rawValue, acceptance.gate.minimumCoverage, acceptance.campaign,
      ])
  }

  /// Open hazards beyond these need not be counted: one is enough to keep a gate shut, and others wait to write.
  private static let countedObstacles = 1_000

  private mutating func judge(_ acceptance: CampaignAcceptance) throws -> CampaignAcceptanceReport {
    guard acceptance.person.contains(where: { !$0.isWhitespace }) else {
      return .incomplete("person is missing: who accepts it?")
    }
    guard let status = try SQLLedger.campaignStatus(db, acceptance.campaign) else {
      return .unknownCampaign
    }
    if let before = try SQLLedger.acceptance(db, of: acceptance.campaign) {
      return .acceptedBefore(before)
    }
    let open = try Int.fetchOne(
      db,
      sql: """
        SELECT COUNT(*) FROM (
          SELECT 1 FROM hazard WHERE state = 0 AND level >= ? AND EXISTS (
            SELECT 1 FROM event WHERE event.hazard_id = hazard.id AND event.kind = 0
              AND event.campaign_id = (SELECT id FROM campaign WHERE code = ?))
          LIMIT \(Self.countedObstacles + 1)) AS counted
        """,
      arguments: [
        Int64((acceptance.gate.zero == .major ? HazardLevel.major : .general).rawValue), acceptance.campaign,
      ])
    let obstacles = acceptance.gate.obstacles(
      status, openHazards: min(open ?? 0, Self.countedObstacles),
      isExact: (open ?? 0) <= Self.countedObstacles)
    return obstacles.isEmpty ? .accepted : .gateClosed(obstacles)
  }
}

extension SQLLedger {
  package func acceptance(ofCampaign id: String) async throws -> CampaignAcceptance? {
    try await database.read { try Self.acceptance($0, of: id) }
  }

  fileprivate static func acceptance(_ db: Database, of campaign: String) throws -> CampaignAcceptance? {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT at, person, role, reason, zero, min_coverage FROM campaign_acceptance
        WHERE campaign_id = (SELECT id FROM campaign WHERE code = ?)
        """, arguments: [campaign])
    return row.map { row in
      CampaignAcceptance(
        campaign: campaign, at: Timestamp(milliseconds: row[0]), person: row[1], role: row[2], reason: row[3],
        gate: CampaignGate(
          zero: CampaignGate.Zero(rawValue: row[4]) ?? .all, minimumCoverage: row[5]))
    }
  }
}

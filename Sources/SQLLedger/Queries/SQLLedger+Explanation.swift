package import Inspection
package import Ledger

extension SQLLedger {
  package func explanation(of id: HazardID) async throws -> HazardExplanation? {
    try await database.read { db in
      let key = Int64(bitPattern: id.rawValue)
      guard let summary = try Self.hazardSummary(db, key) else { return nil }
      let rows = try Row.fetchAll(db, sql: Self.findings, arguments: [key])
      return HazardExplanation(summary: summary, findings: try rows.map(Self.finding))
    }
  }

  private static let findings = """
    SELECT found.at, accepted.at, campaign.code, found.seq, found.person, found.reason, found.evidence,
      found.level, found.grade, combined.criterion, checklist.code, checklist.version, checklist.digest,
      checklist.rules, checklist_item.rule, site.type, inspected_type.type
    FROM event AS found JOIN campaign ON campaign.id = found.campaign_id
    JOIN checklist ON checklist.id = campaign.checklist_id JOIN hazard ON hazard.id = found.hazard_id
    LEFT JOIN checklist_item ON checklist_item.checklist_id = checklist.id
      AND checklist_item.item_id = hazard.item_id
    LEFT JOIN combined ON combined.hazard_id = found.hazard_id
      AND combined.campaign_id = found.campaign_id AND combined.seq = found.seq
    LEFT JOIN event AS accepted ON accepted.hazard_id = found.hazard_id AND accepted.kind = 1
      AND accepted.campaign_id = found.campaign_id AND accepted.seq = found.seq
    JOIN site ON site.id = hazard.site_id
    LEFT JOIN inspected_type ON inspected_type.campaign_id = found.campaign_id
      AND inspected_type.site_id = hazard.site_id AND inspected_type.at = found.at
    WHERE found.hazard_id = ? AND found.kind = 0 ORDER BY found.at, campaign.code, found.seq
    """

  private static func finding(_ row: Row) throws -> ExplainedFinding {
    let rules = try RuleText.read(ChecklistRules.self, row[13])
    let raisedBy = row[9] as String?
    return ExplainedFinding(
      at: Timestamp(milliseconds: row[0]), acceptedAt: (row[1] as Int64?).map(Timestamp.init(milliseconds:)),
      campaign: row[2], seq: UInt64(row[3] as Int64), person: row[4], reason: row[5],
      evidence: (row[6] as String).split(separator: "\n").map(String.init),
      siteType: (row[16] as String?) ?? row[15], ownLevel: HazardLevel(rawValue: row[7]) ?? .general,
      grade: RiskGrade(rawValue: row[8]) ?? .blue,
      checklist: .init(id: row[10], version: row[11], digest: row[12], rules: rules),
      rule: try RuleText.read(ItemRule.self, row[14]),
      combination: rules?.criteria?.combinations.first { $0.id == raisedBy })
  }
}

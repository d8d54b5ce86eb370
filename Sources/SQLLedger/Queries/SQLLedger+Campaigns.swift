import Inspection
package import Ledger

extension SQLLedger {
  package func limits(ofCampaign id: String) async throws -> CampaignLimits? {
    try await database.readLatest { db in
      try CampaignRow(db, code: id).map { CampaignLimits(tasks: $0.tasks, items: $0.items.count) }
    }
  }

  package func campaigns() async throws -> [CampaignStatus] {
    try await database.read { db in
      try Row.fetchAll(
        db,
        sql:
          "\(Self.campaignSelect) GROUP BY campaign.id, checklist.id ORDER BY campaign.opened_at DESC, campaign.code"
      ).map(Self.status)
    }
  }

  package func campaign(_ id: String) async throws -> CampaignDetail? {
    try await database.read { db in
      guard let status = try Self.campaignStatus(db, id) else { return nil }
      let sections = try Row.fetchAll(
        db,
        sql: """
          SELECT item.section, MIN(item.section_title), \(OutcomeColumns.sums(of: "counts"))
          FROM campaign_item AS counts JOIN item ON item.id = counts.item_id
          JOIN campaign ON campaign.id = counts.campaign_id WHERE campaign.code = ?
          GROUP BY item.section ORDER BY MIN(item.section_order)
          """, arguments: [id])
      return CampaignDetail(
        status: status,
        sections: sections.map {
          CampaignDetail.SectionTotals(
            id: $0[0], title: $0[1], outcomes: OutcomeColumns.counts(of: $0, from: 2))
        })
    }
  }

  static func campaignStatus(_ db: Database, _ id: String) throws -> CampaignStatus? {
    let row = try Row.fetchOne(
      db,
      sql: "\(campaignSelect) WHERE campaign.code = ? GROUP BY campaign.id, checklist.id",
      arguments: [id])
    guard let row else { return nil }
    var status = Self.status(row)
    status.unclaimedSites = try TeamRows.unclaimed(db, campaign: id)
    return status
  }

  private static let campaignSelect = """
    SELECT campaign.code, campaign.title, checklist.code, checklist.version, campaign.opened_at,
      campaign.sealed_at, campaign.completed_at, campaign.sites, campaign.tasks, campaign.checks,
      campaign.checked, campaign.dead, campaign.cancelled, campaign.late, campaign.cancelled_at,
      campaign.cancelled_by, campaign.cancel_reason, \(OutcomeColumns.sums(of: "counts")), campaign.due_at,
      CASE WHEN campaign.due_at IS NULL THEN 0 ELSE (
        SELECT COUNT(*) FROM (
          SELECT DISTINCT site_id, observed_at FROM result
          WHERE campaign_id = campaign.id AND outcome = 0 AND observed_at >= campaign.due_at
        ) AS late
      ) END
    FROM campaign JOIN checklist ON checklist.id = campaign.checklist_id
    LEFT JOIN campaign_item AS counts ON counts.campaign_id = campaign.id
    """

  private static func status(_ row: Row) -> CampaignStatus {
    var status = CampaignStatus(
      id: row[0], title: row[1], checklist: row[2], checklistVersion: row[3],
      openedAt: Timestamp(milliseconds: row[4]),
      sealedAt: (row[5] as Int64?).map(Timestamp.init(milliseconds:)),
      completedAt: (row[6] as Int64?).map(Timestamp.init(milliseconds:)), cancellation: cancellation(row),
      sites: row[7], tasks: row[8], checks: row[9],
      taskOutcomes: CampaignStatus.TaskCounts(checked: row[10], dead: row[11], cancelled: row[12]),
      outcomes: OutcomeColumns.counts(of: row, from: 17), lateResults: row[13])
    let afterOutcomes = 17 + CheckOutcome.allCases.count
    status.dueAt = (row[afterOutcomes] as Int64?).map(Timestamp.init(milliseconds:))
    status.lateInspections = row[afterOutcomes + 1]
    return status
  }

  private static func cancellation(_ row: Row) -> CampaignCancellation? {
    guard let at = row[14] as Int64? else { return nil }
    return CampaignCancellation(
      campaign: row[0], cancelledAt: Timestamp(milliseconds: at), person: row[15] ?? "", reason: row[16] ?? ""
    )
  }
}

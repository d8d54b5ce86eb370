import Inspection
package import Ledger

extension SQLLedger {
  /// The re-inspections that were asked for and of which control has not told yet that they were sent.
  package func outstandingReinspections(limit: Int) async throws -> [Reinspection] {
    try await database.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT reinspection.campaign, checklist.digest, asked_at
          FROM reinspection JOIN checklist ON checklist.id = reinspection.checklist_id
          WHERE NOT EXISTS (
            SELECT 1 FROM campaign WHERE campaign.code = reinspection.campaign AND sealed_at IS NOT NULL
          ) ORDER BY asked_at, reinspection.campaign LIMIT ?
          """, arguments: [limit])
      return try rows.map { row in
        Reinspection(
          campaign: row[0], checklistDigest: row[1], askedAt: Timestamp(milliseconds: row[2]),
          tasks: try Self.tasks(db, of: row[0]))
      }
    }
  }

  private static func tasks(_ db: Database, of campaign: String) throws -> [Reinspection.Task] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT task.hazard_id, site.code, site.type, region.code, site.address, task.position, hazard.level,
          hazard.grade, asked.at, asked.observation, asked.observed_by, asked.evidence,
          rectification.green_channel
        FROM reinspection_task AS task JOIN hazard ON hazard.id = task.hazard_id
        JOIN site ON site.id = hazard.site_id JOIN region ON region.id = site.region_id
        JOIN rectification_event AS asked USING (hazard_id, number)
        JOIN rectification ON rectification.hazard_id = task.hazard_id
        WHERE task.campaign = ? ORDER BY task.seq
        """, arguments: [campaign]
    ).map { row in
      let level = HazardLevel(rawValue: row[6]) ?? .general
      let grade = RiskGrade(rawValue: row[7]) ?? .blue
      return Reinspection.Task(
        hazard: HazardID(rawValue: UInt64(bitPattern: row[0])),
        site: SiteReference(id: row[1], type: row[2], region: row[3], address: row[4]), item: row[5],
        isUrgent: level == .major || grade == .red || row[12], at: Timestamp(milliseconds: row[8]),
        observation: row[9],
        observer: row[10], evidence: (row[11] as String).split(separator: "\n").map(String.init))
    }
  }
}

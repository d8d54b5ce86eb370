package import Inspection
package import Ledger
import Rectification

extension SQLLedger {
  package func hazards(_ query: HazardQuery) async throws -> HazardPage {
    try await database.read { [limits] db in
      let search = try HazardSearch(db, query, limits)
      let limit = min(max(1, query.limit), HazardQuery.maximumLimit)
      let rows = try search.page(after: query.after, limit: limit + 1)
      let total = try search.total()
      let hazards = rows.prefix(limit).map(Self.summary)
      return HazardPage(
        hazards: hazards, next: rows.count > limit ? hazards.last?.cursor : nil, total: total.count,
        isTotalExact: total.isExact)
    }
  }

  package func hazard(_ id: HazardID) async throws -> HazardDetail? {
    try await database.read { db in
      let key = Int64(bitPattern: id.rawValue)
      guard let summary = try Self.hazardSummary(db, key) else { return nil }
      let hazard = try HazardCase.fetch(db, key: key)
      let events = try Row.fetchAll(
        db,
        sql: """
          SELECT event.kind, event.at, campaign.code, event.seq, event.person, event.reason, event.evidence
          FROM event JOIN campaign ON campaign.id = event.campaign_id
          WHERE hazard_id = ? ORDER BY event.at, event.kind, campaign.code, event.seq
          """, arguments: [key])
      return HazardDetail(
        summary: summary, events: events.map(Self.event),
        actions: hazard?.events ?? [],
        calls: hazard?.course.calls ?? [])
    }
  }

  static func hazardSummary(_ db: Database, _ key: Int64) throws -> HazardSummary? {
    let statement = try db.cachedStatement(sql: "\(hazardSelect) WHERE hazard.id = ?")
    return try Row.fetchOne(statement, arguments: [key]).map(summary)
  }

  static let hazardSelect = """
    SELECT hazard.id, hazard.state, hazard.level, hazard.grade, site.code, site.name, region.code,
      region.name, item.code, item.text, item.category, item.department, hazard.reason,
      hazard.first_found_at, hazard.opened_at, hazard.last_found_at, hazard.closed_at, hazard.sightings,
      hazard.recurrences, rectification.state, rectification.version, rectification.owner,
      rectification.department, rectification.rectified_by, rectification.until, rectification.original,
      rectification.failures, item.difficulty, item.residual, rectification.due_at,
      rectification.original_due_at, rectification.extensions, rectification.escalations,
      rectification.escalated_to, rectification.executive, rectification.green_channel,
      rectification.supervised_since,
      EXISTS (SELECT 1 FROM department_call AS call
        WHERE call.hazard_id = hazard.id AND call.checked_in_at IS NULL)
    FROM hazard JOIN site ON site.id = hazard.site_id JOIN region ON region.id = hazard.region_id
    JOIN item ON item.id = hazard.item_id
    LEFT JOIN rectification ON rectification.hazard_id = hazard.id
    """

  static func summary(_ row: Row) -> HazardSummary {
    var summary = HazardSummary(
      id: HazardID(rawValue: UInt64(bitPattern: row[0])), state: HazardState(rawValue: row[1]) ?? .open,
      level: HazardLevel(rawValue: row[2]) ?? .general, grade: RiskGrade(rawValue: row[3]) ?? .blue,
      site: row[4], siteName: row[5], region: row[6], regionName: row[7], item: row[8], itemText: row[9],
      category: row[10], department: row[11], reason: row[12],
      firstFoundAt: Timestamp(milliseconds: row[13]), openedAt: Timestamp(milliseconds: row[14]),
      lastFoundAt: Timestamp(milliseconds: row[15]),
      closedAt: (row[16] as Int64?).map(Timestamp.init(milliseconds:)), sightings: row[17],
      recurrences: row[18], rectification: rectification(row))
    summary.difficulty = Difficulty(rawValue: row[27])
    // Only what was put right has a risk that remains, be it verified yet or not.
    if summary.state == .closed || summary.rectification.state == .rectified {
      summary.residualGrade = RiskGrade(rawValue: row[28])
    }
    return summary
  }

  /// - Returns: nil while nothing was done about the hazard.
  private static func rectification(_ row: Row) -> HazardRectification? {
    guard let state = (row[19] as UInt8?).flatMap(RectificationState.init(rawValue:)) else { return nil }
    var rectification = HazardRectification(
      state: state, version: row[20], owner: row[21], department: row[22], rectifiedBy: row[23],
      riskAcceptedUntil: (row[24] as Int64?).map(Timestamp.init(milliseconds:)),
      original: (row[25] as Int64?).map { HazardID(rawValue: UInt64(bitPattern: $0)) },
      failuresToAbate: row[26])
    rectification.dueAt = (row[29] as Int64?).map(Timestamp.init(milliseconds:))
    rectification.originalDueAt = (row[30] as Int64?).map(Timestamp.init(milliseconds:))
    rectification.extensions = row[31]
    rectification.escalations = row[32]
    rectification.escalatedTo = row[33]
    rectification.executive = row[34]
    rectification.isGreenChannel = row[35]
    rectification.supervisedSince = (row[36] as Int64?).map(Timestamp.init(milliseconds:))
    rectification.isAwaiting = row[37]
    return rectification
  }

  private static func event(_ row: Row) -> HazardEvent {
    HazardEvent(
      kind: HazardEvent.Kind(rawValue: row[0]) ?? .found, at: Timestamp(milliseconds: row[1]),
      campaign: row[2], seq: UInt64(row[3] as Int64), person: row[4], reason: row[5],
      evidence: (row[6] as String).split(separator: "\n").map(String.init))
  }
}

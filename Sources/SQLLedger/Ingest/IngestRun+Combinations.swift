import Inspection
import Ledger

/// An inspection of a site: its findings are judged together.
struct InspectionKey: Hashable {
  /// Its code.
  var campaign: String
  /// Its row id.
  var site: Int64
  /// When the site was inspected, in milliseconds.
  var at: Int64
}

extension IngestRun {
  /// One inspection has one register, and so one type; should messages say several, the first by name counts, so that
  /// the order in which they arrive does not.
  mutating func note(_ type: String, of inspection: InspectionKey) {
    inspectedTypes[inspection] = min(inspectedTypes[inspection] ?? type, type)
  }

  mutating func writeInspectedTypes() throws {
    for (key, type) in inspectedTypes {
      guard let campaign = try campaign(key.campaign) else { continue }
      try db.cachedStatement(
        sql: """
          INSERT INTO inspected_type (campaign_id, site_id, at, type) VALUES (?, ?, ?, ?)
          ON CONFLICT (campaign_id, site_id, at) DO UPDATE SET type = excluded.type
            WHERE excluded.type < inspected_type.type
          """
      ).execute(arguments: [campaign.id, key.site, key.at, type])
    }
    inspectedTypes.removeAll()
  }

  /// Judges the findings of inspections together, once all of this transaction are written. What has been
  /// found so far decides, whatever order it came in.
  mutating func combine() throws {
    let ordered = inspections.sorted { ($0.campaign, $0.site, $0.at) < ($1.campaign, $1.site, $1.at) }
    var changed: Set<Int64> = []
    for key in ordered {
      guard let campaign = try campaign(key.campaign) else { continue }
      for finding in try CombinedFinding.fetch(db, campaign, site: key.site, at: key.at)
      where finding.isWrong {
        try write(finding, campaign: campaign)
        changed.insert(finding.hazard)
      }
    }
    for hazard in changed.sorted() { try refresh(hazard) }
  }

  private func write(_ finding: CombinedFinding, campaign: CampaignRow) throws {
    guard let criterion = finding.wanted else {
      return try db.cachedStatement(
        sql: "DELETE FROM combined WHERE hazard_id = ? AND campaign_id = ? AND seq = ?"
      ).execute(arguments: [finding.hazard, campaign.id, finding.seq])
    }
    try db.cachedStatement(
      sql: """
        INSERT INTO combined (hazard_id, campaign_id, seq, criterion, level) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (hazard_id, campaign_id, seq)
          DO UPDATE SET criterion = excluded.criterion, level = excluded.level
        """
    ).execute(
      arguments: [
        finding.hazard, campaign.id, finding.seq, criterion.id, Int64(criterion.level.rawValue),
      ])
  }
}

/// A finding of an inspection, with the combination that raises it.
struct CombinedFinding {
  var hazard: Int64
  var seq: Int64
  var wanted: Criterion?
  /// The id of the criterion that the database has; nil for none.
  private var known: String?

  var isWrong: Bool { wanted?.id != known }

  /// All findings of one inspection, judged.
  static func fetch(
    _ db: Database, _ campaign: CampaignRow, site: Int64, at: Int64
  ) throws -> [CombinedFinding] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT hazard.id, event.seq, combined.criterion, event.level, event.grade, item.id, item.code
        FROM hazard JOIN event ON event.hazard_id = hazard.id JOIN item ON item.id = hazard.item_id
        LEFT JOIN combined ON combined.hazard_id = hazard.id AND combined.campaign_id = event.campaign_id
          AND combined.seq = event.seq
        WHERE hazard.site_id = ? AND event.campaign_id = ? AND event.kind = 0 AND event.at = ?
        ORDER BY hazard.id, event.seq
        """)
    let rows = try Row.fetchAll(statement, arguments: [site, campaign.id, at])
    // What one inspection says twice of a hazard counts once, at its worst.
    var parts: [Combination.Part] = []
    var indexes: [Int64: Int] = [:]
    for row in rows {
      let part = Combination.Part(
        item: row[6], category: campaign.categories[row[5]] ?? "",
        level: HazardLevel(rawValue: row[3]) ?? .general, grade: RiskGrade(rawValue: row[4]) ?? .blue)
      guard let index = indexes[row[0]] else {
        indexes[row[0]] = parts.count
        parts.append(part)
        continue
      }
      parts[index].level = max(parts[index].level, part.level)
      parts[index].grade = max(parts[index].grade, part.grade)
    }
    let raising = Combination.raising(
      parts, by: campaign.combinations, at: try inspectedType(db, campaign, site: site, at: at))
    return rows.map { row in
      CombinedFinding(
        hazard: row[0], seq: row[1], wanted: indexes[row[0]].flatMap { raising[$0] }, known: row[2])
    }
  }

  /// The type that the site had then; empty where it was not kept, since nothing asks for it.
  private static func inspectedType(
    _ db: Database, _ campaign: CampaignRow, site: Int64, at: Int64
  ) throws -> String {
    guard campaign.judgesByType else { return "" }
    let statement = try db.cachedStatement(
      sql: "SELECT type FROM inspected_type WHERE campaign_id = ? AND site_id = ? AND at = ?")
    return try String.fetchOne(statement, arguments: [campaign.id, site, at]) ?? ""
  }

  /// How many findings are not raised as they should be, in the whole ledger.
  static func countWrong(_ db: Database) throws -> Int {
    var wrong = 0
    for code in try String.fetchAll(db, sql: "SELECT code FROM campaign ORDER BY code") {
      guard let campaign = try CampaignRow(db, code: code), !campaign.combinations.isEmpty else {
        continue
      }
      let inspections = try Row.fetchAll(
        db,
        sql: """
          SELECT DISTINCT hazard.site_id, event.at FROM event JOIN hazard ON hazard.id = event.hazard_id
          WHERE event.campaign_id = ? AND event.kind = 0
          """, arguments: [campaign.id])
      for row in inspections {
        wrong += try fetch(db, campaign, site: row[0], at: row[1]).count(where: \.isWrong)
      }
    }
    return wrong
  }
}

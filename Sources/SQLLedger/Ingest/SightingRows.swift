import Inspection
import Ledger

/// Reads a hazard's sightings back from the event log.
enum SightingRows {
  static func fetch(_ db: Database, hazard: Int64) throws -> [HazardHistory.Sighting] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT found.at, accepted.at, CASE WHEN combined.level > found.level THEN combined.level ELSE found.level END,
          found.grade, found.reason, campaign.code, found.seq
        FROM event AS found JOIN campaign ON campaign.id = found.campaign_id
        LEFT JOIN event AS accepted ON accepted.hazard_id = found.hazard_id AND accepted.kind = 1
          AND accepted.campaign_id = found.campaign_id AND accepted.seq = found.seq
        LEFT JOIN combined ON combined.hazard_id = found.hazard_id
          AND combined.campaign_id = found.campaign_id AND combined.seq = found.seq
        WHERE found.hazard_id = ? AND found.kind = 0
        """)
    return try Row.fetchAll(statement, arguments: [hazard]).map { row in
      HazardHistory.Sighting(
        foundAt: Timestamp(milliseconds: row[0]),
        acceptedAt: (row[1] as Int64?).map(Timestamp.init(milliseconds:)),
        level: HazardLevel(rawValue: UInt8(clamping: row[2] as Int64)) ?? .general,
        grade: RiskGrade(rawValue: UInt8(clamping: row[3] as Int64)) ?? .blue,
        reason: row[4], campaign: row[5], seq: UInt64(clamping: row[6] as Int64))
    }
  }
}

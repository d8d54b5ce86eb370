import Figures
import Inspection
import Ledger
import Rectification

/// Goes through hazards as they stood at a moment, one at a time, so that no more than one is held.
struct HazardMoments {
  /// A hazard with where it belongs, by row ids.
  struct Entry {
    var id: Int64
    var region: Int64
    var site: Int64
    var item: Int64
    var moment: HazardMoment
  }

  let db: Database
  /// Nil for everything that is known.
  let time: Timestamp?
  /// On `hazard`, in SQL.
  var condition = "TRUE"

  func walk(_ body: (Entry) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      db, sql: "\(Self.select) WHERE hazard.first_found_at <= ? AND \(condition)",
      arguments: [time?.milliseconds ?? Int64.max])
    while let row = try rows.next() {
      guard let moment = try moment(row) else { continue }
      try body(Entry(id: row[0], region: row[1], site: row[2], item: row[3], moment: moment))
    }
  }

  private static let select = """
    SELECT hazard.id, hazard.region_id, hazard.site_id, hazard.item_id, hazard.state, hazard.level, hazard.grade,
      hazard.first_found_at, hazard.opened_at, hazard.last_found_at, hazard.closed_at, hazard.recurrences,
      hazard.verified_at, item.department, rectification.department,
      (SELECT MAX(at) FROM rectification_event WHERE hazard_id = hazard.id), hazard.due_at, hazard.original_due_at,
      hazard.state = 0 AND hazard.stage IN (0, 1, 2, 8), CASE WHEN rectification.escalations > 0 THEN (
        SELECT region FROM rectification_event WHERE hazard_id = hazard.id AND action = \(RectificationAction.escalate.rawValue)
        ORDER BY number DESC LIMIT 1) END
    FROM hazard JOIN item ON item.id = hazard.item_id
    LEFT JOIN rectification ON rectification.hazard_id = hazard.id
    """

  private func moment(_ row: Row) throws -> HazardMoment? {
    let fallback: String = row[13]
    if let time, isNews(row, after: time) {
      return HazardMoment(
        at: time, try SightingRows.fetch(db, hazard: row[0]), try RectificationRows.fetch(db, hazard: row[0]),
        department: fallback)
    }
    let department = (row[14] as String?) ?? ""
    return HazardMoment(
      state: HazardState(rawValue: row[4]) ?? .open, level: HazardLevel(rawValue: row[5]) ?? .general,
      grade: RiskGrade(rawValue: row[6]) ?? .blue, firstFoundAt: Timestamp(milliseconds: row[7]),
      openedAt: Timestamp(milliseconds: row[8]),
      closedAt: (row[10] as Int64?).map(Timestamp.init(milliseconds:)), recurrences: row[11],
      verifiedAt: (row[12] as Int64?).map(Timestamp.init(milliseconds:)),
      dueAt: (row[16] as Int64?).map(Timestamp.init(milliseconds:)),
      originalDueAt: (row[17] as Int64?).map(Timestamp.init(milliseconds:)), isPending: row[18],
      department: department.isEmpty ? fallback : department, climbedTo: row[19] ?? "")
  }

  /// Whether anything happened to the hazard after a time that could make it stand otherwise now. An acceptance behind
  /// the last finding of a hazard that is open all the same changes nothing.
  private func isNews(_ row: Row, after time: Timestamp) -> Bool {
    [row[9] as Int64?, row[10], row[15]].contains { $0.map { $0 > time.milliseconds } ?? false }
  }
}

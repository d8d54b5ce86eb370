import Inspection
import Rectification

/// Reads and writes what was done about hazards.
enum RectificationRows {
  private static let columns = """
    action, at, person, role, reason, evidence, owner, department, until, original, fixed_by, observation,
    observed_by, due, region, calls
    """

  /// In the order in which it was carried out.
  static func fetch(_ db: Database, hazard: Int64) throws -> [RectificationEvent] {
    let statement = try db.cachedStatement(
      sql: "SELECT \(columns) FROM rectification_event WHERE hazard_id = ? ORDER BY number")
    return try Row.fetchAll(statement, arguments: [hazard]).map(event)
  }

  static func insert(_ db: Database, _ event: RectificationEvent, hazard: Int64, number: Int) throws {
    try db.cachedStatement(
      sql: "INSERT INTO rectification_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ).execute(arguments: [hazard, number] + arguments(event))
  }

  private static func arguments(_ event: RectificationEvent) -> StatementArguments {
    let details = event.details
    return [
      Int64(event.action.rawValue), event.at.milliseconds, event.person, event.role, event.reason,
      event.evidence.joined(separator: "\n"), details.owner, details.department,
      details.until?.milliseconds, details.original.map { Int64(bitPattern: $0.rawValue) }, details.fixedBy,
      details.observation, details.observedBy, details.due?.milliseconds, details.region,
      CallText.text(of: details.calls),
    ]
  }

  private static func event(_ row: Row) -> RectificationEvent {
    RectificationEvent(
      RectificationAction(rawValue: row[0]) ?? .leaveUndecided, at: Timestamp(milliseconds: row[1]),
      person: row[2], role: row[3], reason: row[4],
      evidence: (row[5] as String).split(separator: "\n").map(String.init),
      details: RectificationDetails(
        owner: row[6], department: row[7], until: (row[8] as Int64?).map(Timestamp.init(milliseconds:)),
        original: (row[9] as Int64?).map { HazardID(rawValue: UInt64(bitPattern: $0)) }, fixedBy: row[10],
        observation: row[11], observedBy: row[12],
        due: (row[13] as Int64?).map(Timestamp.init(milliseconds:)), region: row[14],
        calls: CallText.calls(in: row[15])))
  }
}

/// The calls of departments as a text: one a line, its deadline before its name.
private enum CallText {
  static func text(of calls: [DepartmentCall]) -> String {
    calls.map { "\($0.due.milliseconds) \($0.department)" }.joined(separator: "\n")
  }

  static func calls(in text: String) -> [DepartmentCall] {
    text.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let due = Int64(parts[0]) else { return nil }
      return DepartmentCall(department: String(parts[1]), due: Timestamp(milliseconds: due))
    }
  }
}

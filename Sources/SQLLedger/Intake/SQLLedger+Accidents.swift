import Inspection
package import Ledger

extension SQLLedger: AccidentBook {
  package func accidents(_ query: AccidentQuery) async throws -> [AccidentRecord]? {
    try await database.read { db in
      if let region = query.region,
        try Int64.fetchOne(db, sql: "SELECT id FROM region WHERE code = ?", arguments: [region]) == nil
      {
        return nil
      }
      return try Self.accidents(db, query)
    }
  }

  static func accident(_ db: Database, _ id: String, knownAt: Timestamp?) throws -> AccidentRecord? {
    try accidents(db, AccidentQuery(id: id, knownAt: knownAt, includesWithdrawn: true)).first
  }

  /// The latest first. What an accident is counted by is the last word of what was known.
  private static func accidents(_ db: Database, _ query: AccidentQuery) throws -> [AccidentRecord] {
    var conditions = [
      """
      last.number = (SELECT MAX(number) FROM accident_version AS later
        WHERE later.accident = last.accident AND later.at <= ?)
      """
    ]
    let knownAt = query.knownAt?.milliseconds ?? Int64.max
    var arguments: StatementArguments = [knownAt]
    func add(_ condition: String, _ argument: any SQLConvertible) {
      conditions.append(condition)
      arguments += [argument]
    }
    if let id = query.id { add("last.accident = ?", id) }
    if let region = query.region { add("last.region_id IN (\(HazardFilter.subtree))", region) }
    if let from = query.from { add("last.occurred_at >= ?", from.milliseconds) }
    if let to = query.to { add("last.occurred_at < ?", to.milliseconds) }
    if !query.includesWithdrawn { conditions.append("last.act <> 'withdraw'") }
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT last.accident, region.name FROM accident_version AS last
        JOIN region ON region.id = last.region_id WHERE \(conditions.joined(separator: " AND "))
        ORDER BY last.occurred_at DESC, last.accident LIMIT ?
        """, arguments: arguments + [min(max(1, query.limit), AccidentQuery.maximumLimit)])
    return try rows.compactMap { row in
      AccidentRecord(
        id: row[0], regionName: row[1], history: try versions(db, of: row[0], knownAt: knownAt))
    }
  }

  private static func versions(
    _ db: Database, of accident: String, knownAt: Int64
  ) throws -> [AccidentRecord.Version] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT act, at, person, role, reason, occurred_at, region.code, kind, deaths, injuries, description,
          hazard_id FROM accident_version JOIN region ON region.id = region_id
        WHERE accident = ? AND at <= ? ORDER BY number
        """)
    return try Row.fetchAll(statement, arguments: [accident, knownAt]).map { row in
      AccidentRecord.Version(
        act: AccidentCommand.Act(rawValue: row[0]) ?? .record, at: Timestamp(milliseconds: row[1]),
        person: row[2], role: row[3], reason: row[4],
        accident: Accident(
          occurredAt: Timestamp(milliseconds: row[5]), region: row[6], kind: row[7], deaths: row[8],
          injuries: row[9], description: row[10],
          hazard: (row[11] as Int64?).map { HazardID(rawValue: UInt64(bitPattern: $0)) }))
    }
  }
}

import Inspection
import Ledger

extension IngestRun {
  /// Carries out what a person says of an accident, or refuses it.
  ///
  /// - Parameter offset: of its record; names an accident that is recorded.
  mutating func note(_ command: AccidentCommand, offset: Int64) throws {
    try writeHazards()
    change.accidents.append(try judge(command, offset: offset))
  }

  private func judge(_ command: AccidentCommand, offset: Int64) throws -> AccidentReceipt {
    func refused(_ code: AccidentRefusal.Code, _ reason: String) -> AccidentReceipt {
      .refused(AccidentRefusal(code, reason))
    }
    if let repeated = try repeated(command) { return repeated }
    if let fault = command.fault(now: time) { return .refused(fault) }
    let id = command.act == .record ? "accident-\(offset)" : command.accident
    let known = try SQLLedger.accident(db, id, knownAt: nil)
    if command.act != .record {
      guard let known else { return refused(.unknownAccident, "there is no accident \"\(id)\"") }
      if known.isWithdrawn { return refused(.notAllowed, "accident \(id) was withdrawn") }
      if let last = known.history.last, last.at > command.at {
        return refused(
          .badTime, "\(command.at.iso8601) is before what was said last of it, at \(last.at.iso8601)")
      }
    }
    let before = known?.accident ?? Accident(occurredAt: command.at, region: "")
    var accident = command.act == .withdraw ? before : command.details.applied(to: before)
    if let hazard = accident.hazard {
      let region = try String.fetchOne(
        db,
        sql: """
          SELECT region.code FROM hazard JOIN region ON region.id = hazard.region_id WHERE hazard.id = ?
          """, arguments: [hazard.key])
      guard let region else { return refused(.unknownHazard, "there is no hazard \(hazard)") }
      if accident.region.isEmpty { accident.region = region }
    }
    let region = try Int64.fetchOne(
      db, sql: "SELECT id FROM region WHERE code = ?", arguments: [accident.region])
    guard let region else { return refused(.unknownRegion, "there is no region \"\(accident.region)\"") }
    try insert(command, accident, id: id, number: known?.history.count ?? 0, region: region)
    return .done(id: id, isRepeated: false)
  }

  /// What was said of a command that came before under the same key; nil for a new one.
  private func repeated(_ command: AccidentCommand) throws -> AccidentReceipt? {
    guard !command.key.isEmpty else { return nil }
    let row = try Row.fetchOne(
      db, sql: "SELECT accident, fingerprint FROM accident_version WHERE command_key = ?",
      arguments: [command.key])
    guard let row else { return nil }
    guard row[1] as String == command.fingerprint else {
      return .refused(
        AccidentRefusal(
          .keyReused, "the key \"\(command.key)\" belongs to another command that was carried out"))
    }
    return .done(id: row[0], isRepeated: true)
  }

  private func insert(
    _ command: AccidentCommand, _ accident: Accident, id: String, number: Int, region: Int64
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO accident_version (accident, number, act, at, person, role, reason, occurred_at, region_id,
          kind, deaths, injuries, description, hazard_id, command_key, fingerprint)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        id, number, command.act.rawValue, command.at.milliseconds, command.person, command.role,
        command.reason, accident.occurredAt.milliseconds, region, accident.kind, accident.deaths,
        accident.injuries, accident.description, accident.hazard?.key, command.key, command.fingerprint,
      ])
  }
}

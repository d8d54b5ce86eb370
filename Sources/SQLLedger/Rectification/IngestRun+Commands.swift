import Inspection
import Ledger
import Rectification

extension IngestRun {
  /// Carries a command out on all of its hazards or on none.
  ///
  /// - Parameter offset: of its record; names the re-inspections that it asks for.
  mutating func carryOut(_ command: RectificationCommand, offset: Int64) throws {
    // What came before in this transaction must be seen, as if it had been one of its own: a ledger that is made
    // anew may join transactions.
    try writeHazards()
    let report = try judge(command, offset: offset)
    acceptedRisks = nil
    change.reports.append(report)
    guard !report.isRepeated, !report.isCarriedOut else { return }
    try record(report, of: command)
  }

  private mutating func judge(
    _ command: RectificationCommand, offset: Int64
  ) throws -> RectificationReport {
    if let repeated = try repeated(command) { return repeated }
    if let refusal = try RectificationRules.refusal(of: command, now: time) ?? badOriginal(of: command) {
      return RectificationReport(refusal: refusal)
    }
    var cases: [HazardCase] = []
    var lines: [RectificationReport.Line] = []
    for target in command.targets {
      guard var hazard = try hazardCase(target.hazard.key) else {
        lines.append(.unknown(target.hazard))
        continue
      }
      hazard.settle(through: command.at)
      lines.append(
        .init(target.hazard, hazard, RectificationRules.refusal(of: command, on: target, hazard.course)))
      cases.append(hazard)
    }
    guard lines.allSatisfy({ $0.refusal == nil }) else { return RectificationReport(lines: lines) }
    for index in cases.indices {
      cases[index].append(RectificationEvent(command))
      try cases[index].write(self)
    }
    if command.action == .rectify { try askForReinspection(cases, command: offset, at: command.at) }
    if !command.key.isEmpty {
      try db.cachedStatement(sql: "INSERT INTO command_key VALUES (?, ?)")
        .execute(arguments: [command.key, command.fingerprint])
    }
    change.hazardsTouched += cases.count
    return RectificationReport(
      lines: zip(command.targets, cases).map { .init($0.hazard, $1, nil) })
  }

  /// The report of a command that was carried out before; nil for a new one.
  private func repeated(_ command: RectificationCommand) throws -> RectificationReport? {
    guard !command.key.isEmpty else { return nil }
    let statement = try db.cachedStatement(sql: "SELECT fingerprint FROM command_key WHERE key = ?")
    guard let known = try String.fetchOne(statement, arguments: [command.key]) else { return nil }
    guard known == command.fingerprint else {
      return RectificationReport(
        refusal: RectificationRefusal(
          .keyReused, "the key \"\(command.key)\" belongs to another command that was carried out"))
    }
    let lines = try command.targets.map { target in
      try HazardCase.fetch(db, key: target.hazard.key)
        .map { RectificationReport.Line(target.hazard, $0, nil) } ?? .unknown(target.hazard)
    }
    return RectificationReport(lines: lines, isRepeated: true)
  }

  /// A duplicate is followed as another hazard, which must be there and followed itself.
  private func badOriginal(of command: RectificationCommand) throws -> RectificationRefusal? {
    guard command.action == .markDuplicate, let original = command.details.original else { return nil }
    guard let hazard = try HazardCase.fetch(db, key: original.key) else {
      return RectificationRefusal(.unknownHazard, "there is no hazard \(original)")
    }
    guard hazard.course.state.isDismissal else { return nil }
    return RectificationRefusal(
      .notAllowed,
      "hazard \(original) is \(hazard.course.state.name) itself: name the one that is followed")
  }

  /// What was refused is kept, too: who tried what.
  private func record(_ report: RectificationReport, of command: RectificationCommand) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO refused_command (hazard_id, action, at, person, role, code, reason)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    let refusals =
      report.refusal.map { refusal in command.targets.map { ($0.hazard, refusal) } }
      ?? report.lines.compactMap { line in line.refusal.map { (line.hazard, $0) } }
    for (hazard, refusal) in refusals {
      try statement.execute(
        arguments: [
          hazard.key, Int64(command.action.rawValue), command.at.milliseconds, command.person, command.role,
          refusal.code.rawValue, refusal.description,
        ])
    }
  }
}

extension HazardID {
  /// The row id of the hazard.
  var key: Int64 { Int64(bitPattern: rawValue) }
}

extension RectificationReport.Line {
  fileprivate init(_ id: HazardID, _ hazard: HazardCase, _ refusal: RectificationRefusal?) {
    self.init(
      hazard: id, state: hazard.course.state, version: hazard.course.version, allowed: hazard.course.allowed,
      refusal: refusal)
  }

  fileprivate static func unknown(_ id: HazardID) -> Self {
    Self(
      hazard: id, state: nil, version: nil,
      refusal: RectificationRefusal(.unknownHazard, "there is no hazard \(id)"))
  }
}

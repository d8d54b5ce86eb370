import Inspection
import Ledger
import Rectification

/// What a re-inspection said of a hazard.
struct ReinspectionVerdict {
  var hazard: Int64
  /// Of the event that reported the rectification; nil for an accepted risk that any inspection may end.
  var number: Int?
  var action: RectificationAction
  var at: Timestamp
  var reason: String
  var evidence: [String]
}

extension IngestRun {
  /// The id of a campaign that the ledger asks for: by the place of what asks for it in the log, and by when that was
  /// written, so that it is the same whenever it is sent. A ledger that was restored comes to the same place again, while
  /// the topics still hold the campaign that was asked for there before.
  func campaignID(_ kind: Reinspection.Kind, place: Int64) -> String {
    var digest = Digest()
    digest.update(lengthPrefixed: "\(place)/\(time.milliseconds)")
    return "\(kind.idPrefix)\(place)-\(digest.hex().prefix(6))"
  }

  /// Notes that the hazards' items are to be checked again.
  func askForReinspection(_ cases: [HazardCase], command: Int64, at: Timestamp) throws {
    var campaigns: [Int64: (code: String, tasks: Int)] = [:]
    for hazard in cases {
      guard let (checklist, position) = try lastCheck(of: hazard.key) else { continue }
      var campaign =
        campaigns[checklist] ?? (
          "\(campaignID(.reinspection, place: command))-\(campaigns.count)", 0
        )
      if campaign.tasks == 0 {
        try db.execute(
          sql: "INSERT INTO reinspection VALUES (?, ?, ?)",
          arguments: [campaign.code, checklist, at.milliseconds])
      }
      try db.cachedStatement(sql: "INSERT INTO reinspection_task VALUES (?, ?, ?, ?, ?)")
        .execute(arguments: [campaign.code, campaign.tasks, hazard.key, hazard.events.count, position])
      campaign.tasks += 1
      campaigns[checklist] = campaign
    }
  }

  /// The checklist that found the hazard last, and the item's position there.
  private func lastCheck(of hazard: Int64) throws -> (checklist: Int64, position: Int)? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT checklist_item.checklist_id, checklist_item.position
        FROM event JOIN campaign ON campaign.id = event.campaign_id JOIN hazard ON hazard.id = event.hazard_id
        JOIN checklist_item ON checklist_item.checklist_id = campaign.checklist_id
          AND checklist_item.item_id = hazard.item_id
        WHERE event.hazard_id = ? AND event.kind = 0
        ORDER BY event.at DESC, campaign.code DESC, event.seq DESC LIMIT 1
        """)
    return try Row.fetchOne(statement, arguments: [hazard]).map { ($0[0], $0[1]) }
  }

  /// Notes what a result says of the hazard that it was asked about. Its findings are noted elsewhere, as always.
  mutating func noteReinspection(_ result: TaskResult) throws {
    let row = try Row.fetchOne(
      db, sql: "SELECT hazard_id, number, position FROM reinspection_task WHERE campaign = ? AND seq = ?",
      arguments: [result.campaign, Int64(clamping: result.seq)])
    guard let row else { return }
    let position: Int = row[2]
    var verdict = ReinspectionVerdict(
      hazard: row[0], number: row[1], action: .leaveUndecided, at: result.inspection.observedAt,
      reason: "the re-inspection ended as \(result.outcome.name)", evidence: [])
    if result.outcome == .checked {
      if let finding = result.findings.first(where: { $0.item == position }) {
        verdict.action = .failReinspection
        verdict.reason = finding.reason
        verdict.evidence = finding.evidence
      } else if let exception = result.exceptions.first(where: { $0.item == position }) {
        let why = exception.reason.isEmpty ? "" : ": \(exception.reason)"
        verdict.reason = "the re-inspection came to \(exception.outcome.name)\(why)"
      } else if result.passes(position) {
        verdict.action = .passReinspection
        verdict.reason = "the re-inspection found it in order"
      }
    }
    reinspections.append(verdict)
  }

  /// Lets a verdict decide, unless the rectification that it is about is decided already.
  func settle(_ verdict: ReinspectionVerdict) throws {
    guard var hazard = try hazardCase(verdict.hazard) else { return }
    guard let number = verdict.number else { return try end(&hazard, by: verdict) }
    guard hazard.isUndecided(since: number) else { return }
    let at = max(verdict.at, hazard.course.lastEventAt ?? verdict.at)
    var verdict = verdict
    if verdict.action == .passReinspection, hazard.course.supervisedSince != nil {
      verdict.action = .leaveUndecided
      verdict.reason += "; it is under listed supervision, which only acceptance ends"
    }
    // The finding of a failed one has moved the hazard on already.
    let isMoved = verdict.action == .failReinspection && hazard.course.state == .rectifying
    guard isMoved || verdict.action.origins.contains(hazard.course.state) else { return }
    hazard.append(
      RectificationEvent(verdict.action, at: at, reason: verdict.reason, evidence: verdict.evidence))
    try hazard.write(self)
  }

  /// Notes which hazards with an accepted risk the result found in order.
  mutating func notePasses(_ result: TaskResult, campaign: CampaignRow, site: Int64) throws {
    guard result.outcome == .checked, !campaign.isReinspection else { return }
    let risks = try acceptedRisks ?? AcceptedRisk.fetch(db)
    acceptedRisks = risks
    for risk in risks[site] ?? [] {
      guard let position = campaign.items.firstIndex(where: { $0.id == risk.item }),
        result.passes(position)
      else { continue }
      reinspections.append(
        ReinspectionVerdict(
          hazard: risk.hazard, number: nil, action: .passReinspection, at: result.inspection.observedAt,
          reason: "campaign \(result.campaign) found it in order", evidence: []))
    }
  }

  /// Ends an accepted risk, unless it ran out before, or the item was looked at before the hazard was as it is.
  private func end(_ hazard: inout HazardCase, by verdict: ReinspectionVerdict) throws {
    hazard.settle(through: verdict.at)
    guard hazard.course.state == .riskAccepted, verdict.at > hazard.course.lastChangeAt else { return }
    hazard.append(RectificationEvent(verdict.action, at: verdict.at, reason: verdict.reason))
    try hazard.write(self)
  }
}

/// A hazard whose risk is accepted.
struct AcceptedRisk {
  var hazard: Int64
  var item: Int64

  /// All of them, by site.
  static func fetch(_ db: Database) throws -> [Int64: [AcceptedRisk]] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT hazard.site_id, hazard.id, hazard.item_id
        FROM rectification JOIN hazard ON hazard.id = rectification.hazard_id
        WHERE rectification.state = ? ORDER BY hazard.id
        """, arguments: [Int64(RectificationState.riskAccepted.rawValue)])
    return Dictionary(grouping: rows) { $0[0] as Int64 }.mapValues { rows in
      rows.map { AcceptedRisk(hazard: $0[1], item: $0[2]) }
    }
  }
}

extension TaskResult {
  /// Whether the check of the item at this position passed.
  fileprivate func passes(_ position: Int) -> Bool {
    items.contains { $0.contains(position) } && !findings.contains { $0.item == position }
      && !exceptions.contains { $0.item == position }
  }
}

extension HazardCase {
  fileprivate func isUndecided(since number: Int) -> Bool {
    number <= events.count && events[number...].allSatisfy { $0.action.target == nil }
  }
}

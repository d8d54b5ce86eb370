import Faults
import Inspection
import Ledger

extension IngestRun {
  /// A result with the rows that it belongs to.
  private struct Placed {
    var result: TaskResult
    var campaign: CampaignRow
    /// Nil for a task that came without a site.
    var site: NameCache.SiteRow?
    /// Nil of a task without checks.
    var detail: ResultDetail?
    /// Where its checks are counted; a task that died or was cancelled made none.
    var region: Int64?
  }

  /// Takes in results that follow each other. All their rows are inserted first, where tasks have no outcome yet, so that
  /// a database far away is waited for once; then each result is settled, in the order of arrival. Settling one reads
  /// nothing that the rows of later ones change.
  ///
  /// - Returns: why each of them cannot be used; nil for those that were.
  mutating func apply(_ results: ArraySlice<LedgerRecord>) throws -> [String?] {
    var reasons: [String?] = []
    var placed: [Placed?] = []
    reasons.reserveCapacity(results.count)
    placed.reserveCapacity(results.count)
    for record in results {
      guard let result = record.entry.result else { continue }
      let (place, reason) = try place(result)
      if let place { try insert(place) }
      placed.append(place)
      reasons.append(reason)
    }
    var inserted = try statements.insertResult.takeChanges()[...]
    for place in placed {
      guard let place, let count = inserted.popFirst() else { continue }
      try settle(place, isNew: count == 1)
    }
    return reasons
  }

  /// - Returns: the place, or why there is none.
  private mutating func place(_ result: TaskResult) throws -> (Placed?, String?) {
    guard let campaign = try campaign(result.campaign) else {
      return (nil, "no campaign \(result.campaign) was opened")
    }
    guard result.seq < campaign.tasks, (result.items.last?.upperBound ?? 0) <= campaign.items.count else {
      return (nil, "campaign \(result.campaign) has no seq \(result.seq) with these items")
    }
    // Only what was not checked may come without a site.
    let hasSite = result.outcome == .checked || result.site != .unknown
    let site = hasSite ? try siteRow(result.site) : nil
    let region = result.outcome == .checked ? try regionID(result.site.region) : nil
    return (
      Placed(
        result: result, campaign: campaign, site: site, detail: try detail(result), region: region), nil
    )
  }

  private mutating func settle(_ placed: Placed, isNew: Bool) throws {
    let (result, campaign) = (placed.result, placed.campaign)
    var replaced: TaskOutcome?
    if !isNew {
      let known = try standing(result, campaign: campaign)
      let arriving = OutcomeRule.Standing(result.outcome, generation: result.generation)
      switch OutcomeRule.verdict(on: arriving, beside: known) {
      case .replace:
        try replace(placed)
        replaced = known?.outcome
      case .late: return try keepApart(result, campaign: campaign)
      case .supplement where FaultPlan.mutation != .noDedupe: return try add(placed)
      case .insert, .duplicate, .supplement:
        guard FaultPlan.mutation == .noDedupe else {
          change.duplicates += 1
          return try noteSubmission(result, campaign: campaign, decided: [])
        }
      }
    }
    try count(placed, replaced: replaced)
    try writeBeforeVerdicts()
  }

  /// Takes in what a result of a higher generation decided.
  private mutating func add(_ placed: Placed) throws {
    guard let site = placed.site else { return }
    let decided = try supplement(placed.result, campaign: placed.campaign, site: site)
    if decided.isEmpty { change.duplicates += 1 }
    try noteSubmission(placed.result, campaign: placed.campaign, decided: decided)
    try writeBeforeVerdicts()
  }

  /// What a verdict meets must not depend on where transactions end.
  private mutating func writeBeforeVerdicts() throws {
    if !reinspections.isEmpty || !reportVerdicts.isEmpty { try writeHazards() }
  }

  private mutating func count(_ placed: Placed, replaced: TaskOutcome?) throws {
    let (result, campaign, site) = (placed.result, placed.campaign, placed.site)
    if replaced == nil { change.resultsInserted += 1 } else { change.resultsReplaced += 1 }
    touchedCampaigns.insert(campaign.id)
    counters.add(result, campaign: campaign, region: placed.region, replaced: replaced)
    try noteErrors(result, campaign: campaign)
    if campaign.isReinspection { try noteReinspection(result) }
    if campaign.isReport { try noteReport(result, campaign: campaign) }
    guard let site else { return }
    if let detail = placed.detail { noteInspection(detail, site: site, code: result.site.id) }
    if campaign.passesAreObserved { try notePasses(result, campaign: campaign, site: site.id) }
    for finding in result.findings {
      try record(finding, of: result, campaign: campaign, site: site)
    }
  }

  /// Counts what was decided at a site.
  mutating func noteInspection(_ detail: ResultDetail, site: NameCache.SiteRow, code: String) {
    let isFirst = inspected.add(decided: detail.decided, applicable: detail.applicable, at: site)
    if isFirst { names.sites[code]?.isInspected = true }
  }

  /// Notes why checks could not be completed.
  func noteErrors(_ result: TaskResult, campaign: CampaignRow) throws {
    for exception in result.exceptions where !exception.reason.isEmpty && exception.outcome != .notapplicable
    {
      try db.cachedStatement(sql: "INSERT INTO check_error VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
        .execute(
          arguments: [
            campaign.id, Int64(clamping: result.seq), campaign.items[exception.item].id,
            Int64(exception.outcome.rawValue), exception.reason,
          ])
    }
  }

  /// Inserts the result's row unless the task has an outcome already.
  private func insert(_ placed: Placed) throws {
    let (result, detail) = (placed.result, placed.detail)
    try statements.insertResult.run(
      placed.campaign.id, Int64(clamping: result.seq), Int64(result.generation),
      Int64(result.outcome.rawValue), placed.site?.id, result.inspection.observedAt.milliseconds,
      result.checkCount, result.worker,
      detail?.inspector,
      detail?.decided, detail?.failed, detail?.applicable, detail?.scope, placed.region)
  }

  /// - Returns: nil of a task without checks.
  private mutating func detail(_ result: TaskResult) throws -> ResultDetail? {
    guard result.outcome == .checked else { return nil }
    return ResultDetail(result, inspector: try inspectorID(result.inspection.inspector))
  }

  mutating func inspectorID(_ name: String) throws -> Int64 {
    if let id = names.inspectors[name] { return id }
    let known = try Int64.fetchOne(
      try db.cachedStatement(sql: "SELECT id FROM inspector WHERE name = ?"), arguments: [name])
    let id = try known ?? insert("INSERT INTO inspector (name) VALUES (?) RETURNING id", [name])
    names.inspectors[name] = id
    return id
  }

  private func standing(_ result: TaskResult, campaign: CampaignRow) throws -> OutcomeRule.Standing? {
    let row = try Row.fetchOne(
      try db.cachedStatement(sql: "SELECT outcome, generation FROM result WHERE campaign_id = ? AND seq = ?"),
      arguments: [campaign.id, Int64(clamping: result.seq)])
    guard let row, let outcome = TaskOutcome(rawValue: row[0]) else { return nil }
    return OutcomeRule.Standing(outcome, generation: row[1])
  }

  private func replace(_ placed: Placed) throws {
    let (result, campaign, site, detail) = (placed.result, placed.campaign, placed.site, placed.detail)
    try db.cachedStatement(
      sql: """
        UPDATE result SET generation = ?, outcome = ?, site_id = ?, observed_at = ?, checks = ?, worker = ?,
          inspector_id = ?, decided = ?, failed = ?, applicable = ?, scope = ?, region_id = ?
        WHERE campaign_id = ? AND seq = ?
        """
    ).execute(
      arguments: [
        Int64(result.generation), Int64(result.outcome.rawValue), site?.id,
        result.inspection.observedAt.milliseconds, result.checkCount, result.worker, detail?.inspector,
        detail?.decided, detail?.failed, detail?.applicable, detail?.scope, placed.region, campaign.id,
        Int64(clamping: result.seq),
      ])
  }

  private mutating func keepApart(_ result: TaskResult, campaign: CampaignRow) throws {
    try db.cachedStatement(
      sql: "INSERT INTO late_result VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
    ).execute(
      arguments: [
        campaign.id, Int64(clamping: result.seq), Int64(result.generation),
        result.inspection.observedAt.milliseconds, result.checkCount, result.findings.count, result.worker,
      ])
    if try db.changesCount == 1 {
      change.lateResults += 1
      counters.addLate(campaign: campaign)
    } else {
      change.duplicates += 1
    }
  }

  mutating func record(
    _ finding: Finding, of result: TaskResult, campaign: CampaignRow, site: NameCache.SiteRow
  ) throws {
    let item = campaign.items[finding.item]
    let id = HazardID(site: result.site.id, checklist: campaign.checklist, item: item.code)
    let event = EventRow(
      hazard: id, campaign: campaign.id, seq: Int64(clamping: result.seq),
      foundDay: result.inspection.day, level: finding.level, grade: finding.grade)
    try event.insert(
      with: statements.insertEvent, kind: .found, at: result.inspection.observedAt,
      person: result.inspection.inspector, reason: finding.reason,
      evidence: finding.evidence.joined(separator: "\n"))
    tallies.add(.found, foundOn: result.inspection.day)
    if let acceptedAt = finding.acceptedAt {
      try event.insert(
        with: statements.insertEvent, kind: .accepted, at: acceptedAt, person: "", reason: "recorded",
        evidence: "")
      tallies.add(.accepted, foundOn: result.inspection.day)
    }
    let inspection = InspectionKey(
      campaign: result.campaign, site: site.id, at: result.inspection.observedAt.milliseconds)
    if !campaign.combinations.isEmpty { inspections.insert(inspection) }
    if campaign.judgesByType { note(result.site.type, of: inspection) }
    let sighting = HazardHistory.Sighting(
      foundAt: result.inspection.observedAt, acceptedAt: finding.acceptedAt, level: finding.level,
      grade: finding.grade, reason: finding.reason, campaign: result.campaign, seq: result.seq)
    let empty = PendingHazard(siteID: site.id, itemID: item.id, regionID: site.regionID)
    hazards[id, default: empty].sightings.append(sighting)
  }

  mutating func campaign(_ code: String) throws -> CampaignRow? {
    if let row = names.campaigns[code] { return row }
    let row = try CampaignRow(db, code: code)
    names.campaigns[code] = row
    return row
  }

  /// The site's row; one that no register has named yet gets a row with what the result says of it.
  private mutating func siteRow(_ site: SiteReference) throws -> NameCache.SiteRow {
    if let row = names.sites[site.id] { return row }
    let statement = try db.cachedStatement(sql: "SELECT id, region_id FROM site WHERE code = ?")
    let known = try Row.fetchOne(statement, arguments: [site.id])
    let row: NameCache.SiteRow
    if let known {
      row = NameCache.SiteRow(id: known[0], regionID: known[1])
    } else {
      let region = try regionID(site.region)
      let id = try insert(
        "INSERT INTO site (code, name, region_id, type, owner) VALUES (?, ?, ?, ?, '') RETURNING id",
        [site.id, site.id, region, site.type])
      row = NameCache.SiteRow(id: id, regionID: region)
    }
    names.note(row, site: site.id)
    return row
  }
}

/// What the events of one finding share.
private struct EventRow {
  var hazard: HazardID
  var campaign: Int64
  var seq: Int64
  var foundDay: CivilDate
  var level: HazardLevel
  var grade: RiskGrade

  func insert(
    with statement: HotStatement, kind: HazardEvent.Kind, at: Timestamp, person: String, reason: String,
    evidence: String
  ) throws {
    try statement.run(
      Int64(bitPattern: hazard.rawValue), Int64(kind.rawValue), at.milliseconds, Int64(foundDay.days),
      campaign, seq, Int64(level.rawValue), Int64(grade.rawValue), person, reason, evidence)
  }
}

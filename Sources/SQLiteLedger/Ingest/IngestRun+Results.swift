import GRDB
import Inspection
import Ledger

extension IngestRun {
  mutating func apply(_ result: TaskResult) throws {
    guard let campaign = try campaign(result.campaign), result.seq < campaign.tasks,
      (result.items.last?.upperBound ?? 0) <= campaign.items.count
    else {
      throw LedgerError(.misplacedResult, "seq \(result.seq) of campaign \(result.campaign)")
    }
    let site = try siteRow(result.site)
    try db.cachedStatement(
      sql: "INSERT INTO result VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
    ).execute(
      arguments: [
        campaign.id, Int64(clamping: result.seq), Int64(result.generation), Int64(result.outcome.rawValue),
        site.id, result.inspection.observedAt.milliseconds, result.checkCount, result.worker,
      ])
    guard db.changesCount == 1 else {
      change.duplicates += 1
      return
    }
    change.resultsInserted += 1
    touchedCampaigns.insert(campaign.id)
    counters.add(result, campaign: campaign, region: try regionID(result.site.region))
    for finding in result.findings {
      try record(finding, of: result, campaign: campaign, site: site)
    }
  }

  private mutating func record(
    _ finding: Finding, of result: TaskResult, campaign: CampaignRow, site: NameCache.SiteRow
  ) throws {
    let item = campaign.items[finding.item]
    let id = HazardID(site: result.site.id, checklist: campaign.checklist, item: item.code)
    let event = EventRow(
      hazard: id, campaign: campaign.id, seq: Int64(clamping: result.seq),
      foundDay: result.inspection.day, level: finding.level, grade: finding.grade)
    try event.insert(
      db, kind: .found, at: result.inspection.observedAt, person: result.inspection.inspector,
      reason: finding.reason, evidence: finding.evidence.joined(separator: "\n"))
    if let acceptedAt = finding.acceptedAt {
      try event.insert(db, kind: .accepted, at: acceptedAt, person: "", reason: "recorded", evidence: "")
    }
    let sighting = HazardHistory.Sighting(
      foundAt: result.inspection.observedAt, acceptedAt: finding.acceptedAt, level: finding.level,
      grade: finding.grade, reason: finding.reason, campaign: result.campaign, seq: result.seq)
    let empty = PendingHazard(siteID: site.id, itemID: item.id, regionID: site.regionID)
    hazards[id, default: empty].sightings.append(sighting)
  }

  mutating func campaign(_ code: String) throws -> CampaignRow? {
    if let row = names.campaigns[code] { return row }
    let row = try CampaignRow.fetch(db, code: code)
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
      try db.cachedStatement(
        sql: "INSERT INTO site (code, name, region_id, type, owner) VALUES (?, ?, ?, ?, '')"
      ).execute(arguments: [site.id, site.id, region, site.type])
      row = NameCache.SiteRow(id: db.lastInsertedRowID, regionID: region)
    }
    if names.sites.count >= NameCache.siteLimit { names.sites.removeAll() }
    names.sites[site.id] = row
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
    _ db: Database, kind: HazardEvent.Kind, at: Timestamp, person: String, reason: String, evidence: String
  ) throws {
    try db.cachedStatement(sql: "INSERT INTO event VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .execute(
        arguments: [
          Int64(bitPattern: hazard.rawValue), Int64(kind.rawValue), at.milliseconds, foundDay.days, campaign,
          seq, Int64(level.rawValue), Int64(grade.rawValue), person, reason, evidence,
        ])
  }
}

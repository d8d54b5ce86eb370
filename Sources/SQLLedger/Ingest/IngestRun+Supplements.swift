import Faults
import Inspection
import Ledger

extension IngestRun {
  /// Lets a result of a higher generation decide what the task's result left open; what was decided stays as it is.
  ///
  /// - Returns: the positions that it decided; empty when it says nothing new.
  mutating func supplement(
    _ result: TaskResult, campaign: CampaignRow, site: NameCache.SiteRow
  ) throws -> Set<Int> {
    let seq = Int64(clamping: result.seq)
    let known = try Row.fetchOne(
      try db.cachedStatement(
        sql: """
          SELECT result.scope, result.observed_at, result.site_id, COALESCE(result.region_id, site.region_id)
          FROM result JOIN site ON site.id = result.site_id WHERE campaign_id = ? AND seq = ?
          """), arguments: [campaign.id, seq])
    guard let known, known[2] == site.id, let scope = known[0] as [UInt8]? else { return [] }
    let before = try SupplementRows.fetch(db, campaign: campaign.id, seq: seq)
    var open = OpenItems(try ResultScope(scope))
    for supplement in before { open.decide(by: try supplement.scope) }
    if FaultPlan.mutation == .noFirstDecision { open.reopen(result.items.joined()) }
    let part = result.keeping(open)
    guard !part.items.isEmpty else { return [] }
    let detail = try detail(part)
    try insert(part, detail, number: before.count, campaign: campaign, site: site.id, notBefore: known[1])
    noteInspection(detail, site: site, code: result.site.id)
    counters.add(supplement: part, beside: open, campaign: campaign, region: known[3])
    try explain(part, campaign: campaign)
    if campaign.passesAreObserved { try notePasses(part, campaign: campaign, site: site.id) }
    for finding in part.findings { try record(finding, of: part, campaign: campaign, site: site) }
    change.supplements += 1
    return Set(part.items.joined())
  }

  /// Only what more is decided and applies: the task's result was counted before.
  private mutating func detail(_ part: TaskResult) throws -> ResultDetail {
    var detail = ResultDetail(part, inspector: try inspectorID(part.inspection.inspector))
    detail.applicable -= part.checkCount
    return detail
  }

  private func insert(
    _ part: TaskResult, _ detail: ResultDetail, number: Int, campaign: CampaignRow, site: Int64,
    notBefore earliest: Int64
  ) throws {
    let foundAt = part.inspection.observedAt.milliseconds
    try db.cachedStatement(
      sql: """
        INSERT INTO supplement (campaign_id, seq, number, generation, site_id, observed_at, found_at, worker,
          inspector_id, decided, failed, applicable, scope) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        campaign.id, Int64(clamping: part.seq), number, Int64(part.generation), site, max(foundAt, earliest),
        foundAt, part.worker, detail.inspector, detail.decided, detail.failed,
        detail.applicable, detail.scope,
      ])
  }

  /// Puts why checks could not be completed now in the place of why they could not be before.
  private func explain(_ part: TaskResult, campaign: CampaignRow) throws {
    let forget = try db.cachedStatement(
      sql: "DELETE FROM check_error WHERE campaign_id = ? AND seq = ? AND item_id = ?")
    for position in part.items.joined() {
      try forget.execute(
        arguments: [campaign.id, Int64(clamping: part.seq), campaign.items[position].id])
    }
    try noteErrors(part, campaign: campaign)
  }
}

extension TaskResult {
  /// The same of those items of which it says more than is known.
  fileprivate func keeping(_ open: OpenItems) -> TaskResult {
    let outcomes = Dictionary(
      exceptions.map { ($0.item, $0.outcome) }, uniquingKeysWith: { first, _ in first })
    var part = self
    part.items = []
    for position in items.joined() where open.isNews(outcomes[position] ?? .pass, of: position) {
      if part.items.last?.upperBound == position {
        part.items[part.items.count - 1] = part.items[part.items.count - 1].lowerBound..<position + 1
      } else {
        part.items.append(position..<position + 1)
      }
    }
    let kept = Set(part.items.joined())
    part.exceptions = exceptions.filter { kept.contains($0.item) }
    part.findings = findings.filter { kept.contains($0.item) }
    return part
  }
}

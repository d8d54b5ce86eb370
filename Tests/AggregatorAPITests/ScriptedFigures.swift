import Figures
import Inspection
import Ledger

/// Figures that are always the same: of the region 3301, its county, the site s1 and its hazard.
struct ScriptedFigures: LedgerReports {
  private static let score = SiteScore([
    ScoredItem(id: "fire-1", section: "fire", weight: 3, outcome: .fail),
    ScoredItem(id: "fire-2", section: "fire", weight: 1, outcome: .pass),
  ])
  private static let fixed = SiteScore([ScoredItem(id: "fire-1", section: "fire", weight: 3, outcome: .fixed)]
  )

  static var report: FigureReport {
    var report = FigureReport(region: Fixtures.city)
    report.hazards.open = 9
    report.hazards.closed = 41
    report.hazards.dismissed = 2
    report.hazards.openMajor = 3
    report.hazards.verified = 20
    report.hazards.times = RectificationTimes([3_600_000, 86_400_000, 180_000_000])
    report.hazards.newlyFound = 5
    report.coverage = Share(90, of: 100)
    report.sites = Share(38, of: 40)
    return report
  }

  private func isKnown(_ region: String?) -> Bool { region == nil || region == "3301" }

  func figures(_ query: FigureQuery) async throws -> FigureReport? {
    isKnown(query.region) ? Self.report : nil
  }

  func ranking(_ query: FigureQuery, by: RankBy, minimum: Int) async throws -> [RankedRegion]? {
    var score = RegionScore()
    score.add(Self.score)
    return isKnown(query.region)
      ? [RankedRegion(region: Fixtures.county, rank: 1, report: Self.report, score: score)] : nil
  }

  func resolved(_ query: FigureQuery) async throws -> [ResolvedGroup]? {
    isKnown(query.region)
      ? [ResolvedGroup(level: "county", department: "教育局", settlement: Share(41, of: 50))] : nil
  }

  func scores(ofSite site: String, at: Timestamp?) async throws -> [SiteScoreReport]? {
    guard site == "s1" else { return nil }
    return [
      SiteScoreReport(
        site: site, siteName: "第一小学", checklist: "district-safety", score: Self.score,
        failing: [ScoredItem(id: "fire-1", section: "fire", weight: 3, outcome: .fail)])
    ]
  }

  func score(ofRegion region: String, at: Timestamp?) async throws -> RegionScoreReport? {
    var score = RegionScore()
    score.add(Self.score)
    return isKnown(region) ? RegionScoreReport(region: Fixtures.city, score: score) : nil
  }

  func whatIf(
    _ scope: ScoreScope, model: ScoringModel, at: Timestamp?, limit: Int
  ) async throws -> WhatIfReport? {
    WhatIfReport(
      model: model, scored: 4, mean: 60,
      hazards: [
        WhatIf(
          hazard: Fixtures.hazard().id, site: "s1", checklist: "district-safety", item: "fire-1",
          level: .major, grade: .orange, before: Self.score, after: Self.fixed)
      ])
  }

  func coverage(_ query: CoverageQuery) async throws -> CoverageReport? {
    guard isKnown(query.region), query.campaign != "none" else { return nil }
    return CoverageReport(
      sites: Share(38, of: 40), items: Share(1, of: 2),
      missingSites: [Uninspected(id: "s9", name: "第九小学", group: "330102")], next: nil,
      missingItems: [Uninspected(id: "fire-9", name: "Hydrants", group: "district-safety")])
  }

  func acceptance(ofCampaign id: String) async throws -> CampaignAcceptance? { nil }

  func signals(_ query: SignalQuery) async throws -> Signals? {
    Signals(
      failing: Share(10, of: 100),
      fast: [.init(inspector: "赵", steps: Share(7, of: 9), shortest: 2_000)],
      allPass: [.init(inspector: "钱", inspections: 12, checks: 300, chance: 1e-14)],
      reused: [.init(evidence: "sha256:ab", hazards: [Fixtures.hazard().id], sites: 1)])
  }

  func exportedHazards(
    _ query: ExportQuery, after last: HazardID?, limit: Int
  ) async throws -> [ExportedHazard]? {
    guard isKnown(query.region) else { return nil }
    guard last == nil else { return [] }
    var hazard = Fixtures.hazard()
    hazard.reason = "=HYPERLINK(\"http://x\"), \"quoted\"\nand more"
    return [ExportedHazard(summary: hazard, position: Site.Position(latitude: 30.25, longitude: 120.5))]
  }

  func exportedSites(_ query: ExportQuery, after last: String?, limit: Int) async throws -> [ExportedSite]? {
    guard isKnown(query.region) else { return nil }
    let site = SiteSummary(
      id: "s1", name: "第一小学", type: "school", region: "330102", regionName: "上城区", colour: nil, hazards: 3,
      open: 2, openMajor: 1)
    return last == nil ? [ExportedSite(site: site, position: nil, owner: "王")] : []
  }

  func exportedEvents(
    _ query: ExportQuery, after last: AuditPlace?, limit: Int
  ) async throws -> [AuditEvent]? {
    guard isKnown(query.region) else { return nil }
    return last == nil
      ? [
        AuditEvent(
          place: AuditPlace(part: .refused, first: 1), hazard: Fixtures.hazard().id, site: "s1",
          item: "fire-1",
          event: "accept", at: Fixtures.openedAt, person: "王", reason: "four eyes", refusal: "samePerson")
      ] : []
  }

  func openHazards(_ query: FigureQuery, limit: Int) async throws -> [OpenHazard]? {
    guard isKnown(query.region) else { return nil }
    let hazard = Fixtures.hazard()
    return [
      OpenHazard(
        id: hazard.id, level: hazard.level, grade: hazard.grade, openedAt: hazard.openedAt, dueAt: nil,
        site: hazard.site, siteName: "<b>第一小学</b>", region: hazard.region, item: hazard.item,
        itemText: hazard.itemText)
    ]
  }
}

import Inspection
import Ledger

/// A small district, with figures that are all different, so that a mixed-up field shows.
enum Fixtures {
  static let openedAt = Timestamp(milliseconds: 1_782_892_800_000)

  static var outcomes: OutcomeCounts {
    var outcomes = OutcomeCounts()
    for (index, outcome) in CheckOutcome.allCases.enumerated() { outcomes[outcome] = 10 + index }
    return outcomes
  }

  static var totals: HazardTotals {
    var totals = HazardTotals()
    totals.hazards = 50
    totals.closed = 41
    totals.major = 7
    totals.openMajor = 3
    totals.red = 4
    totals.orange = 11
    totals.yellow = 15
    totals.blue = 20
    totals.sightings = 77
    totals.recurrences = 2
    return totals
  }

  static func campaign(
    _ id: String = "autumn-2026", tasks: Int = 500, checked: Int = 300, dead: Int = 6,
    sealed: Bool = true, complete: Bool = false, cancelled: Bool = false
  ) -> CampaignDetail {
    CampaignDetail(
      status: CampaignStatus(
        id: id, title: "秋季安全检查", checklist: "district-safety", checklistVersion: "2026.1",
        openedAt: openedAt, sealedAt: sealed ? Timestamp(milliseconds: 1_782_892_801_500) : nil,
        completedAt: complete ? Timestamp(milliseconds: 1_782_896_400_000) : nil,
        cancellation: cancelled
          ? CampaignCancellation(
            campaign: id, cancelledAt: Timestamp(milliseconds: 1_782_893_000_000), person: "李", reason: "洪水")
          : nil,
        sites: 40, tasks: tasks, checks: 126, taskOutcomes: .init(checked: checked, dead: dead, cancelled: 4),
        outcomes: outcomes, lateResults: cancelled ? 9 : 0),
      sections: [.init(id: "fire", title: "消防", outcomes: outcomes)])
  }

  static func hazard(_ item: String = "fire-1", closed: Bool = false) -> HazardSummary {
    HazardSummary(
      id: HazardID(site: "s1", checklist: "district-safety", item: item), state: closed ? .closed : .open,
      level: .major, grade: .orange, site: "s1", siteName: "第一小学", region: "330102",
      regionName: "上城区", item: item, itemText: "Extinguishers are in date", category: "fire",
      department: "教育局", reason: "expired 2025-01-01", firstFoundAt: openedAt, openedAt: openedAt,
      lastFoundAt: Timestamp(milliseconds: openedAt.milliseconds + 86_400_000),
      closedAt: closed ? Timestamp(milliseconds: openedAt.milliseconds + 172_800_000) : nil, sightings: 3,
      recurrences: 1)
  }

  static func hazardDetail() -> HazardDetail {
    HazardDetail(
      summary: hazard(closed: true),
      events: [
        HazardEvent(
          kind: .found, at: openedAt, campaign: "autumn-2026", seq: 17, person: "李", reason: "expired",
          evidence: ["p/1.jpg"]),
        HazardEvent(
          kind: .accepted, at: Timestamp(milliseconds: openedAt.milliseconds + 172_800_000),
          campaign: "autumn-2026", seq: 17, person: "王", reason: "", evidence: []),
      ])
  }

  static func explanation() -> HazardExplanation {
    var checklist = Checklist(
      id: "district-safety", title: "", version: "2026.1", sections: [.init(id: "fire", title: "")],
      items: [
        Checklist.Item(
          id: "fire-1", text: "Extinguishers are in date", section: 0, requirement: .date(.notExpired),
          risk: RiskFactors(likelihood: 3, consequence: 4))
      ])
    checklist.criteria = CriteriaList(
      id: "major-fire", version: "2024",
      rules: [Criterion(id: "M1", text: "Out of date", level: .major, items: ["fire-1"])])
    let finding = ExplainedFinding(
      at: openedAt, acceptedAt: nil, campaign: "autumn-2026", seq: 17, person: "李", reason: "expired",
      evidence: [], siteType: "school", ownLevel: .major, grade: .orange,
      checklist: .init(
        id: "district-safety", version: "2026.1", digest: "d1", rules: ChecklistRules(checklist)),
      rule: ItemRule(checklist.items[0], of: checklist), combination: nil)
    return HazardExplanation(summary: hazard(), findings: [finding])
  }

  static let city = Region(code: "3301", name: "杭州市", parent: nil, level: "city")
  static let county = Region(code: "330102", name: "上城区", parent: "3301", level: "county")

  static func region(_ region: Region, hasChildren: Bool) -> RegionTotals {
    RegionTotals(region: region, sites: 40, outcomes: outcomes, hazards: totals, hasChildren: hasChildren)
  }

  /// Everything at once.
  static func store() -> ScriptedStore {
    ScriptedStore {
      $0.campaigns = [campaign()]
      $0.outstanding = OutstandingPage(
        ranges: [0...41, 50...50], next: 60, total: 190, maximumGeneration: 3)
      $0.page = HazardPage(hazards: [hazard()], next: hazard().cursor, total: 50)
      $0.hazards = [hazardDetail()]
      $0.explanation = explanation()
      $0.sites = SitePage(
        sites: [
          SiteSummary(
            id: "s1", name: "第一小学", type: "school", region: "330102", regionName: "上城区", colour: .orange,
            hazards: 3, open: 2, openMajor: 1)
        ], next: "s1", total: 2)
      $0.errors = CheckErrorPage(
        errors: [
          CheckError(
            seq: 17, site: "s1", siteName: "第一小学", item: "fire-1", itemText: "Extinguishers are in date",
            outcome: .error, reason: "no photo is attached, item fire-1")
        ], next: CheckErrorCursor(seq: 17, item: "fire-1"), total: 4)
      $0.roots = RegionReport(lineage: [], children: [region(city, hasChildren: true)])
      $0.regions = ["3301": RegionReport(lineage: [city], children: [region(county, hasChildren: false)])]
      $0.items = [
        ItemTotals(
          checklist: "district-safety", item: "fire-1", text: "Extinguishers are in date", section: "fire",
          outcomes: outcomes, hazards: 9)
      ]
      $0.months = [MonthTotals(month: "2026-07", found: 77, accepted: 60)]
      $0.overview = LedgerOverview(
        campaigns: 3, runningCampaigns: 2, sites: 40, results: 310, hazards: totals, rejected: 5)
    }
  }
}

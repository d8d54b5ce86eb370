import Dashboard
import Foundation
import Inspection
import Ledger
import Rectification

/// A ledger's answers, made up; texts may be hostile.
enum Samples {
  static let now = Timestamp(milliseconds: 1_795_000_000_000)
  static let hostile = "<script>alert(1)</script>\" onload='x' &amp; \u{0}"

  static func viewer(_ language: Language = .english, zone: String = "Asia/Shanghai") -> Viewer {
    Viewer(
      name: nil, roles: [],
      formats: Formats(language: language, zone: TimeZone(identifier: zone) ?? .gmt, now: now))
  }

  static func before(days: Int64) -> Timestamp {
    Timestamp(milliseconds: now.milliseconds - days * 86_400_000)
  }

  static func hazard(
    _ item: String = "fire-1", text: String = "Extinguishers are in date",
    state: RectificationState = .assigned,
    level: HazardLevel = .major, dueInDays due: Int64? = -3
  ) -> HazardSummary {
    var standing = HazardRectification(state: state, version: 7, owner: "Wang Wei", department: "Fire")
    standing.dueAt = due.map { before(days: -$0) }
    if state == .rectified { standing.rectifiedBy = "Wang Wei" }
    return HazardSummary(
      id: HazardID(site: "s1", checklist: "c", item: item), state: state.isEnd ? .closed : .open,
      level: level,
      grade: .orange, site: "s1", siteName: "第一小学", region: "330102", regionName: "上城区", item: item,
      itemText: text, category: "fire", department: "Fire", reason: "expired 2025-01-01",
      firstFoundAt: before(days: 30), openedAt: before(days: 30), lastFoundAt: before(days: 20),
      closedAt: nil,
      sightings: 3, recurrences: 1, rectification: standing)
  }

  static func detail(_ summary: HazardSummary = hazard()) -> HazardDetail {
    HazardDetail(
      summary: summary,
      events: [
        HazardEvent(
          kind: .found, at: before(days: 30), campaign: "autumn", seq: 17, person: "Li Na", reason: "expired",
          evidence: ["p/1.jpg"])
      ],
      actions: [
        RectificationEvent(
          .assign, at: before(days: 10), person: "Li Na", role: "supervisor",
          details: RectificationDetails(owner: "Wang Wei", department: "Fire"))
      ])
  }

  static func page(_ summary: HazardSummary = hazard()) -> HazardDetailPage {
    HazardDetailPage(detail: detail(summary), explanation: nil, responsibility: .noPolicy)
  }

  static var totals: HazardTotals {
    var totals = HazardTotals()
    totals.count(state: .open, level: .major, grade: .red, hazards: 1_234, sightings: 1_300, recurrences: 2)
    totals.count(state: .open, level: .general, grade: .blue, hazards: 20, sightings: 20, recurrences: 0)
    totals.count(
      state: .closed, level: .major, grade: .red, hazards: 98_766, sightings: 98_766, recurrences: 0)
    return totals
  }

  static func region(_ code: String, _ name: String, totals: HazardTotals = totals) -> RegionTotals {
    RegionTotals(
      region: Region(code: code, name: name, parent: "3301", level: "county"), sites: 40,
      outcomes: OutcomeCounts(),
      hazards: totals, hasChildren: true)
  }

  static func campaign(_ id: String = "autumn", done: Int = 300) -> CampaignStatus {
    var outcomes = OutcomeCounts()
    outcomes[.pass] = 90
    outcomes[.fail] = 10
    return CampaignStatus(
      id: id, title: "Autumn", checklist: "district", checklistVersion: "1", openedAt: before(days: 1),
      sealedAt: before(days: 1), completedAt: nil, sites: 40, tasks: 500, checks: 126,
      taskOutcomes: .init(checked: done, dead: 6, cancelled: 0), outcomes: outcomes)
  }

  static var overview: OverviewPage {
    OverviewPage(
      overview: LedgerOverview(
        campaigns: 3, runningCampaigns: 2, sites: 40, results: 310, hazards: totals, rejected: 5),
      campaigns: [campaign()],
      months: [
        MonthTotals(month: "2026-10", found: 77, accepted: 60),
        MonthTotals(month: "2026-11", found: 9, accepted: 1),
      ],
      overdue: HazardPage(hazards: [hazard()], next: nil, total: 1_371),
      regions: RegionReport(lineage: [], children: [region("330102", "上城区")]))
  }

  static func document(_ page: Page, _ language: Language = .english) -> String {
    Document(page, for: viewer(language)).html.text
  }
}

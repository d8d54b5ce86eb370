import Inspection
import Ledger

/// A region and its children.
struct RegionReportAnswer: Encodable {
  struct Child: Encodable {
    var code: String
    var name: String
    var level: String
    var hasChildren: Bool
    var sites: Int
    var checks: Int
    var byOutcome: OutcomesAnswer
    var hazards: HazardTotalsAnswer

    init(_ totals: RegionTotals) {
      code = totals.region.code
      name = totals.region.name
      level = totals.region.level
      hasChildren = totals.hasChildren
      sites = totals.sites
      checks = totals.outcomes.total
      byOutcome = OutcomesAnswer(totals.outcomes)
      hazards = HazardTotalsAnswer(totals.hazards)
    }
  }

  /// From the root to the region itself; empty for the roots.
  var lineage: [PlaceAnswer]
  var children: [Child]

  init(_ report: RegionReport) {
    lineage = report.lineage.map(PlaceAnswer.init)
    children = report.children.map(Child.init)
  }
}

import Inspection
import Ledger

extension Dashboard {
  private static let shownOverdue = 6

  func overview(_ asked: PageRequest) async throws -> PageAnswer {
    let overview = try await ledger.overview()
    let campaigns = try await ledger.campaigns()
    // Months cannot be told apart by region.
    let months = asked.viewer.scope == nil ? try await ledger.months() : []
    let overdue = try await ledger.hazards(HazardQuery(limit: Self.shownOverdue, overdueAt: asked.now))
    let page = OverviewPage(
      overview: overview, campaigns: campaigns, months: months,
      overdue: overdue, regions: try await topRegions())
    return PageAnswer(page.page(asked.viewer))
  }

  /// The roots; where there is one, what lies below it, and so on down to where there is a choice.
  private func topRegions() async throws -> RegionReport {
    var report = try await ledger.regions(below: nil) ?? RegionReport(lineage: [], children: [])
    while report.children.count == 1, let only = report.children.first, only.hasChildren,
      let below = try await ledger.regions(below: only.region.code), !below.children.isEmpty
    {
      report = below
    }
    return report
  }
}

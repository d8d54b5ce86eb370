import Inspection
import Ledger

extension Dashboard {
  private static let shownOverdue = 6

  func overview(_ asked: PageRequest) async throws -> PageAnswer {
    async let overview = store.overview()
    async let campaigns = store.campaigns()
    async let months = store.months()
    async let overdue = store.hazards(HazardQuery(limit: Self.shownOverdue, overdueAt: asked.now))
    let page = OverviewPage(
      overview: try await overview, campaigns: try await campaigns, months: try await months,
      overdue: try await overdue, regions: try await topRegions())
    return PageAnswer(page.page(asked.viewer))
  }

  /// The roots; where there is one, what lies below it, and so on down to where there is a choice.
  private func topRegions() async throws -> RegionReport {
    var report = try await store.regions(below: nil) ?? RegionReport(lineage: [], children: [])
    while report.children.count == 1, let only = report.children.first, only.hasChildren,
      let below = try await store.regions(below: only.region.code), !below.children.isEmpty
    {
      report = below
    }
    return report
  }
}

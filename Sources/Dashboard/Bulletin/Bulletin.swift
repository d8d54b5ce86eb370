package import Figures
package import Inspection
package import Ledger

/// The laggards of a region, for those who answer for it (督查通报). The same ledger, moment and language give the same bytes:
/// its times are in UTC, wherever it is written.
package struct Bulletin: Sendable {
  package let region: Region?
  package let at: Timestamp
  package let by: FigureName
  package let minimum: Int
  /// Of the region as a whole.
  package let whole: FigureReport
  /// The regions in it, the worst first, those without a rank last.
  package let places: [RankedRegion]
  /// The worst that is open.
  package let hazards: [OpenHazard]

  package init(
    region: Region?, at: Timestamp, by: FigureName, minimum: Int, whole: FigureReport,
    ranking: [RankedRegion],
    hazards: [OpenHazard]
  ) {
    self.region = region
    self.at = at
    self.by = by
    self.minimum = minimum
    self.whole = whole
    places = ranking.filter { $0.rank != nil }.reversed() + ranking.filter { $0.rank == nil }
    self.hazards = hazards
  }

  /// The shares that stand beside the one that is ranked by, where they are others.
  package static let besides: [FigureName] = [.settlement, .onTime, .overdue, .recurrence, .coverage]

  /// Where a region's is, of the moment at which somebody looks; nil for all regions.
  static func path(of region: String?, in language: Language) -> String {
    PagePath.url("/v1/bulletin", [("region", region), ("lang", language.rawValue)])
  }

  /// Whether it is worse than the region that it lies in.
  package func isLaggard(_ place: RankedRegion) -> Bool {
    guard place.rank != nil, let own = place.report[by].value, let all = whole[by].value else { return false }
    return by.isBetterLow ? own > all : own < all
  }
}

package import Figures
package import Inspection

/// What managers ask a ledger. Nil stands for an unknown region, site, hazard or campaign.
///
/// A moment is one of event time: a figure of the past does not change by what happens later, only by what is reported
/// late. Sites lie where they lie now.
package protocol LedgerFigures: Sendable {
  func figures(_ query: FigureQuery) async throws -> FigureReport?
  /// The regions in a region, or the roots, best first.
  func ranking(_ query: FigureQuery, by: RankBy, minimum: Int) async throws -> [RankedRegion]?
  func resolved(_ query: FigureQuery) async throws -> [ResolvedGroup]?
  func scores(ofSite site: String, at: Timestamp?) async throws -> [SiteScoreReport]?
  func score(ofRegion region: String, at: Timestamp?) async throws -> RegionScoreReport?
  /// - Parameter limit: how many hazards at most.
  func whatIf(
    _ scope: ScoreScope, model: ScoringModel, at: Timestamp?, limit: Int
  ) async throws -> WhatIfReport?
  func coverage(_ query: CoverageQuery) async throws -> CoverageReport?
  /// Nil also for a campaign that nobody accepted.
  func acceptance(ofCampaign id: String) async throws -> CampaignAcceptance?
  func signals(_ query: SignalQuery) async throws -> Signals?
}

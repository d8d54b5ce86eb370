package import Inspection

/// What a ledger answers about campaigns, hazards, sites and regions.
package protocol LedgerReading: LedgerPlaces {
  /// What a result must keep within to belong to a campaign; nil for one that was not opened.
  func limits(ofCampaign id: String) async throws -> CampaignLimits?
  func campaigns() async throws -> [CampaignStatus]
  func campaign(_ id: String) async throws -> CampaignDetail?
  /// Tasks that stand in the way of a campaign's clean end; nil for an unknown campaign.
  func outstanding(_ query: OutstandingQuery) async throws -> OutstandingPage?
  func hazards(_ query: HazardQuery) async throws -> HazardPage
  func hazard(_ id: HazardID) async throws -> HazardDetail?
  /// Why a hazard stands as it does; nil for an unknown one.
  func explanation(of id: HazardID) async throws -> HazardExplanation?
  /// Who answers for a hazard, on the day of `time`.
  func responsibility(for id: HazardID, at time: Timestamp) async throws -> ResponsibilityAnswer
  /// Checks that could not be completed, by task and item; nil for an unknown campaign.
  func checkErrors(_ query: CheckErrorQuery) async throws -> CheckErrorPage?
  func sites(_ query: SiteQuery) async throws -> SitePage
  /// What sites are certified by a campaign; nil for an unknown one.
  func certificates(_ query: CertificateQuery) async throws -> CertificatePage?
  /// Totals of a region's children, or of the roots; nil for an unknown region.
  func regions(below parent: String?) async throws -> RegionReport?
  func items(campaign: String?) async throws -> [ItemTotals]
  /// Findings by calendar month of the inspection, oldest first.
  func months() async throws -> [MonthTotals]
  func overview() async throws -> LedgerOverview
}

package import Inspection

/// Where the ledger is kept.
///
/// A store is exact by three rules, all within one transaction for each call of `apply`: the position of every
/// partition is compared and set; a task has one outcome by `OutcomeRule`; counters change only by what that rule
/// lets in. What it makes of a record depends on the records before it and on nothing else.
package protocol LedgerStore: Sendable {
  /// The offset of the next record that the ledger wants of a partition; 0 for a new one. Blocks.
  func position(of stream: LedgerStream) throws -> Int64

  /// Applies all slices or none, and logs them.
  ///
  /// - Parameter time: of the application; a campaign that becomes complete is so from then on.
  /// - Throws: `LedgerError` with code `staleOffset` and its stream when a slice is not the next one.
  func apply(_ slices: [LedgerSlice], at time: Timestamp) async throws -> LedgerChange

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

  /// SHA-256 over all that the ledger says, independent of the order in which it learnt it.
  func digest() async throws -> String
  /// Every broken invariant, in words; empty when all hold.
  func verify() async throws -> [String]
}

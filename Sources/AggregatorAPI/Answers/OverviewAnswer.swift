import Ledger

/// The ledger at a glance.
struct OverviewAnswer: Encodable {
  struct Campaigns: Encodable {
    var total: Int
    var running: Int
  }

  var campaigns: Campaigns
  var sites: Int
  var results: Int
  var hazards: HazardTotalsAnswer
  /// Records that could not be used.
  var rejected: Int

  init(_ overview: LedgerOverview) {
    campaigns = Campaigns(total: overview.campaigns, running: overview.runningCampaigns)
    sites = overview.sites
    results = overview.results
    hazards = HazardTotalsAnswer(overview.hazards)
    rejected = overview.rejected
  }
}

import Inspection
import Ledger
import Synchronization

/// A ledger that answers what a test put into it, and remembers what it was asked.
final class ScriptedStore: LedgerStore {
  struct Broken: Error, CustomStringConvertible {
    var description = "no such table: secrets in /var/lib/private.db"
  }

  struct Script: Sendable {
    var campaigns: [CampaignDetail] = []
    var outstanding = OutstandingPage(ranges: [], next: nil, total: 0, maximumGeneration: 0)
    var outstandingQueries: [OutstandingQuery] = []
    var page = HazardPage(hazards: [], next: nil, total: 0)
    var hazards: [HazardDetail] = []
    var explanation: HazardExplanation?
    var responsibility = ResponsibilityAnswer.noPolicy
    var sites = SitePage(sites: [], next: nil, total: 0)
    var siteQueries: [SiteQuery] = []
    var errors = CheckErrorPage(errors: [], next: nil, total: 0)
    var roots = RegionReport(lineage: [], children: [])
    var regions: [String: RegionReport] = [:]
    var items: [ItemTotals] = []
    var months: [MonthTotals] = []
    var overview = LedgerOverview(
      campaigns: 0, runningCampaigns: 0, sites: 0, results: 0, hazards: HazardTotals(), rejected: 0)
    /// Thrown by every query while set.
    var error: (any Error)?
    var hazardQueries: [HazardQuery] = []
    var itemCampaigns: [String?] = []
    var regionParents: [String?] = []
  }

  private let script: Mutex<Script>

  init(_ change: (inout Script) -> Void = { _ in }) {
    var script = Script()
    change(&script)
    self.script = Mutex(script)
  }

  var asked: Script { script.withLock { $0 } }

  private func answer<Value: Sendable>(_ body: (inout sending Script) -> Value) throws -> Value {
    try script.withLock { script in
      if let error = script.error { throw error }
      return body(&script)
    }
  }

  func isPlace(_ place: LedgerPlace, within region: String) async throws -> Bool {
    try answer { $0.regions[region] != nil }
  }

  func responsibility(for id: HazardID, at time: Timestamp) async throws -> ResponsibilityAnswer {
    try answer { $0.responsibility }
  }

  func certificates(_ query: CertificateQuery) async throws -> CertificatePage? {
    try answer { script in
      script.campaigns.contains { $0.status.id == query.campaign }
        ? CertificatePage(certificates: [], next: nil) : nil
    }
  }

  func position(of stream: LedgerStream) throws -> Int64 { 0 }
  func apply(_ slices: [LedgerSlice], at time: Timestamp) async throws -> LedgerChange { LedgerChange() }
  func digest() async throws -> String { "" }
  func verify() async throws -> [String] { [] }

  func limits(ofCampaign id: String) async throws -> CampaignLimits? {
    try await campaign(id).map { CampaignLimits(tasks: UInt64($0.status.tasks), items: 1) }
  }

  func campaigns() async throws -> [CampaignStatus] { try answer { $0.campaigns.map(\.status) } }

  func campaign(_ id: String) async throws -> CampaignDetail? {
    try answer { $0.campaigns.first { $0.status.id == id } }
  }

  func outstanding(_ query: OutstandingQuery) async throws -> OutstandingPage? {
    try answer { script in
      script.outstandingQueries.append(query)
      return script.campaigns.contains { $0.status.id == query.campaign } ? script.outstanding : nil
    }
  }

  func hazards(_ query: HazardQuery) async throws -> HazardPage {
    try answer {
      $0.hazardQueries.append(query)
      return $0.page
    }
  }

  func hazard(_ id: HazardID) async throws -> HazardDetail? {
    try answer { $0.hazards.first { $0.summary.id == id } }
  }

  func explanation(of id: HazardID) async throws -> HazardExplanation? {
    try answer { $0.explanation.flatMap { $0.summary.id == id ? $0 : nil } }
  }

  func checkErrors(_ query: CheckErrorQuery) async throws -> CheckErrorPage? {
    try answer { script in
      script.campaigns.contains { $0.status.id == query.campaign } ? script.errors : nil
    }
  }

  func sites(_ query: SiteQuery) async throws -> SitePage {
    try answer {
      $0.siteQueries.append(query)
      return $0.sites
    }
  }

  func regions(below parent: String?) async throws -> RegionReport? {
    try answer {
      $0.regionParents.append(parent)
      return parent.map { [regions = $0.regions] in regions[$0] } ?? $0.roots
    }
  }

  func items(campaign: String?) async throws -> [ItemTotals] {
    try answer {
      $0.itemCampaigns.append(campaign)
      return $0.items
    }
  }

  func months() async throws -> [MonthTotals] { try answer { $0.months } }
  func overview() async throws -> LedgerOverview { try answer { $0.overview } }
}

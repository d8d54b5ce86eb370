package import Access
package import Inspection

/// A ledger as somebody may see it: nothing that lies outside the region that they are limited to.
///
/// A hazard or a site outside is unknown. What is asked of a region outside, or of all regions where no part can be
/// told apart, is denied. How far campaigns are, in tasks and checks, everybody sees.
package struct ScopedLedger: Sendable {
  let store: any LedgerReading
  let reports: any LedgerReports
  let scope: RegionScope

  package init(_ store: any LedgerReading, _ reports: any LedgerReports, scope: RegionScope) {
    self.store = store
    self.reports = reports
    self.scope = scope
  }

  /// Whether a place lies within the scope; true of everything where there is none.
  package func isInSight(_ place: LedgerPlace) async throws -> Bool {
    guard let region = scope.region else { return true }
    return try await store.isPlace(place, within: region)
  }

  /// The region that a question about `region` is limited to.
  ///
  /// - Throws: `AccessDenied` for one outside.
  func narrowed(_ region: String?) async throws -> String? {
    guard let limit = scope.region, region != limit else { return region ?? scope.region }
    guard let region else { return limit }
    guard try await store.isPlace(.region(region), within: limit) else {
      throw AccessDenied("Region \(region) is out of sight: this access is limited to region \(limit).")
    }
    return region
  }

  /// - Throws: `AccessDenied` where there is a limit.
  package func requireEverywhere(_ what: String) throws {
    guard let limit = scope.region else { return }
    throw AccessDenied("\(what) is of all regions together: this access is limited to region \(limit).")
  }
}

extension ScopedLedger: LedgerReading {
  package func isPlace(_ place: LedgerPlace, within region: String) async throws -> Bool {
    guard try await isInSight(place) else { return false }
    return try await store.isPlace(place, within: region)
  }

  package func limits(ofCampaign id: String) async throws -> CampaignLimits? {
    try await store.limits(ofCampaign: id)
  }

  package func campaigns() async throws -> [CampaignStatus] { try await store.campaigns() }

  package func campaign(_ id: String) async throws -> CampaignDetail? { try await store.campaign(id) }

  package func outstanding(_ query: OutstandingQuery) async throws -> OutstandingPage? {
    try requireEverywhere("What is outstanding")
    return try await store.outstanding(query)
  }

  package func hazards(_ query: HazardQuery) async throws -> HazardPage {
    var query = query
    query.region = try await narrowed(query.region)
    return try await store.hazards(query)
  }

  package func hazard(_ id: HazardID) async throws -> HazardDetail? {
    try await isInSight(.hazard(id)) ? store.hazard(id) : nil
  }

  package func explanation(of id: HazardID) async throws -> HazardExplanation? {
    try await isInSight(.hazard(id)) ? store.explanation(of: id) : nil
  }

  package func responsibility(for id: HazardID, at time: Timestamp) async throws -> ResponsibilityAnswer {
    try await isInSight(.hazard(id)) ? store.responsibility(for: id, at: time) : .unknownHazard
  }

  package func checkErrors(_ query: CheckErrorQuery) async throws -> CheckErrorPage? {
    try requireEverywhere("The list of checks without a verdict")
    return try await store.checkErrors(query)
  }

  package func sites(_ query: SiteQuery) async throws -> SitePage {
    var query = query
    query.region = try await narrowed(query.region)
    return try await store.sites(query)
  }

  package func certificates(_ query: CertificateQuery) async throws -> CertificatePage? {
    var query = query
    query.region = try await narrowed(query.region)
    return try await store.certificates(query)
  }

  package func regions(below parent: String?) async throws -> RegionReport? {
    guard let limit = scope.region else { return try await store.regions(below: parent) }
    if let parent { return try await store.regions(below: narrowed(parent)) }
    return RegionReport(lineage: [], children: try await totals(of: limit))
  }

  package func items(campaign: String?) async throws -> [ItemTotals] {
    try requireEverywhere("What items come to")
    return try await store.items(campaign: campaign)
  }

  package func months() async throws -> [MonthTotals] {
    try requireEverywhere("What months come to")
    return try await store.months()
  }

  /// Sites and hazards are those in sight; campaigns are of all regions.
  package func overview() async throws -> LedgerOverview {
    var overview = try await store.overview()
    guard let limit = scope.region else { return overview }
    let own = try await totals(of: limit).first
    overview.sites = own?.sites ?? 0
    overview.hazards = own?.hazards ?? HazardTotals()
    return overview
  }

  /// A region's own totals, which stand among its siblings'; none for an unknown one.
  private func totals(of region: String) async throws -> [RegionTotals] {
    guard let own = try await store.regions(below: region) else { return [] }
    let parent = own.lineage.dropLast().last?.code
    guard let siblings = try await store.regions(below: parent) else { return [] }
    return siblings.children.filter { $0.region.code == region }
  }
}

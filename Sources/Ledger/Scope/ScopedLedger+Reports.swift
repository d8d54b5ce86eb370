package import Figures
package import Inspection

extension ScopedLedger: LedgerFigures {
  package func figures(_ query: FigureQuery) async throws -> FigureReport? {
    try await reports.figures(narrowed(query))
  }

  package func ranking(_ query: FigureQuery, by: RankBy, minimum: Int) async throws -> [RankedRegion]? {
    try await reports.ranking(narrowed(query), by: by, minimum: minimum)
  }

  package func resolved(_ query: FigureQuery) async throws -> [ResolvedGroup]? {
    try await reports.resolved(narrowed(query))
  }

  package func scores(ofSite site: String, at time: Timestamp?) async throws -> [SiteScoreReport]? {
    try await isInSight(.site(site)) ? reports.scores(ofSite: site, at: time) : nil
  }

  package func score(ofRegion region: String, at time: Timestamp?) async throws -> RegionScoreReport? {
    guard let region = try await narrowed(region) else { return nil }
    return try await reports.score(ofRegion: region, at: time)
  }

  package func whatIf(
    _ scope: ScoreScope, model: ScoringModel, at time: Timestamp?, limit: Int
  ) async throws -> WhatIfReport? {
    let place: LedgerPlace =
      switch scope {
      case .site(let site): .site(site)
      case .region(let region): .region(region)
      case .hazard(let hazard): .hazard(hazard)
      }
    guard try await isInSight(place) else { return nil }
    return try await reports.whatIf(scope, model: model, at: time, limit: limit)
  }

  package func coverage(_ query: CoverageQuery) async throws -> CoverageReport? {
    var query = query
    query.region = try await narrowed(query.region)
    return try await reports.coverage(query)
  }

  package func acceptance(ofCampaign id: String) async throws -> CampaignAcceptance? {
    try await reports.acceptance(ofCampaign: id)
  }

  package func signals(_ query: SignalQuery) async throws -> Signals? {
    var query = query
    query.region = try await narrowed(query.region)
    return try await reports.signals(query)
  }

  private func narrowed(_ query: FigureQuery) async throws -> FigureQuery {
    var query = query
    query.region = try await narrowed(query.region)
    return query
  }
}

extension ScopedLedger: LedgerExports {
  package func exportedHazards(
    _ query: ExportQuery, after last: HazardID?, limit: Int
  ) async throws -> [ExportedHazard]? {
    try await reports.exportedHazards(narrowed(query), after: last, limit: limit)
  }

  package func exportedSites(
    _ query: ExportQuery, after last: String?, limit: Int
  ) async throws -> [ExportedSite]? {
    try await reports.exportedSites(narrowed(query), after: last, limit: limit)
  }

  package func exportedEvents(
    _ query: ExportQuery, after last: AuditPlace?, limit: Int
  ) async throws -> [AuditEvent]? {
    try await reports.exportedEvents(narrowed(query), after: last, limit: limit)
  }

  package func openHazards(_ query: FigureQuery, limit: Int) async throws -> [OpenHazard]? {
    try await reports.openHazards(narrowed(query), limit: limit)
  }

  private func narrowed(_ query: ExportQuery) async throws -> ExportQuery {
    var query = query
    query.region = try await narrowed(query.region)
    return query
  }
}

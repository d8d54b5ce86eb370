import Figures
import HTTPTypes
import Inspection
import Ledger
import Observability

extension Dashboard {
  /// The roots, or a region and what lies in it.
  func region(_ asked: PageRequest, _ map: RegionMap?) async throws -> PageAnswer {
    let code = asked.id.isEmpty ? nil : asked.id
    guard let report = try await ledger.regions(below: code) else {
      return PageAnswer(asked.message(.notFound, .noSuchRegion, asked.id, in: .regions), status: .notFound)
    }
    let query = FigureQuery(region: code, now: asked.now)
    let figure = FigureName(rawValue: asked.query["by"]) ?? .settlement
    let minimum = Share.usualMinimum
    var page = RegionPage(report, minimum: minimum)
    // Counted on the way where it is not kept counted.
    if figure != .settlement,
      let ranking = try await ledger.ranking(query, by: .figure(figure), minimum: minimum)
    {
      page = RegionPage(report, ranking, by: figure, minimum: minimum)
    }
    if asked.query["figures"] == "all" { page.report = try await ledger.figures(query) }
    if let map, map.shows(report.children) { page.map = map }
    return PageAnswer(page.page(asked.viewer))
  }

  func sites(_ asked: PageRequest) async throws -> PageAnswer {
    let colour: SiteQuery.Colour? =
      asked.query["colour"] == "none"
      ? SiteQuery.Colour.none : RiskGrade(name: asked.query["colour"]).map { .grade($0) }
    let query = SiteQuery(
      region: asked.query.value("region"), colour: colour, after: asked.query.value("after"))
    return PageAnswer(SiteListPage(query, try await ledger.sites(query)).page(asked.viewer))
  }

  private static let shownHazards = 20

  func site(_ asked: PageRequest) async throws -> PageAnswer {
    let id = asked.id
    var query = SiteQuery(limit: 1)
    query.site = id
    guard let site = try await ledger.sites(query).sites.first else {
      return PageAnswer(asked.message(.notFound, .noSuchSite, id, in: .sites), status: .notFound)
    }
    let open = try await ledger.hazards(HazardQuery(state: .open, site: id, limit: Self.shownHazards))
    let closed = try await ledger.hazards(HazardQuery(state: .closed, site: id, limit: Self.shownHazards))
    let scores = try await ledger.scores(ofSite: id, at: nil)
    let pending = try await inspections?.pendingInspections(atSite: id, limit: 5)
    let page = SiteDetailPage(
      site: site, open: open, closed: closed, scores: scores ?? [], pending: pending ?? [])
    return PageAnswer(page.page(asked.viewer))
  }

  func watch(_ asked: PageRequest) async throws -> PageAnswer {
    let supervised = try await ledger.hazards(HazardQuery(state: .open, limit: 100, isSupervised: true))
    let overdue = try await ledger.hazards(HazardQuery(limit: 20, overdueAt: asked.now))
    return PageAnswer(
      WatchPage(supervised: supervised, overdue: overdue).page(asked.viewer))
  }

  func fleet(_ asked: PageRequest, _ health: HealthState) async throws -> PageAnswer {
    guard asked.viewer.scope == nil else { return Self.forbidden(asked) }
    let overview = try await ledger.overview()
    let running = try await ledger.campaigns().filter { !$0.phase.isFinal }
    let conditions = health.snapshot.map {
      FleetPage.Condition(name: $0.name, isReady: $0.isReady, reason: $0.reason)
    }
    let page = FleetPage(overview: overview, running: running, conditions: conditions)
    return PageAnswer(page.page(asked.viewer))
  }
}

import Figures
import Hummingbird
import Inspection
import Ledger
import StatusServer

extension Router<FleetContext> {
  func addFigureRoutes(_ door: LedgerDoor) {
    addRegionFigureRoutes(door)
    addScoreRoutes(door)
    get("/v1/coverage") { request, context in
      let ledger = try door.ledger(for: context)
      var reader = QueryReader(request, known: ["region", "campaign", "at", "limit", "cursor", "minimum"])
      let query = CoverageQuery(
        region: reader.text("region"), campaign: reader.text("campaign"), at: reader.moment("at"),
        limit: reader.integer("limit", in: 1...CoverageQuery.maximumLimit) ?? 100,
        after: reader.cursor(OpaqueCursor.site))
      let minimum = reader.minimum()
      try reader.finish()
      guard let report = try await ledgerRead({ try await ledger.coverage(query) }) else {
        try await requireKnown(campaign: query.campaign, ledger)
        throw Problem.noRegion(query.region)
      }
      return Response.json(CoverageAnswer(report, minimum: minimum))
    }
    get("/v1/figures/signals") { request, context in
      let ledger = try door.ledger(for: context)
      var reader = QueryReader(request, known: ["region", "since", "at", "fast", "limit", "minimum"])
      let query = SignalQuery(
        region: reader.text("region"), since: reader.moment("since"), at: reader.moment("at"),
        fast: Int64(reader.integer("fast", in: 1...86_400) ?? 60) * 1_000,
        limit: reader.integer("limit", in: 1...1_000) ?? 100)
      let minimum = reader.minimum()
      try reader.finish()
      guard let signals = try await ledgerRead({ try await ledger.signals(query) }) else {
        throw Problem.noRegion(query.region)
      }
      return Response.json(SignalsAnswer(signals, minimum: minimum))
    }
  }

  private func addRegionFigureRoutes(_ door: LedgerDoor) {
    get("/v1/figures") { request, context in
      let ledger = try door.ledger(for: context)
      let wanted = try FigureRequest(request)
      guard let report = try await ledgerRead({ try await ledger.figures(wanted.query) }) else {
        throw Problem.noRegion(wanted.query.region)
      }
      return Response.json(FiguresAnswer(report, wanted.query, minimum: wanted.minimum))
    }
    get("/v1/figures/ranking") { request, context in
      let ledger = try door.ledger(for: context)
      var reader = QueryReader(request, known: ["parent", "at", "since", "minimum", "by"])
      let wanted = FigureRequest(&reader, region: "parent")
      let names = RankBy.all.map(\.name).joined(separator: ", ")
      let by =
        reader.value("by", expectation: "is not one of \(names)") { RankBy(name: $0) }
        ?? .figure(.settlement)
      try reader.finish()
      let places = try await ledgerRead {
        try await ledger.ranking(wanted.query, by: by, minimum: wanted.minimum)
      }
      guard let places else { throw Problem.noRegion(wanted.query.region) }
      return Response.json(RankingAnswer(places, wanted.query, by: by, minimum: wanted.minimum))
    }
    get("/v1/figures/resolved") { request, context in
      let ledger = try door.ledger(for: context)
      let wanted = try FigureRequest(request)
      guard let groups = try await ledgerRead({ try await ledger.resolved(wanted.query) }) else {
        throw Problem.noRegion(wanted.query.region)
      }
      return Response.json(ResolvedAnswer(groups, minimum: wanted.minimum))
    }
    get("/v1/figures/trend") { request, context in
      let ledger = try door.ledger(for: context)
      let wanted = try TrendRequest(request)
      guard let answer = try await wanted.answer(ledger) else { throw Problem.noRegion(wanted.region) }
      return Response.json(answer)
    }
  }

  private func addScoreRoutes(_ door: LedgerDoor) {
    get("/v1/sites/{id}/score") { request, context in
      let ledger = try door.ledger(for: context)
      var reader = QueryReader(request, known: ["at"])
      let time = reader.moment("at")
      try reader.finish()
      let id = try context.pathParameter("id")
      guard let reports = try await ledgerRead({ try await ledger.scores(ofSite: id, at: time) }) else {
        throw Problem.noSite(id)
      }
      return Response.json(SiteScoresAnswer(id, reports, at: time))
    }
    get("/v1/regions/{code}/score") { request, context in
      let ledger = try door.ledger(for: context)
      var reader = QueryReader(request, known: ["at", "minimum"])
      let (time, minimum) = (reader.moment("at"), reader.minimum())
      try reader.finish()
      let code = try context.pathParameter("code")
      guard let report = try await ledgerRead({ try await ledger.score(ofRegion: code, at: time) }) else {
        throw Problem.noRegion(code)
      }
      return Response.json(RegionScoreAnswer(report, at: time, minimum: minimum))
    }
    get("/v1/what-if") { request, context in
      let ledger = try door.ledger(for: context)
      var reader = QueryReader(request, known: ["site", "region", "hazard", "model", "at", "limit"])
      let hazard = reader.value("hazard", expectation: "is no hazard: hazards have 13 letters and digits") {
        HazardID($0)
      }
      let scopes =
        [reader.text("site").map(ScoreScope.site), reader.text("region").map(ScoreScope.region)]
        + [hazard.map(ScoreScope.hazard)]
      let model = reader.choice("model", \ScoringModel.name) ?? .byDefault
      let time = reader.moment("at")
      let limit = reader.integer("limit", in: 1...1_000) ?? 20
      try reader.finish()
      guard scopes.count(where: { $0 != nil }) == 1, let scope = scopes.compactMap(\.self).first else {
        throw Problem(.badRequest, "Name one of site, region and hazard.")
      }
      let report = try await ledgerRead {
        try await ledger.whatIf(scope, model: model, at: time, limit: limit)
      }
      guard let report else { throw Problem(.notFound, "There is no such site, region or hazard.") }
      return Response.json(WhatIfAnswer(report))
    }
  }
}

/// The query of `/v1/figures/trend`.
private struct TrendRequest {
  let region: String?
  private let period: ClosedRange<Timestamp>
  private let baseline: ClosedRange<Timestamp>
  private let minimum: Int

  init(_ request: Request) throws {
    var reader = QueryReader(
      request, known: ["region", "from", "to", "baselineFrom", "baselineTo", "minimum"])
    region = reader.text("region")
    let times = ["from", "to", "baselineFrom", "baselineTo"].map { reader.moment($0) }
    minimum = reader.minimum()
    try reader.finish()
    guard let from = times[0], let to = times[1], let first = times[2], let last = times[3] else {
      throw Problem(.badRequest, "Needed are from, to, baselineFrom and baselineTo.")
    }
    guard from < to, first < last else {
      throw Problem(.badRequest, "A period must end after it begins.")
    }
    period = from...to
    baseline = first...last
  }

  func answer(_ ledger: ScopedLedger) async throws -> TrendAnswer? {
    guard let before = try await report(ledger, baseline), let now = try await report(ledger, period) else {
      return nil
    }
    return TrendAnswer(
      region: Nullable(now.region.map(PlaceAnswer.init)), baseline: answer(before, baseline),
      period: answer(now, period), found: .init(now.hazards.newlyFound, from: before.hazards.newlyFound),
      closed: .init(now.hazards.newlyClosed, from: before.hazards.newlyClosed),
      open: .init(now.hazards.open, from: before.hazards.open))
  }

  /// A period ends just before the moment that is its end.
  private func report(
    _ ledger: ScopedLedger, _ period: ClosedRange<Timestamp>
  ) async throws -> FigureReport? {
    let end = Timestamp(milliseconds: period.upperBound.milliseconds - 1)
    return try await ledgerRead {
      try await ledger.figures(
        FigureQuery(region: region, at: end, since: period.lowerBound, now: .now))
    }
  }

  private func answer(_ report: FigureReport, _ period: ClosedRange<Timestamp>) -> TrendAnswer.Period {
    TrendAnswer.Period(
      from: period.lowerBound.iso8601, to: period.upperBound.iso8601, found: report.hazards.newlyFound,
      closed: report.hazards.newlyClosed, open: report.hazards.open,
      settlement: ShareAnswer(report.hazards.settlement, minimum: minimum))
  }
}

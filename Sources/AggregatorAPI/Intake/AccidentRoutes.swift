import Figures
import HTTPTypes
import Hummingbird
import Inspection
import Ledger
import StatusServer

extension Router<FleetContext> {
  /// `/v1/accidents` and their series.
  func addAccidentRoutes(_ door: LedgerDoor) {
    get("/v1/accidents") { request, context in
      let intake = try door.intake(for: context)
      var reader = QueryReader(request, known: ["region", "since", "until", "at", "withdrawn", "limit"])
      let query = AccidentQuery(
        region: reader.text("region"), from: reader.moment("since"), to: reader.moment("until"),
        knownAt: reader.moment("at"),
        includesWithdrawn: reader.choice("withdrawn", among: ["true", "false"]) == "true",
        limit: reader.integer("limit", in: 1...1_000) ?? 100)
      try reader.finish()
      guard let accidents = try await ledgerRead({ try await intake.book.accidents(query) }) else {
        throw Problem.noRegion(query.region)
      }
      return Response.json(ListAnswer(items: accidents.map { AccidentAnswer($0) }))
    }
    get("/v1/accidents/{id}") { request, context in
      let intake = try door.intake(for: context)
      try QueryReader(request, known: []).finish()
      let id = try context.pathParameter("id")
      return Response.json(try await intake.accident(id))
    }
    post("/v1/accidents") { request, context in
      try await door.intake(for: context).note(.record, "", request)
    }
    for act in [AccidentCommand.Act.correct, .withdraw] {
      post("/v1/accidents/{id}/\(act.rawValue)") { request, context in
        try await door.intake(for: context).note(act, try context.pathParameter("id"), request)
      }
    }
    get("/v1/figures/accidents") { request, context in
      let (book, figures) = (try door.intake(for: context).book, try door.ledger(for: context))
      return Response.json(try await SeriesRequest(request).answer(book, figures))
    }
  }
}

extension Intake {
  fileprivate func accident(_ id: String, repeated: Bool? = nil) async throws -> AccidentAnswer {
    let query = AccidentQuery(id: id, includesWithdrawn: true)
    guard let record = try await ledgerRead({ try await book.accidents(query) })?.first else {
      throw Problem(.notFound, "There is no accident \"\(id)\"; /v1/accidents lists them.")
    }
    return AccidentAnswer(record, repeated: repeated)
  }

  fileprivate func note(
    _ act: AccidentCommand.Act, _ id: String, _ request: Request
  ) async throws -> Response {
    let (command, arrival) = try await AccidentBody.read(act, id, request)
    switch try await desk.note(command, now: arrival) {
    case .refused(let refusal): throw Problem(refusal)
    case .done(let id, let isRepeated):
      let isNew = act == .record && !isRepeated
      var response = Response.json(
        try await accident(id, repeated: isRepeated), status: isNew ? .created : .ok)
      if isNew { response.headers[.location] = "/v1/accidents/\(id)" }
      return response
    }
  }
}

/// The body of a command about an accident.
private enum AccidentBody {
  private static let details = [
    "occurredAt", "region", "kind", "deaths", "injuries", "description", "hazard",
  ]

  static func read(
    _ act: AccidentCommand.Act, _ id: String, _ request: Request
  ) async throws -> (AccidentCommand, arrival: Timestamp) {
    let known = ["person", "role", "reason", "at"] + (act == .withdraw ? [] : details)
    var body = try await BodyReader(
      request, known: known,
      example: act == .record
        ? #"{"person": "Li", "occurredAt": "2026-11-21T09:30:00+08:00", "region": "3301", "injuries": 2}"#
        : #"{"person": "Li", "reason": "one more died", "deaths": 1}"#)
    func given(_ name: String) -> String? { body.has(name) ? body.text(name) : nil }
    let hazard = given("hazard").flatMap { text -> HazardID? in
      let id = HazardID(text)
      if id == nil { body.fail("hazard", "is no hazard: hazards have 13 letters and digits") }
      return id
    }
    let limit = 0...Accident.maximumCount
    let command = AccidentCommand(
      act, accident: id, at: body.moment("at") ?? body.arrival, person: body.text("person"),
      role: body.text("role"), reason: body.text("reason"),
      details: AccidentDetails(
        occurredAt: body.moment("occurredAt"), region: given("region"), kind: given("kind"),
        deaths: body.integer("deaths", in: limit), injuries: body.integer("injuries", in: limit),
        description: given("description"), hazard: hazard), key: body.key)
    try body.finish()
    return (command, body.arrival)
  }
}

/// The query of `/v1/figures/accidents`.
private struct SeriesRequest {
  private let region: String?
  private let step: SeriesStep
  private let span: (from: Timestamp, to: Timestamp)
  private let baseline: (from: Timestamp, to: Timestamp)?
  private let knownAt: Timestamp?

  init(_ request: Request) throws {
    var reader = QueryReader(
      request, known: ["region", "by", "from", "to", "baselineFrom", "baselineTo", "at"])
    region = reader.text("region")
    step = reader.choice("by", \SeriesStep.name) ?? .month
    let times = ["from", "to", "baselineFrom", "baselineTo"].map { reader.moment($0) }
    knownAt = reader.moment("at")
    try reader.finish()
    guard let from = times[0] else { throw Problem(.badRequest, "Needed is from: where the series begins.") }
    span = (from, times[1] ?? .now)
    switch (times[2], times[3]) {
    case (nil, nil): baseline = nil
    case (let first?, let last?): baseline = (first, last)
    default: throw Problem(.badRequest, "baselineFrom and baselineTo belong together.")
    }
    guard span.from < span.to, baseline.map({ $0.from < $0.to }) ?? true else {
      throw Problem(.badRequest, "A period must end after it begins.")
    }
  }

  func answer(
    _ book: any AccidentBook, _ figures: any LedgerFigures
  ) async throws -> AccidentSeriesAnswer {
    guard let periods = step.periods(from: span.from, to: span.to) else {
      throw Problem(
        .badRequest,
        "A series has at most \(SeriesStep.maximumPeriods) periods: take a shorter span, or by=year.")
    }
    var items: [AccidentSeriesAnswer.Period] = []
    for period in periods {
      items.append(try await item(period.name, period.from, period.to, book, figures))
    }
    let total = try await item("total", span.from, span.to, book, figures)
    var comparison: AccidentSeriesAnswer.Comparison?
    if let baseline {
      let before = try await item("baseline", baseline.from, baseline.to, book, figures)
      comparison = .init(
        from: before.from, to: before.to, accidents: .init(before.accidents, total.accidents),
        deaths: .init(before.deaths, total.deaths), injuries: .init(before.injuries, total.injuries),
        closed: .init(before.closed, total.closed))
    }
    return AccidentSeriesAnswer(
      region: Nullable(region), items: items, total: total, baseline: Nullable(comparison))
  }

  private func item(
    _ name: String, _ from: Timestamp, _ to: Timestamp, _ book: any AccidentBook,
    _ figures: any LedgerFigures
  ) async throws -> AccidentSeriesAnswer.Period {
    let query = AccidentQuery(region: region, from: from, to: to, knownAt: knownAt)
    let end = Timestamp(milliseconds: to.milliseconds - 1)
    let report = try await ledgerRead {
      try await figures.figures(FigureQuery(region: region, at: end, since: from, now: .now))
    }
    guard let accidents = try await ledgerRead({ try await book.accidents(query) }), let report else {
      throw Problem.noRegion(region)
    }
    return AccidentSeriesAnswer.Period(
      name, from: from, to: to, AccidentTotals(accidents.map(\.accident)),
      found: report.hazards.newlyFound, closed: report.hazards.newlyClosed)
  }
}

extension Problem {
  /// What to say of a command about an accident that was refused.
  fileprivate init(_ refusal: AccidentRefusal) {
    let status: HTTPResponse.Status =
      switch refusal.code {
      case .unknownAccident: .notFound
      case .notAllowed: .conflict
      case .unknownRegion, .unknownHazard, .incomplete, .badTime, .keyReused: .unprocessableContent
      }
    self.init(status, "Nothing was changed: \(refusal.reason)".asSentence)
  }
}

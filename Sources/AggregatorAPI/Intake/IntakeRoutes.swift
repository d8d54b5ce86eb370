import HTTPTypes
import Hummingbird
import Inspection
import Ledger
import StatusServer

extension Router<FleetContext> {
  /// `/v1/reports`, and what is near a hazard.
  func addIntakeRoutes(_ door: LedgerDoor) {
    get("/v1/report-services") { request, context in
      let intake = try door.intake(for: context)
      try QueryReader(request, known: []).finish()
      let services = try await ledgerRead { try await intake.book.reportServices() }
      return Response.json(ListAnswer(items: services.map(ReportAnswer.Service.init)))
    }
    post("/v1/reports") { request, context in
      let intake = try door.intake(for: context)
      let (report, arrival) = try await ReportBody.read(request)
      switch try await intake.desk.file(report, now: arrival) {
      case .refused(let refusal): throw Problem(refusal)
      case .taken(let id, let isRepeated):
        let status: HTTPResponse.Status = isRepeated ? .ok : .created
        // Of a place outside their region the reporter is told the id, and no more.
        var response =
          try await intake.report(id, repeated: isRepeated).map { Response.json($0, status: status) }
          ?? Response.json(["id": id], status: status)
        response.headers[.location] = "/v1/reports/\(id)"
        return response
      }
    }
    get("/v1/reports") { request, context in
      let intake = try door.intake(for: context)
      let query = try ReportRequest.query(request)
      let reports = try await ledgerRead { try await intake.book.reports(query) }
      return Response.json(ListAnswer(items: reports.map { ReportAnswer($0) }))
    }
    get("/v1/reports/{id}") { request, context in
      let intake = try door.intake(for: context)
      try QueryReader(request, known: []).finish()
      let id = try context.pathParameter("id")
      guard let answer = try await intake.report(id) else {
        throw Problem(.notFound, "There is no report \"\(id)\"; /v1/reports lists them.")
      }
      return Response.json(answer)
    }
    get("/v1/hazards/{id}/near") { request, context in
      let intake = try door.intake(for: context)
      let id = try context.hazardID()
      var reader = QueryReader(request, known: ["distance"])
      let distance = reader.integer("distance", in: 0...10_000) ?? Int(Intake.nearby)
      try reader.finish()
      let near = try await ledgerRead { try await intake.book.hazards(near: id, within: Double(distance)) }
      guard let near else { throw Problem(.notFound, "There is no hazard \"\(id)\".") }
      return Response.json(ListAnswer(items: near.map(ReportAnswer.Near.init)))
    }
  }
}

extension Intake {
  /// Within so many metres open hazards of one category are offered for merging.
  static let nearby = 100.0

  /// - Returns: nil for an unknown report.
  func report(_ id: String, repeated: Bool? = nil) async throws -> ReportAnswer? {
    guard let report = try await ledgerRead({ try await book.reports(ReportQuery(ids: [id])) }).first,
      let near = try await ledgerRead({ try await book.hazards(nearReport: id, within: Self.nearby) })
    else { return nil }
    return ReportAnswer(report, near: near, repeated: repeated)
  }
}

/// The body of `POST /v1/reports`.
private enum ReportBody {
  private static let fields = [
    "service", "site", "address", "latitude", "longitude", "description", "person", "role", "contact",
    "observation", "evidence", "departments", "at",
  ]

  static func read(_ request: Request) async throws -> (HazardReport, arrival: Timestamp) {
    var body = try await BodyReader(
      request, known: fields,
      example: #"{"service": "fire:F-1", "site": "S1", "description": "no extinguisher", "person": "Li"}"#)
    let report = HazardReport(
      at: body.moment("at") ?? body.arrival, service: body.text("service"), place: place(&body),
      description: body.text("description"), person: body.text("person"), role: body.text("role"),
      contact: body.text("contact"), observation: body.text("observation"),
      evidence: body.references("evidence"), calls: body.calls("departments"), channel: .api, key: body.key)
    try body.finish()
    return (report, body.arrival)
  }

  private static func place(_ body: inout BodyReader) -> HazardReport.Place {
    let hasPoint = body.has("latitude") || body.has("longitude")
    if [body.has("site"), body.has("address"), hasPoint].count(where: { $0 }) != 1 {
      body.fail("site", "or address, or latitude and longitude must be given: one of these")
    }
    let latitude = body.number("latitude", in: -90...90)
    let longitude = body.number("longitude", in: -180...180)
    if let latitude, let longitude,
      let point = Site.Position(latitude: latitude, longitude: longitude)
    {
      return .point(point)
    }
    if hasPoint { body.fail("latitude", "and longitude belong together") }
    return body.has("address") ? .address(body.text("address")) : .site(body.text("site"))
  }
}

/// The query of `GET /v1/reports`.
private enum ReportRequest {
  static func query(_ request: Request) throws -> ReportQuery {
    var reader = QueryReader(
      request, known: ["status", "service", "site", "region", "since", "until", "limit"])
    let query = ReportQuery(
      codes: reader.text("service").map { [$0] },
      isOpen: reader.choice("status", among: ["open", "closed"]).map { $0 == "open" },
      site: reader.text("site"), region: reader.text("region"), from: reader.moment("since"),
      to: reader.moment("until"), limit: reader.integer("limit", in: 1...ReportQuery.maximumLimit) ?? 50)
    try reader.finish()
    return query
  }
}

extension Problem {
  /// What to say of a report that was not taken.
  init(_ refusal: ReportRefusal) {
    let status: HTTPResponse.Status =
      switch refusal.code {
      case .unknownService, .unknownPlace, .incomplete, .badTime, .keyReused: .unprocessableContent
      case .notAllowed: .conflict
      }
    self.init(status, "Nothing was reported: \(refusal.reason)".asSentence)
  }
}

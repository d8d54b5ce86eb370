import Foundation
import HTTPTypes
import Hummingbird
import Inspection
import Ledger
import Rectification
import StatusServer

extension Router<FleetContext> {
  /// Open311's GeoReport v2 (https://wiki.open311.org/GeoReport_v2), under `/open311/v2`. A service is an item of a
  /// checklist, a jurisdiction is a region.
  func addGeoReportRoutes(_ door: LedgerDoor) {
    for format in GeoReportFormat.allCases {
      let path = { (name: String) in RouterPath("/open311/v2/\(name).\(format.rawValue)") }
      get(path("services")) { request, context in
        let desk = try GeoReportDesk(door, context)
        return try await desk.answer(format) { try await desk.services(request, format) }
      }
      get(path("requests")) { request, context in
        let desk = try GeoReportDesk(door, context)
        return try await desk.answer(format) { try await desk.requests(request, format) }
      }
      post(path("requests")) { request, context in
        let desk = try GeoReportDesk(door, context)
        return try await desk.answer(format) { try await desk.file(request, format) }
      }
    }
    get("/open311/v2/services/{file}") { request, context in
      let (id, format) = try context.geoReportFile()
      let desk = try GeoReportDesk(door, context)
      return try await desk.answer(format) { try await desk.service(id, request, format) }
    }
    get("/open311/v2/requests/{file}") { request, context in
      let (id, format) = try context.geoReportFile()
      let desk = try GeoReportDesk(door, context)
      return try await desk.answer(format) { try await desk.request(id, format) }
    }
  }
}

extension FleetContext {
  /// The path's last part without its extension, and the extension.
  fileprivate func geoReportFile() throws -> (id: String, format: GeoReportFormat) {
    let file = try pathParameter("file")
    guard let dot = file.lastIndex(of: "."),
      let format = GeoReportFormat(rawValue: String(file[file.index(after: dot)...]))
    else { throw Problem(.notFound, "There is nothing at \(file): names end in .json or .xml.") }
    return (String(file[..<dot]), format)
  }
}

private struct GeoReportDesk {
  /// The span that a question without dates is about, and the longest one, in milliseconds.
  private static let span: Int64 = 90 * 86_400_000

  private let ledger: ScopedLedger
  private let intake: Intake

  init(_ door: LedgerDoor, _ context: FleetContext) throws {
    ledger = try door.ledger(for: context)
    intake = try door.intake(for: context)
  }

  /// Errors in the form that the client asked for.
  func answer(_ format: GeoReportFormat, _ body: () async throws -> Response) async throws -> Response {
    do {
      return try await body()
    } catch let error as GeoReportError {
      return error.response(format)
    } catch let problem as Problem {
      return GeoReportError(problem.status, problem.detail).response(format)
    }
  }

  func services(_ request: Request, _ format: GeoReportFormat) async throws -> Response {
    _ = try await jurisdiction(try GeoReportForm(query: request))
    let services = try await ledgerRead { try await intake.book.reportServices() }
    return format.response(
      .list(
        element: "service",
        services.map { service in
          .object([
            ("service_code", .text(service.code)), ("service_name", .text(service.text)),
            ("description", .text(service.requirement)), ("metadata", .flag(service.needsObservation)),
            ("type", .text("realtime")), ("keywords", .text(service.category)),
            ("group", .text(service.section)),
          ])
        }), root: "services")
  }

  func service(_ id: String, _ request: Request, _ format: GeoReportFormat) async throws -> Response {
    _ = try await jurisdiction(try GeoReportForm(query: request))
    let services = try await ledgerRead { try await intake.book.reportServices() }
    guard let service = services.first(where: { $0.code == id }) else {
      throw GeoReportError(.notFound, "service_code \(id) was not found")
    }
    let attribute = GeoReportValue.object([
      ("variable", .flag(true)), ("code", .text("observation")), ("datatype", .text("string")),
      ("required", .flag(service.needsObservation)), ("datatype_description", .none), ("order", .integer(1)),
      ("description", .text("What was observed. Required is: \(service.requirement)")),
    ])
    return format.response(
      .object([
        ("service_code", .text(service.code)), ("attributes", .list(element: "attribute", [attribute])),
      ]), root: "service_definition")
  }

  func file(_ request: Request, _ format: GeoReportFormat) async throws -> Response {
    let now = Timestamp.now
    let form = try await GeoReportForm(body: request)
    _ = try await jurisdiction(form)
    switch try await intake.desk.file(try form.report(now: now), now: now) {
    case .refused(let refusal):
      throw GeoReportError(refusal.code == .unknownService ? .notFound : .badRequest, refusal.reason)
    case .taken(let id, _):
      let near = try await ledgerRead {
        try await intake.book.hazards(nearReport: id, within: Intake.nearby) ?? []
      }
      let notice = near.first.map {
        "Open nearby, of the same kind: \(near.count), the nearest is hazard \($0.hazard.id) "
          + "(\($0.hazard.itemText)) at \($0.hazard.siteName)"
      }
      let taken = GeoReportValue.object([
        ("service_request_id", .text(id)), ("service_notice", .text(notice)),
        ("account_id", .text(form["account_id"])),
      ])
      return format.response(
        .list(element: "request", [taken]), root: "service_requests", status: .created)
    }
  }

  func requests(_ request: Request, _ format: GeoReportFormat) async throws -> Response {
    let form = try GeoReportForm(query: request)
    let region = try await jurisdiction(form)
    // By the specification ids make all other parameters meaningless.
    guard form.list("service_request_id") == nil else {
      return try await response(
        ReportQuery(ids: form.list("service_request_id"), limit: ReportQuery.maximumLimit), format)
    }
    let (start, end) = (try form.moment("start_date"), try form.moment("end_date"))
    let to = end ?? start.map { Timestamp(milliseconds: $0.milliseconds + Self.span) } ?? .now
    let earliest = Timestamp(milliseconds: to.milliseconds - Self.span)
    var query = ReportQuery(
      codes: form.list("service_code"), region: region, from: max(start ?? earliest, earliest), to: to,
      limit: ReportQuery.maximumLimit)
    if let states = form.list("status") {
      guard Set(states).isSubset(of: ["open", "closed"]) else {
        throw GeoReportError(.badRequest, "status is open or closed")
      }
      if Set(states).count == 1 { query.isOpen = states.first == "open" }
    }
    return try await response(query, format)
  }

  func request(_ id: String, _ format: GeoReportFormat) async throws -> Response {
    let reports = try await ledgerRead { try await intake.book.reports(ReportQuery(ids: [id])) }
    guard !reports.isEmpty else { throw GeoReportError(.notFound, "service_request_id \(id) was not found") }
    return format.response(
      .list(element: "request", reports.map(GeoReportValue.init)), root: "service_requests")
  }

  private func response(_ query: ReportQuery, _ format: GeoReportFormat) async throws -> Response {
    let reports = try await ledgerRead { try await intake.book.reports(query) }
    return format.response(
      .list(element: "request", reports.map(GeoReportValue.init)), root: "service_requests")
  }

  /// - Returns: the code of a region; nil where the client names none.
  private func jurisdiction(_ form: GeoReportForm) async throws -> String? {
    guard let code = form["jurisdiction_id"] else { return nil }
    guard try await ledgerRead({ try await ledger.regions(below: code) }) != nil else {
      throw GeoReportError(.notFound, "jurisdiction_id \(code) was not found: it is the code of a region")
    }
    return code
  }
}

extension GeoReportValue {
  /// A service request. Who reported it is nobody else's business.
  fileprivate init(_ report: FiledReport) {
    let hazard = report.hazard
    let department = hazard?.rectification.department ?? ""
    let updated = [report.takenAt, report.decidedAt, hazard?.lastFoundAt, hazard?.closedAt]
      .compactMap(\.self).max()
    let image = report.evidence.first { $0.lowercased().hasPrefix("http") }
    self = .object([
      ("service_request_id", .text(report.id)), ("status", .text(report.isOpen ? "open" : "closed")),
      ("status_notes", .text(report.statusNotes)), ("service_name", .text(report.service.text)),
      ("service_code", .text(report.service.code)), ("description", .text(report.description)),
      ("agency_responsible", .text(department.isEmpty ? report.service.department : department)),
      ("service_notice", .none), ("requested_datetime", .text(report.takenAt.iso8601)),
      ("updated_datetime", .text(updated?.iso8601)),
      ("expected_datetime", .text(hazard?.rectification.dueAt?.iso8601)), ("address", .text(report.siteName)),
      ("address_id", .text(report.site)), ("zipcode", .none),
      ("lat", report.position.map { .number($0.latitude) } ?? .none),
      ("long", report.position.map { .number($0.longitude) } ?? .none), ("media_url", .text(image)),
    ])
  }
}

extension FiledReport {
  fileprivate var statusNotes: String {
    switch state {
    case .pending: "received; it is being looked at"
    case .confirmed: hazard.map { "hazard \($0.id) is \($0.rectification.state.name)" } ?? reason
    case .inOrder, .undecided: reason
    }
  }
}

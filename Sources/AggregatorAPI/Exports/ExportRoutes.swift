import HTTPTypes
import Hummingbird
import Inspection
import Ledger
import StatusServer

/// In which form an export is written.
enum ExportFormat: String, CaseIterable {
  case csv, jsonl, geojson, oscal

  var name: String { rawValue }

  fileprivate var contentType: String {
    switch self {
    case .csv: "text/csv; charset=utf-8; header=present"
    case .jsonl: "application/jsonl; charset=utf-8"
    case .geojson: "application/geo+json"
    case .oscal: "application/json; charset=utf-8"
    }
  }
}

extension Router<FleetContext> {
  func addExportRoutes(_ door: LedgerDoor) {
    get("/v1/exports/hazards") { request, context in
      let ledger = try door.ledger(for: context)
      let wanted = try ExportRequest(request, [.csv, .jsonl, .geojson, .oscal], hasStates: true)
      if wanted.format == .oscal { return try await wanted.plan(ledger) }
      return try await wanted.response(ExportFields.hazardNames) {
        try await ledger.exportedHazards(wanted.query, after: $0, limit: ExportRequest.page)
      } id: {
        $0.summary.id
      } row: {
        (ExportFields($0), $0.position)
      }
    }
    get("/v1/exports/sites") { request, context in
      let ledger = try door.ledger(for: context)
      let wanted = try ExportRequest(request, [.csv, .jsonl, .geojson], hasStates: false)
      return try await wanted.response(ExportFields.siteNames) {
        try await ledger.exportedSites(wanted.query, after: $0, limit: ExportRequest.page)
      } id: {
        $0.site.id
      } row: {
        (ExportFields($0), $0.position)
      }
    }
    get("/v1/exports/audit") { request, context in
      let ledger = try door.ledger(for: context)
      let wanted = try ExportRequest(request, [.csv, .jsonl], hasStates: false)
      return try await wanted.response(ExportFields.eventNames) {
        try await ledger.exportedEvents(wanted.query, after: $0, limit: ExportRequest.page)
      } id: {
        $0.place
      } row: {
        (ExportFields($0), nil)
      }
    }
  }
}

/// The query of an export, and the answer to it: page after page as the client takes it, never more than a page held.
struct ExportRequest: Sendable {
  static let page = 1_000

  let query: ExportQuery
  let format: ExportFormat

  init(_ request: Request, _ formats: [ExportFormat], hasStates: Bool) throws {
    var reader = QueryReader(request, known: ["format", "region"] + (hasStates ? ["state"] : []))
    let names = formats.map(\.name).joined(separator: ", ")
    let format = reader.value("format", expectation: "is not one of \(names)") { text in
      formats.first { $0.name == text }
    }
    let state = hasStates ? reader.choice("state", \HazardState.name) : nil
    let region = reader.text("region")
    try reader.finish()
    self.format = format ?? .csv
    // A plan of action is about what is still to be done.
    query = ExportQuery(region: region, state: format == .oscal ? .open : state)
    if format == .oscal, state != nil, state != .open {
      throw Problem(.badRequest, "A plan of action has open hazards only.")
    }
  }

  /// - Parameters:
  ///   - names: of the fields of every row.
  ///   - page: the rows behind an id; nil for an unknown region.
  ///   - row: a row's fields, and where it lies.
  func response<Entry: Sendable, ID: Sendable>(
    _ names: [String], page: @escaping @Sendable (ID?) async throws -> [Entry]?,
    id: @escaping @Sendable (Entry) -> ID,
    row: @escaping @Sendable (Entry) -> (ExportFields, Site.Position?)
  ) async throws -> Response {
    // What cannot be exported at all is said before anything is sent.
    guard let first = try await ledgerRead({ try await page(nil) }) else {
      throw Problem.noRegion(query.region)
    }
    let format = format
    return answer(
      ResponseBody { writer in
        var (rows, count): ([Entry], Int) = (first, 0)
        if format == .csv { try await writer.write(text: CSVText.line(names)) }
        if format == .geojson {
          try await writer.write(text: "{\"type\":\"FeatureCollection\",\"features\":[\n")
        }
        while !rows.isEmpty {
          var text = ""
          for entry in rows {
            let (fields, position) = row(entry)
            switch format {
            case .csv: text += fields.csv
            case .jsonl, .oscal: text += fields.json + "\n"
            case .geojson: text += (count == 0 ? "" : ",\n") + Self.feature(fields, position)
            }
            count += 1
          }
          try await writer.write(text: text)
          guard rows.count == Self.page, let last = rows.last else { break }
          rows = try await page(id(last)) ?? []
        }
        if format == .geojson { try await writer.write(text: "\n]}\n") }
        try await writer.finish(nil)
      })
  }

  /// RFC 7946: longitude first; a site whose register has no coordinates has no geometry.
  private static func feature(_ fields: ExportFields, _ position: Site.Position?) -> String {
    let geometry =
      position.map { "{\"type\":\"Point\",\"coordinates\":[\($0.longitude),\($0.latitude)]}" } ?? "null"
    return "{\"type\":\"Feature\",\"geometry\":\(geometry),\"properties\":\(fields.json)}"
  }

  /// The plan has all observations before all risks before all items: the hazards are gone through three times.
  func plan(_ ledger: ScopedLedger) async throws -> Response {
    let query = query
    guard let first = try await ledgerRead({ try await ledger.exportedHazards(query, after: nil, limit: 1) })
    else { throw Problem.noRegion(query.region) }
    guard !first.isEmpty else {
      throw Problem(.notFound, "There is no open hazard, and OSCAL has no plan without items.")
    }
    let plan = PlanOfAction(modifiedAt: .now)
    return answer(
      ResponseBody { writer in
        try await writer.write(text: plan.head)
        for part in PlanOfAction.Part.allCases {
          try await writer.write(text: ",\"\(part.rawValue)\":[\n")
          var (last, isFirst): (HazardID?, Bool) = (nil, true)
          while let rows = try await ledger.exportedHazards(query, after: last, limit: Self.page),
            !rows.isEmpty
          {
            let text = rows.map { part.element($0.summary) }.joined(separator: ",\n")
            try await writer.write(text: (isFirst ? "" : ",\n") + text)
            isFirst = false
            last = rows.last?.summary.id
          }
          try await writer.write(text: "]")
        }
        try await writer.write(text: PlanOfAction.tail)
        try await writer.finish(nil)
      })
  }

  private func answer(_ body: ResponseBody) -> Response {
    Response(status: .ok, headers: [.contentType: format.contentType], body: body)
  }
}

extension ResponseBodyWriter {
  fileprivate mutating func write(text: String) async throws {
    if !text.isEmpty { try await write(ByteBuffer(string: text)) }
  }
}

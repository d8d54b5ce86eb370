import Dashboard
import Figures
import HTTPTypes
import Hummingbird
import Inspection
import Ledger
import StatusServer

/// How a bulletin is written.
private enum BulletinFormat: String, CaseIterable {
  case html, md, csv

  var contentType: String {
    switch self {
    case .html: "text/html; charset=utf-8"
    case .md: "text/markdown; charset=utf-8"
    case .csv: "text/csv; charset=utf-8; header=present"
    }
  }
}

extension Router<FleetContext> {
  func addBulletinRoutes(_ door: LedgerDoor) {
    get("/v1/bulletin") { request, context in
      let ledger = try door.ledger(for: context)
      var reader = QueryReader(
        request, known: ["region", "at", "by", "minimum", "format", "hazards", "lang"])
      let region = reader.text("region")
      let at = reader.moment("at")
      let by = reader.choice("by", \FigureName.name) ?? .settlement
      let minimum = reader.minimum()
      let format = reader.choice("format", \BulletinFormat.rawValue) ?? .html
      let limit = reader.integer("hazards", in: 1...1_000) ?? 20
      let language = reader.choice("lang", \Language.rawValue)
      try reader.finish()
      let query = FigureQuery(region: region, at: at ?? .now, now: at ?? .now)
      guard let whole = try await ledgerRead({ try await ledger.figures(query) }),
        let ranking = try await ledgerRead({
          try await ledger.ranking(query, by: .figure(by), minimum: minimum)
        }), let hazards = try await ledgerRead({ try await ledger.openHazards(query, limit: limit) })
      else { throw Problem.noRegion(region) }
      let bulletin = Bulletin(
        region: whole.region, at: query.moment, by: by, minimum: minimum, whole: whole, ranking: ranking,
        hazards: hazards)
      return bulletin.response(format, language, to: request)
    }
  }
}

extension Bulletin {
  /// - Parameter chosen: the language that was asked for by name; nil leaves it to `Accept-Language`.
  fileprivate func response(_ format: BulletinFormat, _ chosen: Language?, to request: Request) -> Response {
    let language = chosen ?? Language(acceptLanguage: request.headers[.acceptLanguage] ?? "")
    let text =
      switch format {
      case .html: html(in: language).text
      case .md: markdown(in: language)
      case .csv: csv
      }
    var response = Response(
      status: .ok, headers: [.contentType: format.contentType],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    if format != .csv {
      response.headers[.contentLanguage] = language.tag
      if chosen == nil { response.headers[.vary] = "Accept-Language" }
    }
    return response
  }
}

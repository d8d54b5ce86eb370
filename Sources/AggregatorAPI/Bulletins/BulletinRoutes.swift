import Figures
import Hummingbird
import Inspection
import Ledger
import StatusServer

extension Router<FleetContext> {
  func addBulletinRoutes(_ door: LedgerDoor) {
    get("/v1/bulletin") { request, context in
      let ledger = try door.ledger(for: context)
      var reader = QueryReader(request, known: ["region", "at", "by", "minimum", "format", "hazards"])
      let region = reader.text("region")
      let at = reader.moment("at")
      let by = reader.choice("by", \FigureName.name) ?? .settlement
      let minimum = reader.minimum()
      let format = reader.choice("format", \Bulletin.Format.name) ?? .html
      let limit = reader.integer("hazards", in: 1...1_000) ?? 20
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
      let type =
        switch format {
        case .html: "text/html; charset=utf-8"
        case .md: "text/markdown; charset=utf-8"
        case .csv: "text/csv; charset=utf-8; header=present"
        }
      return Response(
        status: .ok, headers: [.contentType: type],
        body: ResponseBody(byteBuffer: ByteBuffer(string: bulletin.text(format))))
    }
  }
}

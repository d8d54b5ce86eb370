import Hummingbird
import Inspection
import Ledger
import StatusServer

/// One of the three views of the ledger.
struct NetworkAnswer: Encodable {
  struct Column: Encodable {
    var name: String
    var rule: String
  }

  struct Item: Encodable {
    /// Empty for nobody.
    var name: String
    /// By the names of the columns.
    var counts: [String: Int]
  }

  /// finds, fixes or answers.
  var view: String
  var by: String
  var region: Nullable<String>
  var columns: [Column]
  var items: [Item]

  init(_ name: String, by: String, _ query: NetworkQuery, _ rows: [NetworkView.Row]) {
    view = name
    self.by = by
    region = Nullable(query.region)
    let columns = query.view.columns
    self.columns = columns.map { Column(name: $0.name, rule: $0.rule) }
    items = rows.map { row in
      Item(
        name: row.name,
        counts: Dictionary(
          zip(columns.map(\.name), row.counts), uniquingKeysWith: { first, _ in first }))
    }
  }
}

extension Router<FleetContext> {
  /// `/v1/views/finds`, `/v1/views/fixes`, `/v1/views/answers`.
  func addNetworkRoutes(_ door: LedgerDoor) {
    get("/v1/views/finds") { request, context in
      let book = try door.intake(for: context).book
      var reader = QueryReader(request, known: ["by", "region", "since", "until", "limit"])
      let finder = reader.choice("by", \NetworkView.Finder.name) ?? .inspector
      let query = NetworkQuery(
        .finds(finder), region: reader.text("region"), from: reader.moment("since"),
        to: reader.moment("until"), now: .now, limit: reader.limit())
      try reader.finish()
      return try await book.answer("finds", by: finder.name, query)
    }
    get("/v1/views/fixes") { request, context in
      let book = try door.intake(for: context).book
      var reader = QueryReader(request, known: ["by", "region", "limit"])
      let fixer = reader.choice("by", \NetworkView.Fixer.name) ?? .department
      let query = NetworkQuery(
        .fixes(fixer), region: reader.text("region"), now: .now, limit: reader.limit())
      try reader.finish()
      return try await book.answer("fixes", by: fixer.name, query)
    }
    get("/v1/views/answers") { request, context in
      let book = try door.intake(for: context).book
      var reader = QueryReader(request, known: ["by", "region", "limit"])
      let answerer = reader.choice("by", \NetworkView.Answerer.name) ?? .owner
      let query = NetworkQuery(
        .answers(answerer), region: reader.text("region"), now: .now, limit: reader.limit())
      try reader.finish()
      return try await book.answer("answers", by: answerer.name, query)
    }
  }
}

extension QueryReader {
  fileprivate mutating func limit() -> Int { integer("limit", in: 1...10_000) ?? 100 }
}

extension NetworkBook {
  fileprivate func answer(_ name: String, by: String, _ query: NetworkQuery) async throws -> Response {
    guard let rows = try await ledgerRead({ try await network(query) }) else {
      throw Problem.noRegion(query.region)
    }
    return Response.json(NetworkAnswer(name, by: by, query, rows))
  }
}

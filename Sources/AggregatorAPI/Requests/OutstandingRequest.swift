import Hummingbird
import Ledger

/// The query of `/v1/campaigns/{id}/outstanding`.
struct OutstandingRequest {
  private static let defaultLimit = 1_000

  let query: OutstandingQuery

  init(_ request: Request, campaign: String) throws {
    var reader = QueryReader(request, known: ["outcome", "limit", "cursor"])
    query = OutstandingQuery(
      campaign: campaign,
      kind: reader.choice("outcome", \OutstandingQuery.Kind.name) ?? .missing,
      limit: reader.integer("limit", in: 1...OutstandingQuery.maximumLimit) ?? Self.defaultLimit,
      from: reader.cursor(OpaqueCursor.seq) ?? 0)
    try reader.finish()
  }
}

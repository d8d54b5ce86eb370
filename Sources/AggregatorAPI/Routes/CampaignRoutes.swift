import Hummingbird
import Inspection
import Ledger
import StatusServer

extension Router<FleetContext> {
  func addCampaignRoutes(_ door: LedgerDoor) {
    get("/v1/campaigns") { request, context in
      let ledger = try door.ledger(for: context)
      try QueryReader(request, known: []).finish()
      let campaigns = try await ledgerRead { try await ledger.campaigns() }
      return Response.json(ListAnswer(items: campaigns.map(CampaignAnswer.init)))
    }
    get("/v1/campaigns/{id}") { request, context in
      let ledger = try door.ledger(for: context)
      try QueryReader(request, known: []).finish()
      let id = try context.pathParameter("id")
      guard let detail = try await ledgerRead({ try await ledger.campaign(id) }) else {
        throw try await unknownCampaign(id, ledger)
      }
      return Response.json(CampaignDetailAnswer(detail))
    }
    get("/v1/campaigns/{id}/errors") { request, context in
      let ledger = try door.ledger(for: context)
      let id = try context.pathParameter("id")
      var reader = QueryReader(request, known: ["limit", "cursor"])
      let query = CheckErrorQuery(
        campaign: id, limit: reader.integer("limit", in: 1...CheckErrorQuery.maximumLimit) ?? 50,
        after: reader.cursor(OpaqueCursor.checkError))
      try reader.finish()
      guard let page = try await ledgerRead({ try await ledger.checkErrors(query) }) else {
        throw try await unknownCampaign(id, ledger)
      }
      return Response.json(CheckErrorAnswer(page))
    }
    get("/v1/campaigns/{id}/outstanding") { request, context in
      let ledger = try door.ledger(for: context)
      let id = try context.pathParameter("id")
      let wanted = try OutstandingRequest(request, campaign: id)
      guard let page = try await ledgerRead({ try await ledger.outstanding(wanted.query) }) else {
        throw try await unknownCampaign(id, ledger)
      }
      return Response.json(OutstandingAnswer(page))
    }
  }
}

/// What to say of a campaign that is not there.
func unknownCampaign(_ id: String, _ store: any LedgerReading) async throws -> Problem {
  let known = try await ledgerRead { try await store.campaigns() }
  let hint = NearestName.hint(for: id, among: known.map(\.id))
  return Problem(.notFound, "There is no campaign \"\(id)\"\(hint); /v1/campaigns lists them.")
}

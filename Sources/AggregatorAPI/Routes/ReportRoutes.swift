import Hummingbird
import Ledger
import StatusServer

extension Router<FleetContext> {
  func addReportRoutes(_ door: LedgerDoor) {
    get("/v1/overview") { request, context in
      let ledger = try door.ledger(for: context)
      try QueryReader(request, known: []).finish()
      return Response.json(OverviewAnswer(try await ledgerRead { try await ledger.overview() }))
    }
    get("/v1/regions") { request, context in
      let ledger = try door.ledger(for: context)
      let reader = QueryReader(request, known: ["parent"])
      try reader.finish()
      let parent = reader.text("parent")
      guard let report = try await ledgerRead({ try await ledger.regions(below: parent) }) else {
        throw Problem(
          .notFound, "There is no region \"\(parent ?? "")\"; /v1/regions lists the topmost ones.")
      }
      return Response.json(RegionReportAnswer(report))
    }
    get("/v1/items") { request, context in
      let ledger = try door.ledger(for: context)
      let reader = QueryReader(request, known: ["campaign"])
      try reader.finish()
      let campaign = reader.text("campaign")
      let items = try await ledgerRead { try await ledger.items(campaign: campaign) }
      // A new campaign has no items yet; a mistyped one never will.
      if let campaign, items.isEmpty,
        try await ledgerRead({ try await ledger.limits(ofCampaign: campaign) }) == nil
      {
        throw try await unknownCampaign(campaign, ledger)
      }
      return Response.json(ListAnswer(items: items.map(ItemAnswer.init)))
    }
    get("/v1/months") { request, context in
      let ledger = try door.ledger(for: context)
      try QueryReader(request, known: []).finish()
      let months = try await ledgerRead { try await ledger.months() }
      return Response.json(ListAnswer(items: months.map(MonthAnswer.init)))
    }
  }
}

import Hummingbird
import Ledger
import StatusServer

extension Router<BasicRequestContext> {
  func addReportRoutes(_ store: any LedgerStore) {
    get("/v1/overview") { request, _ in
      try QueryReader(request, known: []).finish()
      return Response.json(OverviewAnswer(try await ledgerRead { try await store.overview() }))
    }
    get("/v1/regions") { request, _ in
      let reader = QueryReader(request, known: ["parent"])
      try reader.finish()
      let parent = reader.text("parent")
      guard let report = try await ledgerRead({ try await store.regions(below: parent) }) else {
        throw Problem(
          .notFound, "There is no region \"\(parent ?? "")\"; /v1/regions lists the topmost ones.")
      }
      return Response.json(RegionReportAnswer(report))
    }
    get("/v1/items") { request, _ in
      let reader = QueryReader(request, known: ["campaign"])
      try reader.finish()
      let campaign = reader.text("campaign")
      let items = try await ledgerRead { try await store.items(campaign: campaign) }
      // A new campaign has no items yet; a mistyped one never will.
      if let campaign, items.isEmpty,
        try await ledgerRead({ try await store.limits(ofCampaign: campaign) }) == nil
      {
        throw try await unknownCampaign(campaign, store)
      }
      return Response.json(ListAnswer(items: items.map(ItemAnswer.init)))
    }
    get("/v1/months") { request, _ in
      try QueryReader(request, known: []).finish()
      let months = try await ledgerRead { try await store.months() }
      return Response.json(ListAnswer(items: months.map(MonthAnswer.init)))
    }
  }
}

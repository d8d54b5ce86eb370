import HTTPTypes
import Hummingbird
import Inspection
import Ledger
import StatusServer

/// RFC 8288; the HTTP library does not know its name.
private let link = HTTPField.Name("Link")

extension Router<FleetContext> {
  func addHazardRoutes(_ door: LedgerDoor) {
    get("/v1/hazards") { request, context in
      let ledger = try door.ledger(for: context)
      let wanted = try HazardRequest(request)
      let page = try await ledgerRead { try await ledger.hazards(wanted.query) }
      if page.total == 0 {
        let query = wanted.query
        try await requireKnown(region: query.region, site: query.site, campaign: query.campaign, ledger)
      }
      var response = Response.json(HazardPageAnswer(page))
      if let next = page.next, let link {
        response.headers[link] = "<\(wanted.link(after: next))>; rel=\"next\""
      }
      return response
    }
    get("/v1/hazards/{id}") { request, context in
      let ledger = try door.ledger(for: context)
      try QueryReader(request, known: []).finish()
      let id = try context.hazardID()
      guard let detail = try await ledgerRead({ try await ledger.hazard(id) }) else {
        throw Problem.noHazard(id)
      }
      var response = Response.json(HazardDetailAnswer(detail))
      response.headers[.eTag] = "\"\(detail.summary.rectification.version)\""
      return response
    }
    get("/v1/hazards/{id}/events") { request, context in
      let ledger = try door.ledger(for: context)
      try QueryReader(request, known: []).finish()
      let id = try context.hazardID()
      guard let detail = try await ledgerRead({ try await ledger.hazard(id) }) else {
        throw Problem.noHazard(id)
      }
      return Response.json(ListAnswer(items: TimelineAnswer.timeline(detail)))
    }
    get("/v1/hazards/{id}/responsibility") { request, context in
      let ledger = try door.ledger(for: context)
      try QueryReader(request, known: []).finish()
      let id = try context.hazardID()
      switch try await ledgerRead({ try await ledger.responsibility(for: id, at: .now) }) {
      case .unknownHazard: throw Problem.noHazard(id)
      case .noPolicy:
        throw Problem(
          .notFound, "No policy says who answers for hazards: hazard-producer policy publish brings one.")
      case .answer(let found): return Response.json(ResponsibilityReport(found))
      }
    }
    get("/v1/hazards/{id}/explanation") { request, context in
      let ledger = try door.ledger(for: context)
      try QueryReader(request, known: []).finish()
      let id = try context.hazardID()
      guard let explanation = try await ledgerRead({ try await ledger.explanation(of: id) }) else {
        throw Problem.noHazard(id)
      }
      return Response.json(ExplanationAnswer(explanation))
    }
    get("/v1/sites") { request, context in
      let ledger = try door.ledger(for: context)
      let wanted = try SiteRequest(request)
      let page = try await ledgerRead { try await ledger.sites(wanted.query) }
      if page.total == 0 { try await requireKnown(region: wanted.query.region, ledger) }
      var response = Response.json(SitePageAnswer(page))
      if let next = page.next, let link {
        response.headers[link] = "<\(wanted.link(after: next))>; rel=\"next\""
      }
      return response
    }
  }
}

/// An empty list must not look as if all were well when nothing of that name exists.
///
/// - Throws: `Problem` that names what does not exist.
func requireKnown(
  region: String? = nil, site: String? = nil, campaign: String? = nil, _ ledger: any LedgerReading
) async throws {
  if let region, try await ledgerRead({ try await ledger.regions(below: region) }) == nil {
    throw Problem.noRegion(region)
  }
  if let site {
    var query = SiteQuery(limit: 1)
    query.site = site
    let asked = query
    if try await ledgerRead({ try await ledger.sites(asked) }).sites.isEmpty { throw Problem.noSite(site) }
  }
  if let campaign, try await ledgerRead({ try await ledger.limits(ofCampaign: campaign) }) == nil {
    throw try await unknownCampaign(campaign, ledger)
  }
}

extension FleetContext {
  /// The path's hazard.
  func hazardID() throws -> HazardID {
    let text = try pathParameter("id")
    guard let id = HazardID(text) else {
      throw Problem(.notFound, "There is no hazard \"\(text)\": hazards have 13 letters and digits.")
    }
    return id
  }
}

extension Problem {
  fileprivate static func noHazard(_ id: HazardID) -> Problem {
    Problem(.notFound, "There is no hazard \"\(id)\".")
  }
}

import HTTPTypes
import Hummingbird
import Inspection
import Ledger
import StatusServer

/// A campaign's team, and who holds which role where.
struct TeamAnswer: Encodable {
  struct Claim: Encodable {
    var role: String
    var person: String
    var at: String
  }

  struct Site: Encodable {
    var site: String
    var siteName: String
    var region: String
    var inspected: Bool
    var claims: [Claim]
    var missing: [String]
  }

  var campaign: String
  /// Empty for a campaign without a team.
  var roles: [String]
  /// Sites with a result.
  var inspected: Int
  /// Of these, the ones at which a role is missing.
  var unclaimed: Int
  var items: [Site]
  var next: Nullable<String>

  init(_ report: TeamReport, campaign: String) {
    self.campaign = campaign
    roles = report.roles
    inspected = report.inspected
    unclaimed = report.unclaimed
    items = report.sites.map { site in
      Site(
        site: site.site, siteName: site.siteName, region: site.region, inspected: site.isInspected,
        claims: site.claims.map { Claim(role: $0.role, person: $0.person, at: $0.at.iso8601) },
        missing: site.missing)
    }
    next = Nullable(report.next.map { OpaqueCursor.text(site: $0) })
  }
}

extension Router<FleetContext> {
  /// `/v1/campaigns/{id}/team`, and the claims of its roles.
  func addTeamRoutes(_ door: LedgerDoor) {
    get("/v1/campaigns/{id}/team") { request, context in
      let (ledger, intake) = (try door.ledger(for: context), try door.intake(for: context))
      let id = try context.pathParameter("id")
      var reader = QueryReader(request, known: ["region", "missing", "limit", "cursor"])
      let region = reader.text("region")
      let isMissing = reader.choice("missing", among: ["true", "false"]) == "true"
      let limit = reader.integer("limit", in: 1...500) ?? 50
      let after = reader.cursor(OpaqueCursor.site)
      try reader.finish()
      return Response.json(
        try await intake.team(id, ledger, region: region, isMissing: isMissing, after: after, limit: limit))
    }
    post("/v1/campaigns/{id}/team") { request, context in
      let (ledger, intake) = (try door.ledger(for: context), try door.intake(for: context))
      let id = try context.pathParameter("id")
      var body = try await BodyReader(
        request, known: ["roles", "person", "reason", "at"],
        example: #"{"roles": ["inspector", "volunteer", "owner"], "person": "Li"}"#)
      let act = TeamCommand.Act.form(roles: body.references("roles"))
      return try await intake.arrange(act, id, &body, ledger)
    }
    for isClaim in [true, false] {
      post("/v1/campaigns/{id}/\(isClaim ? "claim" : "release")") { request, context in
        let (ledger, intake) = (try door.ledger(for: context), try door.intake(for: context))
        let id = try context.pathParameter("id")
        var body = try await BodyReader(
          request, known: ["site", "role", "person", "reason", "at"],
          example: #"{"site": "S1", "role": "inspector", "person": "Li"}"#)
        let (site, role) = (body.text("site"), body.text("role"))
        let act: TeamCommand.Act = isClaim ? .claim(site: site, role: role) : .release(site: site, role: role)
        return try await intake.arrange(act, id, &body, ledger)
      }
    }
  }
}

extension Intake {
  fileprivate func team(
    _ id: String, _ ledger: ScopedLedger, region: String? = nil, isMissing: Bool = false,
    after: String? = nil, limit: Int = 50
  ) async throws -> TeamAnswer {
    let report = try await ledgerRead {
      try await book.team(ofCampaign: id, region: region, isMissing: isMissing, after: after, limit: limit)
    }
    guard let report else { throw try await unknownCampaign(id, ledger) }
    return TeamAnswer(report, campaign: id)
  }

  fileprivate func arrange(
    _ act: TeamCommand.Act, _ id: String, _ body: inout BodyReader, _ ledger: ScopedLedger
  ) async throws -> Response {
    let command = TeamCommand(
      act, campaign: id, at: body.moment("at") ?? body.arrival, person: body.text("person"),
      reason: body.text("reason"))
    try body.finish()
    switch try await desk.arrange(command, now: body.arrival) {
    case .done: return Response.json(try await team(id, ledger))
    case .refused(let refusal):
      if refusal.code == .unknownCampaign { throw try await unknownCampaign(id, ledger) }
      throw Problem(
        refusal.code == .notAllowed ? .conflict : .unprocessableContent,
        "Nothing was changed: \(refusal.reason)".asSentence)
    }
  }
}

import Foundation
import Hummingbird
import Inspection
import Ledger
import StatusServer

/// Whether a campaign is cleared (清零), what stands in the way, and who accepted it (验收).
struct GateAnswer: Encodable {
  struct Obstacle: Encodable {
    var what: String
    var detail: String
    var count: Int
    var countIsExact: Bool

    init(_ obstacle: CampaignGate.Obstacle) {
      what = obstacle.what.rawValue
      detail = obstacle.detail
      count = obstacle.count
      countIsExact = obstacle.isCountExact
    }
  }

  struct Hazard: Encodable {
    var id: String
    var site: String
    var item: String
    var level: String
    var grade: String
    var openedAt: String
    var reason: String
  }

  struct Acceptance: Encodable {
    var at: String
    var person: String
    var role: String
    var reason: String
    /// What the gate asked for then.
    var zero: String
    /// 0...1.
    var minCoverage: Double

    init(_ acceptance: CampaignAcceptance) {
      at = acceptance.at.iso8601
      person = acceptance.person
      role = acceptance.role
      reason = acceptance.reason
      zero = acceptance.gate.zero.name
      minCoverage = Double(acceptance.gate.minimumCoverage) / 1_000
    }
  }

  var campaign: String
  var isOpen: Bool
  var rule: String
  var obstacles: [Obstacle]
  /// The worst of the open hazards, as many as fit a page.
  var hazards: [Hazard]
  /// Null while nobody accepted the campaign.
  var accepted: Nullable<Acceptance>

  init(_ status: CampaignStatus, _ page: HazardPage, _ gate: CampaignGate, _ acceptance: CampaignAcceptance?)
  {
    campaign = status.id
    rule = gate.rule
    let obstacles = gate.obstacles(status, openHazards: page)
    self.obstacles = obstacles.map(Obstacle.init)
    isOpen = obstacles.isEmpty
    hazards = page.hazards.map {
      Hazard(
        id: $0.id.description, site: $0.site, item: $0.item, level: $0.level.name, grade: $0.grade.name,
        openedAt: $0.openedAt.iso8601, reason: $0.reason)
    }
    accepted = Nullable(acceptance.map(Acceptance.init))
  }
}

extension Router<FleetContext> {
  func addGateRoutes(_ door: LedgerDoor) {
    get("/v1/campaigns/{id}/gate") { request, context in
      let ledger = try door.ledger(for: context)
      let id = try context.pathParameter("id")
      var reader = QueryReader(request, known: ["zero", "minCoverage"])
      let zero = reader.choice("zero", \CampaignGate.Zero.name) ?? .major
      let minimum = reader.value("minCoverage", expectation: "is no percentage from 0 to 100") {
        Double($0).flatMap(CampaignGate.perMille)
      }
      try reader.finish()
      let gate = CampaignGate(zero: zero, minimumCoverage: minimum ?? 0)
      return Response.json(try await gate.answer(id, ledger))
    }
    post("/v1/campaigns/{id}/accept") { request, context in
      let ledger = try door.ledger(for: context)
      let id = try context.pathParameter("id")
      let now = Timestamp.now
      let acceptance = try await AcceptanceBody(request).acceptance(of: id, now: now)
      switch try await door.desk(for: context).accept(acceptance, now: now) {
      case .accepted: return Response.json(try await acceptance.gate.answer(id, ledger))
      case .unknownCampaign: throw try await unknownCampaign(id, ledger)
      case .incomplete(let what):
        throw Problem(.unprocessableContent, "Nothing was changed: \(what)".asSentence)
      case .acceptedBefore(let before):
        throw Problem(
          .conflict, "Campaign \(id) was accepted by \(before.person) on \(before.at.iso8601) already.")
      case .gateClosed(let obstacles):
        throw Problem(
          .conflict, "Campaign \(id) cannot be accepted: \(obstacles.map(\.detail).joined(separator: "; ")).",
          errors: obstacles.map { .init($0.what.rawValue, $0.detail) })
      }
    }
  }
}

extension CampaignGate {
  /// - Returns: nil for what is no percentage.
  fileprivate static func perMille(_ percent: Double) -> Int? {
    (0...100).contains(percent) ? Int((percent * 10).rounded()) : nil
  }

  fileprivate func answer(
    _ id: String, _ ledger: ScopedLedger
  ) async throws -> GateAnswer {
    try ledger.requireEverywhere("A gate")
    guard let campaign = try await ledgerRead({ try await ledger.campaign(id) }) else {
      throw try await unknownCampaign(id, ledger)
    }
    let page = try await ledgerRead {
      try await ledger.hazards(
        HazardQuery(state: .open, level: zero == .major ? .major : nil, campaign: id, limit: 50))
    }
    let acceptance = try await ledgerRead { try await ledger.acceptance(ofCampaign: id) }
    return GateAnswer(campaign.status, page, self, acceptance)
  }
}

/// The body of an acceptance.
private struct AcceptanceBody {
  private struct Fields: Decodable {
    var person: String?
    var role: String?
    var reason: String?
    var zero: String?
    /// In percent.
    var minCoverage: Double?
  }

  private let fields: Fields
  private let gate: CampaignGate

  init(_ request: Request) async throws {
    fields = try await SmallBody.read(
      Fields.self, of: request, example: #"{"person": "Li", "zero": "major"}"#)
    guard let zero = CampaignGate.Zero(rawValue: fields.zero ?? "major") else {
      throw Problem(.badRequest, "zero is major or all.")
    }
    guard let minimum = CampaignGate.perMille(fields.minCoverage ?? 0) else {
      throw Problem(.badRequest, "minCoverage is no percentage from 0 to 100.")
    }
    gate = CampaignGate(zero: zero, minimumCoverage: minimum)
  }

  func acceptance(of campaign: String, now: Timestamp) -> CampaignAcceptance {
    CampaignAcceptance(
      campaign: campaign, at: now, person: fields.person ?? "", role: fields.role ?? "",
      reason: fields.reason ?? "",
      gate: gate)
  }
}

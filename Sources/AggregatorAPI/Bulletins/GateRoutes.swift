import Hummingbird
import Inspection
import Ledger
import StatusServer

/// Whether a campaign is cleared (清零), and what stands in the way.
struct GateAnswer: Encodable {
  struct Obstacle: Encodable {
    var what: String
    var detail: String
    var count: Int
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

  enum Zero: String, CaseIterable {
    case major, all

    var name: String { rawValue }
  }

  var campaign: String
  var isOpen: Bool
  var rule: String
  var obstacles: [Obstacle]
  /// The worst of the open hazards, as many as fit a page.
  var hazards: [Hazard]

  /// - Parameter minimum: of coverage, 0...1; nil for none.
  init(_ status: CampaignStatus, _ page: HazardPage, zero: Zero, minimum: Double?) {
    campaign = status.id
    rule =
      "Open when the campaign is complete and every task of it was checked, \(zero == .major ? "no major" : "none") of "
      + "the hazards that it found is open, with accepted risks as open ones, and coverage is at least the minimum."
    var obstacles: [Obstacle] = []
    let missing = status.tasks - status.taskOutcomes.checked
    if status.phase != .complete {
      obstacles.append(
        Obstacle(what: "not complete", detail: "the campaign is \(status.phase.rawValue)", count: 1))
    }
    if missing > 0 {
      obstacles.append(
        Obstacle(
          what: "tasks", detail: "\(missing) of \(status.tasks) tasks were not checked", count: missing))
    }
    if page.total > 0 {
      let kind = zero == .major ? "major hazards" : "hazards"
      obstacles.append(Obstacle(what: "hazards", detail: "\(page.total) \(kind) are open", count: page.total))
    }
    if let minimum, status.coverage.map({ $0 < minimum }) ?? true {
      let coverage = Bulletin.percent(status.coverage)
      obstacles.append(
        Obstacle(
          what: "coverage", detail: "coverage is \(coverage), below \(Bulletin.percent(minimum))", count: 1))
    }
    self.obstacles = obstacles
    isOpen = obstacles.isEmpty
    hazards = page.hazards.map {
      Hazard(
        id: $0.id.description, site: $0.site, item: $0.item, level: $0.level.name, grade: $0.grade.name,
        openedAt: $0.openedAt.iso8601, reason: $0.reason)
    }
  }
}

extension Router<BasicRequestContext> {
  func addGateRoutes(_ store: any LedgerStore) {
    get("/v1/campaigns/{id}/gate") { request, context in
      let id = try context.pathParameter("id")
      var reader = QueryReader(request, known: ["zero", "minCoverage"])
      let zero = reader.choice("zero", \GateAnswer.Zero.name) ?? .major
      let minimum = reader.value("minCoverage", expectation: "is no percentage from 0 to 100") { text in
        Double(text).flatMap { (0...100).contains($0) ? $0 / 100 : nil }
      }
      try reader.finish()
      guard let campaign = try await ledgerRead({ try await store.campaign(id) }) else {
        throw try await unknownCampaign(id, store)
      }
      let page = try await ledgerRead {
        try await store.hazards(
          HazardQuery(state: .open, level: zero == .major ? .major : nil, campaign: id, limit: 50))
      }
      return Response.json(GateAnswer(campaign.status, page, zero: zero, minimum: minimum))
    }
  }
}

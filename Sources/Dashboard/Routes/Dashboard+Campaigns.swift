import HTTPTypes
import Inspection
import Ledger

extension Dashboard {
  func campaigns(_ asked: PageRequest) async throws -> PageAnswer {
    PageAnswer(CampaignListPage(campaigns: try await ledger.campaigns()).page(asked.viewer))
  }

  func campaign(_ asked: PageRequest) async throws -> PageAnswer {
    let id = asked.id
    guard let detail = try await ledger.campaign(id) else { return Self.noCampaign(asked) }
    let gate = CampaignGate(zero: .major)
    async let items = Self.permitted { try await ledger.items(campaign: id) }
    async let coverage = ledger.coverage(CoverageQuery(campaign: id, limit: 20))
    async let missing = Self.permitted {
      try await ledger.outstanding(OutstandingQuery(campaign: id, kind: .missing, limit: 12))
    }
    async let dead = Self.permitted {
      try await ledger.outstanding(OutstandingQuery(campaign: id, kind: .dead, limit: 12))
    }
    async let errors = Self.permitted {
      try await ledger.checkErrors(CheckErrorQuery(campaign: id, limit: 20))
    }
    async let majors = ledger.hazards(HazardQuery(state: .open, level: .major, campaign: id, limit: 1))
    async let acceptance = ledger.acceptance(ofCampaign: id)
    let page = CampaignPage(
      detail: detail, items: try await items ?? [], coverage: try await coverage,
      missing: try await missing ?? nil,
      dead: try await dead ?? nil, errors: try await errors ?? nil,
      obstacles: gate.obstacles(detail.status, openHazards: try await majors.total),
      acceptance: try await acceptance)
    return PageAnswer(page.page(asked.viewer))
  }

  func certificates(_ asked: PageRequest) async throws -> PageAnswer {
    let query = CertificateQuery(campaign: asked.id, limit: 100, after: asked.query.value("after"))
    guard let detail = try await ledger.campaign(asked.id), let page = try await ledger.certificates(query)
    else {
      return Self.noCampaign(asked)
    }
    return PageAnswer(CertificatesPage(campaign: detail.status, page: page).page(asked.viewer))
  }

  private static func noCampaign(_ asked: PageRequest) -> PageAnswer {
    PageAnswer(asked.message(.notFound, .noSuchCampaign, asked.id, in: .campaigns), status: .notFound)
  }
}

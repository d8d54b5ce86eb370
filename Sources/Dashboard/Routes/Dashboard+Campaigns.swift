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
    let items = try await Self.permitted { try await ledger.items(campaign: id) }
    let coverage = try await ledger.coverage(CoverageQuery(campaign: id, limit: 20))
    let missing = try await Self.permitted {
      try await ledger.outstanding(OutstandingQuery(campaign: id, kind: .missing, limit: 12))
    }
    let dead = try await Self.permitted {
      try await ledger.outstanding(OutstandingQuery(campaign: id, kind: .dead, limit: 12))
    }
    let errors = try await Self.permitted {
      try await ledger.checkErrors(CheckErrorQuery(campaign: id, limit: 20))
    }
    let majors = try await ledger.hazards(HazardQuery(state: .open, level: .major, campaign: id, limit: 1))
    let acceptance = try await ledger.acceptance(ofCampaign: id)
    let page = CampaignPage(
      detail: detail, items: items ?? [], coverage: coverage,
      missing: missing ?? nil,
      dead: dead ?? nil, errors: errors ?? nil,
      obstacles: gate.obstacles(detail.status, openHazards: majors.total),
      acceptance: acceptance)
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

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
    // Much is of all regions together: whoever is limited to one sees how far the campaign is, and no more.
    let isWhole = asked.viewer.scope == nil
    let items = isWhole ? try await ledger.items(campaign: id) : []
    let coverage = try await ledger.coverage(CoverageQuery(campaign: id, limit: 20))
    let missing =
      isWhole
      ? try await ledger.outstanding(OutstandingQuery(campaign: id, kind: .missing, limit: 12)) : nil
    let dead =
      isWhole
      ? try await ledger.outstanding(OutstandingQuery(campaign: id, kind: .dead, limit: 12)) : nil
    let errors =
      isWhole
      ? try await ledger.checkErrors(CheckErrorQuery(campaign: id, limit: 20)) : nil
    let majors = try await ledger.hazards(HazardQuery(state: .open, level: .major, campaign: id, limit: 1))
    let acceptance = try await ledger.acceptance(ofCampaign: id)
    var page = CampaignPage(
      detail: detail, items: items, coverage: coverage,
      missing: missing, dead: dead, errors: errors,
      obstacles: CampaignPage.demands.obstacles(detail.status, openHazards: majors),
      acceptance: acceptance)
    if asked.viewer.maySubmit, let inspections {
      page.toInspect = try await inspections.sitesToInspect(ofCampaign: id, region: nil, limit: 12)
    }
    page.done = CampaignActionPage.Action(rawValue: asked.query["done"])
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

  static func noCampaign(_ asked: PageRequest) -> PageAnswer {
    PageAnswer(asked.message(.notFound, .noSuchCampaign, asked.id, in: .campaigns), status: .notFound)
  }
}

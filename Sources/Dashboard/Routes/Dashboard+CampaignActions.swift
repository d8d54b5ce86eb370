import HTTPTypes
import Inspection
import Ledger

extension Dashboard {
  func acceptanceForm(_ asked: PageRequest) async throws -> PageAnswer {
    try await form(.accept, asked.viewer.mayAcceptCampaigns, asked)
  }

  func cancellationForm(_ asked: PageRequest) async throws -> PageAnswer {
    try await form(.cancel, asked.viewer.mayOperate, asked)
  }

  private func form(
    _ action: CampaignActionPage.Action, _ isAllowed: Bool, _ asked: PageRequest
  ) async throws -> PageAnswer {
    guard isAllowed else { return Self.forbidden(asked) }
    guard let detail = try await ledger.campaign(asked.id) else { return Self.noCampaign(asked) }
    var fields = FormFields("")
    fields.add(asked.viewer.suggestedPerson, to: "person")
    return PageAnswer(CampaignActionPage(action, of: detail.status, fields).page(asked.viewer))
  }

  func accept(_ asked: PageRequest, _ fields: FormFields) async throws -> PageAnswer {
    guard asked.viewer.mayAcceptCampaigns else { return Self.forbidden(asked) }
    guard let detail = try await ledger.campaign(asked.id) else { return Self.noCampaign(asked) }
    var page = CampaignActionPage(.accept, of: detail.status, fields)
    let coverage = fields["minCoverage"].isEmpty ? 0 : Double(fields["minCoverage"])
    if coverage.map({ (0...100).contains($0) }) != true { page.mistakes["minCoverage"] = .noPercentage }
    let person = page.person(asked.viewer)
    guard page.mistakes.isEmpty, let coverage else { return Self.refused(page, asked) }
    let acceptance = CampaignAcceptance(
      campaign: asked.id, at: asked.now, person: person, role: "", reason: fields["reason"],
      gate: CampaignGate(
        zero: CampaignGate.Zero(rawValue: fields["zero"]) ?? .major,
        minimumCoverage: Int((coverage * 10).rounded())))
    switch try await desk.accept(acceptance, now: asked.now) {
    case .accepted: return Self.done(.accept, asked, fields)
    case .unknownCampaign: return Self.noCampaign(asked)
    case .incomplete(let what):
      page.notice = .init(.failed, what)
      return Self.refused(page, asked)
    case .acceptedBefore(let before):
      page.notice = .init(
        .failed, asked.viewer[.nothingChanged], lines: [asked.viewer[.campaignAccepted, before.person]])
    case .gateClosed(let obstacles):
      page.notice = .init(
        .failed, asked.viewer[.nothingChanged],
        lines: obstacles.map { $0.words(detail.status, acceptance.gate, asked.viewer) })
    }
    return PageAnswer(page.page(asked.viewer), status: .conflict)
  }

  func cancel(_ asked: PageRequest, _ fields: FormFields) async throws -> PageAnswer {
    guard asked.viewer.mayOperate else { return Self.forbidden(asked) }
    guard let detail = try await ledger.campaign(asked.id) else { return Self.noCampaign(asked) }
    var page = CampaignActionPage(.cancel, of: detail.status, fields)
    if fields["reason"].isEmpty { page.mistakes["reason"] = .missing }
    if fields["confirm"] != asked.id { page.mistakes["confirm"] = .missing }
    let person = page.person(asked.viewer)
    guard page.mistakes.isEmpty else { return Self.refused(page, asked) }
    let report = try await desk.cancel(
      CampaignCancellation(
        campaign: asked.id, cancelledAt: asked.now, person: person, reason: fields["reason"]))
    switch report {
    case .told: return Self.done(.cancel, asked, fields)
    case .unknownCampaign: return Self.noCampaign(asked)
    case .incomplete(let what):
      page.notice = .init(.failed, what)
      return Self.refused(page, asked)
    case .cancelledBefore(let before):
      page.notice = .init(
        .failed, asked.viewer[.nothingChanged], lines: ["\(asked.viewer[.phaseCancelled]): \(before.person)"])
    case .complete:
      page.notice = .init(
        .failed, asked.viewer[.nothingChanged], lines: [asked.viewer[Phrase(detail.status.phase)]])
    case .notSealed: page.notice = .init(.failed, asked.viewer[.nothingChanged])
    case .notTold(let why):
      // The client of the brokers speaks English.
      page.notice = .init(
        .failed, asked.viewer[.workersNotTold], lines: asked.viewer.language == .english ? [why] : [])
      return PageAnswer(page.page(asked.viewer), status: .serviceUnavailable)
    }
    return PageAnswer(page.page(asked.viewer), status: .conflict)
  }

  private static func done(
    _ action: CampaignActionPage.Action, _ asked: PageRequest, _ fields: FormFields
  ) -> PageAnswer {
    PageAnswer(
      redirect: PagePath.url(PagePath.path("campaigns", asked.id), [("done", action.rawValue)]) + "#notice",
      cookies: asked.viewer.name == nil
        ? [PageAnswer.cookie(ViewerReader.personCookie, fields["person"])] : [])
  }

  private static func refused(_ page: CampaignActionPage, _ asked: PageRequest) -> PageAnswer {
    var page = page
    page.notice = page.notice ?? .init(.failed, asked.viewer[.formIncomplete])
    return PageAnswer(page.page(asked.viewer), status: .unprocessableContent)
  }
}

extension CampaignActionPage {
  /// Who acts; it is a mistake where the form has to say that and does not.
  fileprivate mutating func person(_ viewer: Viewer) -> String {
    let person = viewer.name ?? fields["person"]
    if person.isEmpty { mistakes["person"] = .missing }
    return person
  }
}

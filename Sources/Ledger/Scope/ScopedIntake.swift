package import Access
package import Inspection

/// What is taken in, as somebody may: in their own name, and what is seen of it within their region.
///
/// Anybody who may report may do so of any place: a danger knows no limits. What it says of accidents, teams and
/// inspections keeps within the region.
package struct ScopedIntake: Sendable {
  package typealias Book = AccidentBook & NetworkBook & ReportBook & SubmissionBook & TeamBook

  private let desk: any IntakeDesk & SubmissionDesk
  private let book: any Book
  private let ledger: ScopedLedger
  private let principal: Principal

  package init(
    _ desk: any IntakeDesk & SubmissionDesk, _ book: any Book, _ ledger: ScopedLedger, _ principal: Principal
  ) {
    self.desk = desk
    self.book = book
    self.ledger = ledger
    self.principal = principal
  }
}

extension ScopedIntake: IntakeDesk {
  /// - Throws: `AccessDenied`.
  package func file(_ report: HazardReport, now: Timestamp) async throws -> ReportReceipt {
    try principal.require(.report)
    var report = report
    // By Open311 a program passes on what others say.
    if report.channel == .api, !principal.isAnonymous {
      (report.person, report.role) = try principal.signed(.report, person: report.person, role: report.role)
    }
    return try await desk.file(report, now: now)
  }

  /// - Throws: `AccessDenied`.
  package func note(_ command: AccidentCommand, now: Timestamp) async throws -> AccidentReceipt {
    var command = command
    (command.person, command.role) = try principal.signed(
      .recordAccident, person: command.person, role: command.role)
    if let region = command.details.region { _ = try await ledger.narrowed(region) }
    if let hazard = command.details.hazard, try await !ledger.isInSight(.hazard(hazard)) {
      return .refused(AccidentRefusal(.unknownHazard, "there is no hazard \(hazard)"))
    }
    if command.act != .record,
      try await accidents(AccidentQuery(id: command.accident, includesWithdrawn: true))?.first == nil
    {
      return .refused(AccidentRefusal(.unknownAccident, "there is no accident \"\(command.accident)\""))
    }
    return try await desk.note(command, now: now)
  }

  /// - Throws: `AccessDenied`.
  package func arrange(_ command: TeamCommand, now: Timestamp) async throws -> TeamReceipt {
    var command = command
    switch command.act {
    case .form:
      command.person = try principal.signed(.formTeam, person: command.person, role: "").person
      try ledger.requireEverywhere("A team")
    case .claim(let site, _), .release(let site, _):
      command.person = try principal.signed(.report, person: command.person, role: "").person
      guard try await ledger.isInSight(.site(site)) else {
        return .refused(TeamRefusal(.unknownSite, "there is no site \"\(site)\""))
      }
    }
    return try await desk.arrange(command, now: now)
  }
}

extension ScopedIntake: SubmissionDesk {
  /// - Throws: `AccessDenied`.
  package func submit(
    _ submission: InspectionSubmission, now: Timestamp
  ) async throws -> SubmissionReceipt {
    var submission = submission
    (submission.person, submission.role) = try principal.signed(
      .submit, person: submission.person, role: submission.role)
    guard try await ledger.isInSight(.site(submission.site)) else {
      return .refused(SubmissionRefusal(.unknownSite, "there is no site \"\(submission.site)\""))
    }
    return try await desk.submit(submission, now: now)
  }
}

extension ScopedIntake: SubmissionBook {
  package func form(ofCampaign id: String, site: String) async throws -> InspectionForm? {
    guard try await ledger.isInSight(.site(site)) else { return nil }
    return try await book.form(ofCampaign: id, site: site)
  }

  package func pendingInspections(
    atSite site: String, limit: Int
  ) async throws -> [PendingInspection] {
    guard try await ledger.isInSight(.site(site)) else { return [] }
    return try await book.pendingInspections(atSite: site, limit: limit)
  }

  package func sitesToInspect(
    ofCampaign id: String, region: String?, limit: Int
  ) async throws -> [SiteToInspect] {
    try await book.sitesToInspect(
      ofCampaign: id, region: try await ledger.narrowed(region), limit: limit)
  }

  package func submission(_ id: String) async throws -> FiledSubmission? {
    guard let submission = try await book.submission(id),
      try await ledger.isInSight(.site(submission.site))
    else { return nil }
    return submission
  }

  package func submission(underKey key: String, campaign: String, site: String) async throws -> String? {
    guard try await ledger.isInSight(.site(site)) else { return nil }
    return try await book.submission(underKey: key, campaign: campaign, site: site)
  }
}

extension ScopedIntake: ReportBook {
  package func reportServices() async throws -> [ReportService] { try await book.reportServices() }

  package func reports(_ query: ReportQuery) async throws -> [FiledReport] {
    var query = query
    query.region = try await ledger.narrowed(query.region)
    return try await book.reports(query)
  }

  package func hazards(near id: HazardID, within distance: Double) async throws -> [NearHazard]? {
    guard try await ledger.isInSight(.hazard(id)) else { return nil }
    return try await seen(try await book.hazards(near: id, within: distance))
  }

  package func hazards(nearReport id: String, within distance: Double) async throws -> [NearHazard]? {
    try await seen(try await book.hazards(nearReport: id, within: distance))
  }

  private func seen(_ near: [NearHazard]?) async throws -> [NearHazard]? {
    guard let near, ledger.scope != .everywhere else { return near }
    var seen: [NearHazard] = []
    for one in near where try await ledger.isInSight(.hazard(one.hazard.id)) { seen.append(one) }
    return seen
  }
}

extension ScopedIntake: AccidentBook {
  package func accidents(_ query: AccidentQuery) async throws -> [AccidentRecord]? {
    var query = query
    query.region = try await ledger.narrowed(query.region)
    return try await book.accidents(query)
  }
}

extension ScopedIntake: NetworkBook {
  package func network(_ query: NetworkQuery) async throws -> [NetworkView.Row]? {
    var query = query
    query.region = try await ledger.narrowed(query.region)
    return try await book.network(query)
  }
}

extension ScopedIntake: TeamBook {
  package func team(
    ofCampaign id: String, region: String?, isMissing: Bool, after site: String?, limit: Int
  ) async throws -> TeamReport? {
    try await book.team(
      ofCampaign: id, region: try await ledger.narrowed(region), isMissing: isMissing, after: site,
      limit: limit)
  }
}

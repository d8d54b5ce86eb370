import HTTPTypes
import Hummingbird
import Inspection
import Ledger
import Rectification

extension Dashboard {
  func hazards(_ asked: PageRequest) async throws -> PageAnswer {
    let selection = HazardSelection(asked.query, now: asked.now)
    var page = HazardListPage(selection, try await ledger.hazards(selection.query))
    if let region = selection.query.region,
      let name = try await ledger.regions(below: region)?.lineage.last?.name
    {
      page.names["region"] = name
    }
    let isRead = selection.mistakes.isEmpty && selection.ignored.isEmpty
    return PageAnswer(page.page(asked.viewer), status: isRead ? .ok : .badRequest)
  }

  func hazard(_ asked: PageRequest) async throws -> PageAnswer {
    guard let id = HazardID(asked.id), let detail = try await ledger.hazard(id) else {
      return Self.noHazard(asked)
    }
    var page = try await page(of: detail, asked)
    if let action = RectificationAction(name: asked.query["done"]) {
      page.notice = .init(.done, asked.viewer[.wasDone, asked.viewer[Phrase(action)]])
    }
    return PageAnswer(page.page(asked.viewer))
  }

  private static func noHazard(_ asked: PageRequest) -> PageAnswer {
    PageAnswer(asked.message(.notFound, .noSuchHazard, asked.id, in: .hazards), status: .notFound)
  }

  private func page(of detail: HazardDetail, _ asked: PageRequest) async throws -> HazardDetailPage {
    let id = detail.summary.id
    let explanation = try await ledger.explanation(of: id)
    let responsibility = try await ledger.responsibility(for: id, at: asked.now)
    return HazardDetailPage(
      detail: detail, explanation: explanation, responsibility: responsibility)
  }

  // MARK: Commands

  func carryOut(_ asked: PageRequest, _ fields: FormFields) async throws -> PageAnswer {
    guard let id = HazardID(asked.id), let action = RectificationAction(name: fields["action"]),
      let target = Self.targets(fields).first, target.hazard == id
    else { return PageAnswer(asked.message(.badForm, .badFormText, in: .hazards), status: .badRequest) }
    guard asked.viewer.commands.contains(action) else { return Self.forbidden(asked) }
    var fields = fields
    let areKept = try keepFiles(of: &fields, under: "evidence")
    var submission = ActionSubmission(action, on: [target], fields, by: asked.viewer)
    if !areKept { submission.mistakes["photo"] = .notAPhoto }
    var notice: Page.Notice?
    if let command = submission.command(at: asked.now) {
      let report = try await desk.carryOut(command, now: asked.now)
      if report.isCarriedOut {
        return PageAnswer(
          redirect: PagePath.url(PagePath.path("hazards", id.description), [("done", action.name)])
            + "#notice",
          cookies: Self.remember(fields, asked.viewer))
      }
      notice = Self.notice(report, &submission, asked.viewer)
    } else {
      notice = .init(.failed, asked.viewer[.formIncomplete])
    }
    guard let detail = try await ledger.hazard(id) else { return Self.noHazard(asked) }
    var page = try await page(of: detail, asked)
    page.submission = submission
    page.notice = notice
    return PageAnswer(
      page.page(asked.viewer), status: submission.mistakes.isEmpty ? .conflict : .unprocessableContent)
  }

  /// Keeps what came with a form, and names it in a field of the form.
  ///
  /// - Returns: whether all of it could be kept.
  private func keepFiles(of fields: inout FormFields, under name: String) throws -> Bool {
    guard !fields.files.isEmpty else { return true }
    guard let keep else { return false }
    var areKept = true
    for file in fields.files {
      if let reference = try keep(file.content) { fields.add(reference, to: name) } else { areKept = false }
    }
    return areKept
  }

  static func forbidden(_ asked: PageRequest) -> PageAnswer {
    PageAnswer(asked.message(.notYours, .notYoursText, in: .hazards), status: .forbidden)
  }

  /// What to say of a command about one hazard that was refused.
  private static func notice(
    _ report: RectificationReport, _ submission: inout ActionSubmission, _ viewer: Viewer
  ) -> Page.Notice {
    guard let refusal = report.refusal ?? report.lines.compactMap(\.refusal).first else {
      return .init(.failed, viewer[.nothingChanged])
    }
    // What was refused has not used its key up, but what is sent next may be another command.
    submission.key = ActionSubmission.newKey
    if refusal.code == .versionConflict {
      let state = report.lines.first?.state.map { viewer[Phrase($0)] } ?? ""
      return .init(.failed, viewer[.pageIsStale, state])
    }
    let isAtField = submission.mark(refusal)
    return .init(
      .failed, viewer[isAtField ? .formIncomplete : .nothingChanged],
      lines: isAtField ? [] : [viewer.words(refusal)])
  }

  /// Where nobody has to log in, the next form suggests who acted last.
  static func remember(_ fields: FormFields, _ viewer: Viewer) -> [Cookie] {
    guard viewer.name == nil else { return [] }
    return [
      PageAnswer.cookie(ViewerReader.personCookie, fields["person"]),
      PageAnswer.cookie(ViewerReader.roleCookie, fields["role"]),
    ]
  }

  /// `ID:VERSION`, as the pages' forms have it.
  private static func targets(_ fields: FormFields) -> [RectificationCommand.Target] {
    fields.all("hazard").compactMap { text in
      let parts = text.split(separator: ":", maxSplits: 1)
      guard let id = parts.first.flatMap({ HazardID(String($0)) }) else { return nil }
      return RectificationCommand.Target(id, version: parts.count > 1 ? Int(parts[1]) : nil)
    }
  }

  // MARK: Several hazards

  /// As many as a list shows at most.
  private static let maximumChosen = 200

  func bulkForm(_ asked: PageRequest) async throws -> PageAnswer {
    let targets = Self.targets(asked.query)
    guard let action = RectificationAction(name: asked.query["action"]), !targets.isEmpty,
      targets.count <= Self.maximumChosen
    else {
      return PageAnswer(asked.message(.nothingChosen, .nothingChosenText, in: .hazards), status: .badRequest)
    }
    guard asked.viewer.commands.contains(action) else { return Self.forbidden(asked) }
    let submission = ActionSubmission(action, on: targets, suggesting: asked.viewer)
    let page = BulkPage(submission, hazards: try await summaries(targets))
    return PageAnswer(page.page(asked.viewer))
  }

  func carryOutBulk(_ asked: PageRequest, _ fields: FormFields) async throws -> PageAnswer {
    let targets = Self.targets(fields)
    guard let action = RectificationAction(name: fields["action"]), !targets.isEmpty,
      targets.count <= Self.maximumChosen
    else { return PageAnswer(asked.message(.badForm, .badFormText, in: .hazards), status: .badRequest) }
    guard asked.viewer.commands.contains(action) else { return Self.forbidden(asked) }
    var submission = ActionSubmission(action, on: targets, fields, by: asked.viewer)
    var page = BulkPage(submission, hazards: try await summaries(targets))
    if let command = submission.command(at: asked.now) {
      let report = try await desk.carryOut(command, now: asked.now)
      if report.isCarriedOut { return bulkDone(page, action, asked, fields) }
      for line in report.lines { page.refusals[line.hazard] = line.refusal }
      submission.key = ActionSubmission.newKey
      // The list below shows the hazards as they are now: what is sent again is about these.
      submission.targets =
        report.lines.isEmpty ? targets : report.lines.map { .init($0.hazard, version: $0.version) }
      let whole = report.refusal.map { submission.mark($0) ? [] : [asked.viewer.words($0)] } ?? []
      let count = asked.viewer.number(page.refusals.count)
      page.notice = .init(
        .failed, page.refusals.isEmpty ? asked.viewer[.nothingChanged] : asked.viewer[.bulkRefused, count],
        lines: whole)
    } else {
      page.notice = .init(.failed, asked.viewer[.formIncomplete])
    }
    page.submission = submission
    return PageAnswer(
      page.page(asked.viewer), status: submission.mistakes.isEmpty ? .conflict : .unprocessableContent)
  }

  private func bulkDone(
    _ page: BulkPage, _ action: RectificationAction, _ asked: PageRequest, _ fields: FormFields
  ) -> PageAnswer {
    PageAnswer(
      redirect: PagePath.url(
        "/hazards/done", [("action", action.name), ("count", String(page.hazards.count))]),
      cookies: Self.remember(fields, asked.viewer))
  }

  /// What became of a form about several hazards.
  func bulkReport(_ asked: PageRequest) async throws -> PageAnswer {
    guard let action = RectificationAction(name: asked.query["action"]), let count = Int(asked.query["count"])
    else { return PageAnswer(redirect: "/hazards") }
    let words = asked.viewer[Phrase(action)]
    return PageAnswer(
      asked.message(.bulkDone, .bulkDoneText, "\(asked.viewer.number(count)): \(words)", in: .hazards))
  }

  private func summaries(_ targets: [RectificationCommand.Target]) async throws -> [HazardSummary] {
    var summaries: [HazardSummary] = []
    for target in targets {
      if let detail = try await ledger.hazard(target.hazard) { summaries.append(detail.summary) }
    }
    return summaries
  }
}

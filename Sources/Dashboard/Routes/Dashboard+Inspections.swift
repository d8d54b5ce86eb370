import HTTPTypes
import Hummingbird
import Inspection
import Ledger

extension Dashboard {
  func inspectionForm(_ asked: PageRequest) async throws -> PageAnswer {
    guard let form = try await inspections?.form(ofCampaign: asked.id, site: asked.site) else {
      return Self.noForm(asked)
    }
    let page = InspectionFormPage(form, InspectionEntry(suggesting: asked.viewer))
    return PageAnswer(page.page(asked.viewer))
  }

  func submit(_ asked: PageRequest, _ fields: FormFields) async throws -> PageAnswer {
    guard asked.viewer.maySubmit else { return Self.forbidden(asked) }
    guard let inspections, let form = try await inspections.form(ofCampaign: asked.id, site: asked.site)
    else { return Self.noForm(asked) }
    var entry = InspectionEntry(fields)
    try entry.keepFiles(keep, refusal: asked.viewer[.itemHasNoPhoto])
    if let earlier = try await inspections.submission(
      underKey: entry.key, campaign: form.campaign, site: form.site)
    {
      // A draft comes again when its sender was not told that it was taken. What was added since is a submission of its own.
      guard entry.saysSomething(of: form) else {
        return PageAnswer(redirect: PagePath.path("submissions", earlier))
      }
      entry.key += " \(earlier)"
    }
    guard let submission = entry.submission(of: form, by: asked.viewer) else {
      return Self.refused(form, entry, asked.viewer[.inspectionIncomplete], asked)
    }
    switch try await inspections.submit(submission, now: asked.now) {
    case .taken(let id, _):
      return PageAnswer(
        redirect: PagePath.path("submissions", id),
        cookies: asked.viewer.name == nil
          ? [PageAnswer.cookie(ViewerReader.personCookie, fields["person"])] : [])
    case .refused(let refusal):
      entry.mark(refusal)
      return Self.refused(
        form, entry,
        refusal.faults.isEmpty ? refusal.reason : asked.viewer[.inspectionIncomplete], asked)
    }
  }

  private static func refused(
    _ form: InspectionForm, _ entry: InspectionEntry, _ reason: String, _ asked: PageRequest
  ) -> PageAnswer {
    PageAnswer(
      InspectionFormPage(form, entry, notice: .init(.failed, reason)).page(asked.viewer),
      status: .unprocessableContent)
  }

  func submission(_ asked: PageRequest) async throws -> PageAnswer {
    guard let submission = try await inspections?.submission(asked.id) else {
      return PageAnswer(
        asked.message(.notFound, .noSuchSubmission, asked.id, in: .campaigns), status: .notFound)
    }
    return PageAnswer(SubmissionPage(submission).page(asked.viewer))
  }

  private static func noForm(_ asked: PageRequest) -> PageAnswer {
    PageAnswer(asked.message(.notFound, .noForm, asked.site, in: .campaigns), status: .notFound)
  }
}

import Inspection
package import Ledger
import StatusServer

/// What an inspector submitted, and what has come of it.
package struct SubmissionPage: Sendable {
  package var submission: FiledSubmission

  package init(_ submission: FiledSubmission) {
    self.submission = submission
  }

  package func page(_ viewer: Viewer) -> Page {
    let form = InspectionFormPage.path(submission.campaign, submission.site)
    let draft = InspectionFormPage.draft(submission.campaign, submission.site, viewer)
    var page = Page(
      viewer[.inspectionOf, submission.siteName], in: .campaigns,
      crumbs: [
        .init(viewer[.campaigns], "/campaigns"),
        .init(submission.campaign, PagePath.path("campaigns", submission.campaign)),
      ], notice: .init(kind, viewer[Phrase(submission.state)]),
      body: """
        <p class="lead" data-sent="\(draft)">\(viewer[.submittedBy, submission.person]) \(viewer.time(submission.at))</p>
        <p class="tools"><a class="button main" href="\(form)">\(viewer[.continueInspection])</a> \
        <a class="button" href="\(PagePath.path("sites", submission.site))">\(viewer[.toTheSite])</a></p>
        \(viewer.card(viewer[.whatItCameTo], table(viewer)))
        """)
    page.aside = "<code>\(submission.id)</code>"
    if submission.state == .waiting { page.live = .looking }
    return page
  }

  private var kind: Page.Notice.Kind {
    switch submission.state {
    case .checked: .done
    case .waiting: .hint
    case .dead, .cancelled: .failed
    }
  }

  private func table(_ viewer: Viewer) -> HTML {
    Table(
      viewer[.whatItCameTo], [.text(viewer[.item]), .text(viewer[.seen]), .text(viewer[.result])],
      rows: submission.answers.map { answer in
        [
          "\(answer.text)<span class=\"sub\"><code>\(answer.item)</code></span>",
          "\(answer.value.isEmpty ? viewer[.followsFromOthers] : answer.value)\(extras(answer, viewer))",
          result(answer, viewer),
        ]
      }
    ).html
  }

  private func extras(_ answer: FiledSubmission.Answer, _ viewer: Viewer) -> HTML {
    let note: HTML = answer.note.isEmpty ? .none : "<span class=\"sub\">\(answer.note)</span>"
    let photos = answer.evidence.compactMap { try? EvidenceReference($0) }.html {
      "<a href=\"/v1/evidence/\($0.sha256)\">\(viewer[.photo])</a> "
    }
    return photos.isEmpty ? note : "\(note)<span class=\"sub\">\(photos)</span>"
  }

  private func result(_ answer: FiledSubmission.Answer, _ viewer: Viewer) -> HTML {
    guard let outcome = answer.outcome else {
      return "<span class=\"muted\">\(viewer[.isBeingDecided])</span>"
    }
    let reason: HTML =
      answer.reason.isEmpty ? .none : "<span class=\"sub\">\(viewer.reason(answer.reason))</span>"
    let words = viewer[Phrase(outcome)]
    guard let hazard = answer.hazard else { return "\(words)\(reason)" }
    return "<a href=\"\(PagePath.path("hazards", hazard.description))\">\(words)</a>\(reason)"
  }
}

extension Phrase {
  fileprivate init(_ state: FiledSubmission.State) {
    switch state {
    case .waiting: self = .submissionWaits
    case .checked: self = .submissionChecked
    case .dead: self = .submissionDied
    case .cancelled: self = .submissionCancelled
    }
  }
}

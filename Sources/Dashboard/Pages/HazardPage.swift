import Inspection
package import Ledger
import Rectification
import Responsibility

/// One hazard: where it stands, why it stands there, what happened to it, and what its reader may do about it.
package struct HazardDetailPage: Sendable {
  package var detail: HazardDetail
  /// Nil where the ledger has none.
  package var explanation: HazardExplanation?
  package var responsibility: ResponsibilityAnswer
  /// The form that was sent and could not be carried out; nil for none.
  package var submission: ActionSubmission?
  package var notice: Page.Notice?

  package init(
    detail: HazardDetail, explanation: HazardExplanation?, responsibility: ResponsibilityAnswer,
    submission: ActionSubmission? = nil, notice: Page.Notice? = nil
  ) {
    self.detail = detail
    self.explanation = explanation
    self.responsibility = responsibility
    self.submission = submission
    self.notice = notice
  }

  private var hazard: HazardSummary { detail.summary }
  private var standing: HazardRectification { hazard.rectification }

  package func page(_ viewer: Viewer) -> Page {
    var page = Page(
      hazard.itemText, in: .hazards, crumbs: [.init(viewer[.hazards], "/hazards")], notice: notice,
      body: """
        <p class="lead">\(viewer.reason(hazard.reason))</p>
        <div class="columns split">
        <div class="stack">
        \(status(viewer))
        \(timeline(viewer))
        \(reasons(viewer))
        </div>
        <div class="stack">
        \(actions(viewer))
        \(answering(viewer))
        \(calls(viewer))
        </div>
        </div>
        """)
    page.aside = """
      <span class="badges">\(viewer.badge(hazard.level))\(viewer.badge(hazard.grade))\(viewer.badge(hazard))</span>
      """
    return page
  }

  // MARK: Status

  private func status(_ viewer: Viewer) -> HTML {
    let place: HTML = """
      <a href="\(PagePath.path("sites", hazard.site))">\(hazard.siteName)</a> · \
      <a href="\(PagePath.path("regions", hazard.region))">\(hazard.regionName)</a>
      """
    let residual: HTML = hazard.residualGrade.map(viewer.badge) ?? .none
    let original: HTML =
      standing.original.map { Self.link($0) } ?? .none
    return viewer.card(
      viewer[.standing],
      viewer.facts([
        (viewer[.place], place), (viewer[.answers], "\(viewer.owner(hazard))"),
        (viewer[.deadline], deadline(viewer)), (viewer[.openSince], viewer.time(hazard.openedAt)),
        (viewer[.closedAt], hazard.closedAt.map(viewer.time) ?? .none),
        (viewer[.sightings], "\(sightings(viewer))"),
        (
          viewer[.failuresToAbate],
          standing.failuresToAbate == 0 ? "" : "\(viewer.number(standing.failuresToAbate))"
        ),
        (viewer[.rectifiedBy], "\(standing.rectifiedBy)"), (viewer[.executive], "\(standing.executive)"),
        (viewer[.escalatedTo], "\(standing.escalatedTo)"),
        (viewer[.supervised], standing.supervisedSince.map { viewer.time($0) } ?? .none),
        (viewer[.riskAcceptedUntil], standing.riskAcceptedUntil.map(viewer.time) ?? .none),
        (viewer[.duplicateOf], original), (viewer[.residualRisk], residual),
        (viewer[.difficulty], hazard.difficulty.map { "\(viewer[Phrase($0)])" } ?? .none),
        (viewer[.category], "\(hazard.category)"),
        (viewer[.item], "<a href=\"\(itemPath)\"><code>\(hazard.item)</code></a>"),
        (
          viewer[.number],
          "<code>\(hazard.id.description)</code> · \(viewer[.version, viewer.number(standing.version)])"
        ),
      ]))
  }

  private var itemPath: String { HazardSelection.path { $0.item = hazard.item } }

  static func link(_ id: HazardID) -> HTML {
    "<a href=\"\(PagePath.path("hazards", id.description))\"><code>\(id.description)</code></a>"
  }

  private func deadline(_ viewer: Viewer) -> HTML {
    guard let due = standing.dueAt else { return "\(viewer[.noDeadline])" }
    let first = standing.originalDueAt.flatMap { $0 == due ? nil : $0 }
    let extended: HTML? = first.map {
      "<span class=\"sub\">\(viewer[.firstDeadline]) \(viewer.time($0))</span>"
    }
    let distance: HTML =
      standing.isOverdue(at: viewer.formats.now)
      ? viewer.lateness(hazard)
      : hazard.state == .open ? "<span class=\"muted\">\(viewer.formats.distance(due))</span>" : .none
    return "\(viewer.time(due)) \(distance)\(extended)"
  }

  private func sightings(_ viewer: Viewer) -> String {
    let seen = viewer.number(hazard.sightings)
    return hazard.recurrences == 0
      ? seen : seen + " · " + viewer[.cameBack, viewer.number(hazard.recurrences)]
  }

  // MARK: Reasons

  private func reasons(_ viewer: Viewer) -> HTML {
    guard let explanation else { return .none }
    let statements = ExplanationWords(explanation, viewer).statements
    return viewer.card(
      viewer[.whyThisLevel],
      "<dl class=\"reasons\">\(statements.html { "<dt>\($0.topic)</dt><dd>\($0.text)</dd>" })</dl>")
  }

  private func answering(_ viewer: Viewer) -> HTML {
    viewer.card(
      viewer[.whyThisOwner], ResponsibilityView(answer: responsibility, hazard: hazard).html(viewer))
  }

  private func calls(_ viewer: Viewer) -> HTML {
    guard !detail.calls.isEmpty else { return .none }
    let rows = detail.calls.html { call in
      let came: HTML =
        call.checkedInAt.map { "\(viewer[.checkedIn]) \(viewer.time($0)) \(call.person)" }
        ?? "\(viewer[.notCheckedIn])"
      let late: HTML =
        call.isLate(at: viewer.formats.now) ? " <span class=\"overdue\">\(viewer[.late])</span>" : .none
      return """
        <li><strong>\(call.department)</strong>\(late)<span class="sub">\(viewer[.deadline]) \(viewer.time(call.due)) · \
        \(came)</span></li>

        """
    }
    return viewer.card(viewer[.departmentsCalled], "<ul class=\"plain\">\(rows)</ul>")
  }

  // MARK: Timeline

  private func timeline(_ viewer: Viewer) -> HTML {
    viewer.card(viewer[.timeline], HazardTimeline(detail: detail).html(viewer))
  }

  // MARK: Actions

  /// The way to a verified end, the next step first; what is not in it takes a hazard off its way or sets it before others.
  private static let way: [RectificationAction] = [
    .accept, .reject, .rectify, .start, .assign, .fixOnTheSpot, .checkIn, .reopen,
  ]

  /// What the rules allow now and the reader may do.
  private func allowed(_ viewer: Viewer) -> (steps: [RectificationAction], others: [RectificationAction]) {
    let allowed = standing.allowed.filter(viewer.commands.contains)
    return (Self.way.filter(allowed.contains), allowed.filter { !Self.way.contains($0) })
  }

  private func actions(_ viewer: Viewer) -> HTML {
    let (steps, others) = allowed(viewer)
    guard !steps.isEmpty || !others.isEmpty else {
      return viewer.card(viewer[.whatCanBeDone], viewer.empty(viewer[.nothingCanBeDone]))
    }
    let open = submission?.action ?? steps.first
    let heading: HTML = steps.isEmpty || others.isEmpty ? .none : "<h3>\(viewer[.otherActions])</h3>"
    return viewer.card(
      viewer[.whatCanBeDone], style: "actions",
      steps.html { form($0, isOpen: $0 == open, viewer) } + heading
        + others.html { form($0, isOpen: $0 == open, viewer) })
  }

  private func form(_ action: RectificationAction, isOpen: Bool, _ viewer: Viewer) -> HTML {
    let awaited = detail.calls.filter { $0.checkedInAt == nil }.map(\.department)
    let target = RectificationCommand.Target(hazard.id, version: standing.version)
    var form = ActionSubmission(action, on: [target], suggesting: viewer)
    if action == .assign, hazard.rectification.owner.isEmpty, case .answer(let found) = responsibility {
      form.suggest(found.answer.owner, for: "owner")
      form.suggest(found.answer.department, for: "department")
    }
    if var sent = submission, sent.action == action {
      // What was typed is kept; it is about the hazard as the page shows it now.
      sent.targets = [target]
      form = sent
    }
    let view = ActionFormView(
      submission: form, target: PagePath.path("hazards", hazard.id.description), awaited: awaited)
    return """
      <details class="do" id="do-\(action.name)"\(isOpen ? " open" : "" as HTML)>\
      <summary>\(viewer[Phrase(command: action) ?? .continueOn])</summary>
      \(view.html(viewer))</details>

      """
  }
}

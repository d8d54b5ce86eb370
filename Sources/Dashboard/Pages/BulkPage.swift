package import Inspection
package import Ledger
package import Rectification

/// One form about several hazards, and what stood in its way.
package struct BulkPage: Sendable {
  package var submission: ActionSubmission
  /// In the order in which they were chosen.
  package var hazards: [HazardSummary]
  /// Why nothing was changed, by hazard.
  package var refusals: [HazardID: RectificationRefusal] = [:]
  package var notice: Page.Notice?

  package init(_ submission: ActionSubmission, hazards: [HazardSummary]) {
    self.submission = submission
    self.hazards = hazards
  }

  private var action: RectificationAction { submission.action }

  package func page(_ viewer: Viewer) -> Page {
    Page(
      viewer[.bulkTitle, viewer[Phrase(command: action) ?? .stage], viewer.number(hazards.count)],
      in: .hazards,
      crumbs: [.init(viewer[.hazards], "/hazards")], notice: notice,
      body: """
        <div class="columns split">
        <div class="stack">\(viewer.card(viewer[.chosenHazards], list(viewer).html))</div>
        <div class="stack">\(viewer.card(
          viewer[Phrase(command: action) ?? .continueOn],
          "<p class=\"hint\">\(viewer[.allOrNothing])</p>"
            + ActionFormView(submission: submission, target: "/hazards/bulk").html(viewer)))</div>
        </div>
        """)
  }

  private func list(_ viewer: Viewer) -> Table {
    Table(
      viewer[.chosenHazards],
      [.text(viewer[.hazard]), .text(viewer[.level]), .text(viewer[.stage]), .text(viewer[.standsInTheWay])],
      rows: hazards.map { hazard in
        [
          """
          <a href="\(PagePath.path("hazards", hazard.id.description))">\(hazard.itemText)</a>\
          <span class="sub">\(hazard.siteName) · \(hazard.regionName)</span>
          """,
          viewer.badge(hazard.level), viewer.badge(hazard), obstacle(hazard, viewer),
        ]
      })
  }

  /// What was refused, or what will be.
  private func obstacle(_ hazard: HazardSummary, _ viewer: Viewer) -> HTML {
    if let refusal = refusals[hazard.id] { return "<span class=\"error\">\(viewer.words(refusal))</span>" }
    return hazard.rectification.allowed.contains(action)
      ? "<span class=\"muted\">–</span>"
      : "<span class=\"error\">\(viewer[.notAllowedNow, viewer[Phrase(hazard.rectification.state)]])</span>"
  }
}

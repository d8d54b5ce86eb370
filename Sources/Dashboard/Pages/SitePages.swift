import Figures
import Inspection
package import Ledger

/// Sites with their colours, some at a time.
package struct SiteListPage: Sendable {
  package var query: SiteQuery
  package var page: SitePage

  package init(_ query: SiteQuery, _ page: SitePage) {
    self.query = query
    self.page = page
  }

  package func page(_ viewer: Viewer) -> Page {
    Page(
      viewer[.sites], in: .sites,
      body: """
        \(filters(viewer))
        \(page.sites.isEmpty ? viewer.empty(viewer[.noSite]) : list(viewer))
        """)
  }

  private var colour: String? {
    switch query.colour {
    case .grade(let grade): grade.name
    case .some(.none): "none"
    case nil: nil
    }
  }

  private func filters(_ viewer: Viewer) -> HTML {
    let choices =
      RiskGrade.allCases.reversed().map { ($0.name, viewer[Phrase($0)]) } + [("none", viewer[.noOpenHazard])]
    let options = choices.html {
      "<option value=\"\($0.0)\"\($0.0 == colour ? " selected" : "" as HTML)>\($0.1)</option>"
    }
    return """
      <form method="get" action="/sites" class="filters" aria-label="\(viewer[.filters])"><div class="fields">
      <label><span>\(viewer[.worst])</span><select name="colour"><option value="">\(viewer[.any])</option>\(options)</select>\
      </label><label><span>\(viewer[.region])</span><input name="region" value="\(query.region ?? "")"></label>\
      <button class="button main">\(viewer[.filter])</button></div></form>
      """
  }

  private func list(_ viewer: Viewer) -> HTML {
    let table = Table(
      viewer[.sites],
      [
        .text(viewer[.site]), .text(viewer[.worst]), .text(viewer[.siteType]), .text(viewer[.region]),
        .number(viewer[.openMajor]), .number(viewer[.open]), .number(viewer[.allHazards]),
      ],
      rows: page.sites.map { site in
        [
          """
          <a href="\(PagePath.path("sites", site.id))">\(site.name)</a><span class="sub"><code>\(site.id)</code></span>
          """,
          viewer.colour(site.colour), "\(site.type)",
          "<a href=\"\(PagePath.path("regions", site.region))\">\(site.regionName)</a>",
          "\(viewer.number(site.openMajor))", "\(viewer.number(site.open))", "\(viewer.number(site.hazards))",
        ]
      })
    let fields = [("colour", colour), ("region", query.region)]
    let first: HTML =
      query.after == nil
      ? .none : "<a class=\"button\" href=\"\(PagePath.url("/sites", fields))\">\(viewer[.firstPage])</a>"
    let next: HTML? = page.next.map {
      "<a class=\"button\" rel=\"next\" href=\"\(PagePath.url("/sites", fields + [("after", $0)]))\">\(viewer[.nextPage])</a>"
    }
    return """
      <div class="list"><div class="listhead"><p role="status"><strong>\(viewer.number(page.total))</strong> \
      \(viewer[.sitesMatch])</p></div>\(table.html)</div>
      <nav class="pager" aria-label="\(viewer[.pages])">\(first)\(next)</nav>
      """
  }
}

/// One site: its colour, its hazards, and what it comes to by the checklists.
package struct SiteDetailPage: Sendable {
  package var site: SiteSummary
  package var open: HazardPage
  package var closed: HazardPage
  package var scores: [SiteScoreReport]
  /// Campaigns that have something left to inspect here.
  package var pending: [PendingInspection]

  package init(
    site: SiteSummary, open: HazardPage, closed: HazardPage, scores: [SiteScoreReport],
    pending: [PendingInspection] = []
  ) {
    self.pending = pending
    self.site = site
    self.open = open
    self.closed = closed
    self.scores = scores
  }

  package func page(_ viewer: Viewer) -> Page {
    var page = Page(
      site.name, in: .sites, crumbs: [.init(viewer[.sites], "/sites")],
      body: """
        <div class="columns split"><div class="stack">
        \(viewer.card(viewer[.openHazards], more: (viewer[.all], list(.open)), hazards(open, viewer[.openHazards], viewer)))
        \(viewer.card(viewer[.stageClosed], more: (viewer[.all], list(.closed)), hazards(closed, viewer[.stageClosed], viewer)))
        </div><div class="stack">\(inspecting(viewer))\(about(viewer))\(scoring(viewer))</div></div>
        """)
    page.aside = viewer.colour(site.colour)
    return page
  }

  private func list(_ state: HazardState) -> String {
    HazardSelection.path {
      $0.state = state
      $0.site = site.id
    }
  }

  private func hazards(_ page: HazardPage, _ caption: String, _ viewer: Viewer) -> HTML {
    guard !page.hazards.isEmpty else { return viewer.empty(viewer[.none]) }
    return Table(
      caption,
      [
        .text(viewer[.hazard]), .text(viewer[.level]), .text(viewer[.grade]), .text(viewer[.stage]),
        .text(viewer[.deadline]),
      ],
      rows: page.hazards.map { hazard in
        [
          """
          <a href="\(PagePath.path("hazards", hazard.id.description))">\(hazard.itemText)</a>\
          <span class="sub">\(viewer.reason(hazard.reason))</span>
          """,
          viewer.badge(hazard.level), viewer.badge(hazard.grade), viewer.badge(hazard),
          viewer.deadline(hazard),
        ]
      }
    ).html
  }

  private func inspecting(_ viewer: Viewer) -> HTML {
    guard !pending.isEmpty else { return .none }
    let rows = pending.html { one in
      """
      <li><a href="\(InspectionFormPage.path(one.campaign, site.id))">\(one.title.isEmpty ? one.campaign : one.title)</a>\
      <span class="sub">\(viewer[.itemsLeft, viewer.number(one.left), viewer.number(one.items)])</span></li>

      """
    }
    return viewer.card(viewer[.toInspect], "<ul class=\"plain\">\(rows)</ul>")
  }

  private func about(_ viewer: Viewer) -> HTML {
    viewer.card(
      viewer[.about],
      viewer.facts([
        (viewer[.number], "<code>\(site.id)</code>"), (viewer[.siteType], "\(site.type)"),
        (viewer[.region], "<a href=\"\(PagePath.path("regions", site.region))\">\(site.regionName)</a>"),
        (viewer[.openMajor], "\(viewer.number(site.openMajor))"),
        (viewer[.open], "\(viewer.number(site.open))"),
        (viewer[.allHazards], "\(viewer.number(site.hazards))"),
      ]))
  }

  private func scoring(_ viewer: Viewer) -> HTML {
    let rows = scores.flatMap { report in
      ScoringModel.allCases.compactMap { model -> [HTML]? in
        report.score.percent(model).map { percent in
          [
            "\(report.checklist)", "\(viewer[Phrase(model)])",
            viewer.bar(percent / 100, viewer.percent(percent / 100)),
          ]
        }
      }
    }
    guard !rows.isEmpty else { return .none }
    return viewer.card(
      viewer[.scores],
      Table(
        viewer[.scores], [.text(viewer[.checklist]), .text(viewer[.model]), .text(viewer[.score])], rows: rows
      ).html)
  }
}

extension Phrase {
  fileprivate init(_ model: ScoringModel) {
    switch model {
    case .byDefault: self = .modelDefault
    case .flat: self = .modelFlat
    case .flatUnweighted: self = .modelFlatUnweighted
    case .absolute: self = .modelAbsolute
    }
  }
}

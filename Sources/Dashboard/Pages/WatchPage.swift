import Inspection
package import Ledger

/// The watch list: what is under listed supervision, and what is overdue beside it.
package struct WatchPage: Sendable {
  package var supervised: HazardPage
  package var overdue: HazardPage

  package init(supervised: HazardPage, overdue: HazardPage) {
    self.supervised = supervised
    self.overdue = overdue
  }

  package func page(_ viewer: Viewer) -> Page {
    Page(
      viewer[.watchList], in: .watch,
      body: """
        <p class="tools"><a class="button" href="\(Bulletin.path(of: nil, in: viewer.language))">\(viewer[.bulletin])</a></p>
        <div class="stack">
        \(viewer.card(
          viewer[.supervised], more: (viewer[.all], HazardSelection.path { $0.isSupervised = true }),
          "<p class=\"hint\">\(viewer[.supervisedHint])</p>" + list(supervised, viewer[.supervised], viewer)))
        \(viewer.card(
          viewer[.overdue], more: (viewer[.all], HazardSelection.path { $0.overdueAt = viewer.formats.now }),
          list(overdue, viewer[.overdue], viewer)))
        </div>
        """)
  }

  private func list(_ page: HazardPage, _ caption: String, _ viewer: Viewer) -> HTML {
    guard !page.hazards.isEmpty else { return viewer.empty(viewer[.none]) }
    return Table(
      caption,
      [
        .text(viewer[.hazard]), .text(viewer[.level]), .text(viewer[.grade]), .text(viewer[.place]),
        .text(viewer[.answers]), .text(viewer[.escalatedTo]), .text(viewer[.deadline]),
      ],
      rows: page.hazards.map { hazard in
        let since: HTML? = hazard.rectification.supervisedSince.map {
          "<span class=\"sub\">\(viewer[.since]) \(viewer.date($0))</span>"
        }
        return [
          "<a href=\"\(PagePath.path("hazards", hazard.id.description))\">\(hazard.itemText)</a>\(since)",
          viewer.badge(hazard.level), viewer.badge(hazard.grade),
          "\(hazard.siteName)<span class=\"sub\">\(hazard.regionName)</span>", "\(viewer.owner(hazard))",
          "\(hazard.rectification.escalatedTo)", viewer.deadline(hazard),
        ]
      }
    ).html
  }
}

import Inspection
package import Ledger
import Rectification

/// Hazards by what is asked of them, some at a time.
package struct HazardListPage: Sendable {
  package var selection: HazardSelection
  package var page: HazardPage
  /// What the names that are filtered by are called, such as a region's; by the name of the filter.
  package var names: [String: String] = [:]

  package init(_ selection: HazardSelection, _ page: HazardPage) {
    self.selection = selection
    self.page = page
  }

  package func page(_ viewer: Viewer) -> Page {
    let ignored = selection.ignored.joined(separator: ", ")
    return Page(
      viewer[.hazards], in: .hazards,
      notice: ignored.isEmpty ? nil : .init(.failed, viewer[.filtersIgnored, ignored]),
      body: """
        \(views(viewer))
        \(HazardFilterForm(selection: selection, names: names).html(viewer))
        \(page.hazards.isEmpty ? viewer.empty(viewer[.noMatch]) : list(viewer))
        """)
  }

  /// The lists that are asked for most.
  private static let views: [(title: Phrase, change: @Sendable (inout HazardQuery) -> Void)] = [
    (.open, { $0.state = .open }),
    (
      .openMajor,
      {
        $0.state = .open
        $0.level = .major
      }
    ), (.overdue, { $0.overdueAt = Timestamp(milliseconds: 0) }), (.stageOpen, { $0.stage = .open }),
    (.stageRectified, { $0.stage = .rectified }), (.supervised, { $0.isSupervised = true }), (.all, { _ in }),
  ]

  private func views(_ viewer: Viewer) -> HTML {
    let links = Self.views.html { view in
      let path = HazardSelection.path(view.change)
      let isHere: HTML = path == selection.path ? " aria-current=\"page\"" : ""
      return "<li><a href=\"\(path)\"\(isHere)>\(viewer[view.title])</a></li>"
    }
    return "<nav class=\"views\" aria-label=\"\(viewer[.views])\"><ul>\(links)</ul></nav>"
  }

  private func list(_ viewer: Viewer) -> HTML {
    let mayAct = !viewer.commands.isEmpty
    let bulk: HTML = mayAct ? BulkChoice(hazards: page.hazards).html(viewer) : .none
    return """
      <form method="get" action="/hazards/bulk" class="list">
      <div class="listhead"><p role="status"><strong>\(viewer.total(page))</strong> \(viewer[.hazardsMatch])</p>\
      \(sorting(viewer))</div>
      \(table(viewer, isChoosing: mayAct).html)
      \(bulk)
      </form>
      \(pager(viewer))
      """
  }

  private func sorting(_ viewer: Viewer) -> HTML {
    let now = selection.query.sort.first ?? .level
    let links = HazardSort.allCases.html { sort in
      sort == now
        ? "<strong aria-current=\"true\">\(viewer[Phrase(sort)])</strong> "
        : "<a href=\"\(selection.path(sortedBy: sort))\">\(viewer[Phrase(sort)])</a> "
    }
    return "<p class=\"sorting\">\(viewer[.sortedBy]) \(links)</p>"
  }

  private func table(_ viewer: Viewer, isChoosing: Bool) -> Table {
    let choice: [Table.Column] =
      isChoosing ? [.text(viewer[.choose], "<span class=\"unseen\">\(viewer[.choose])</span>")] : []
    var table = Table(
      viewer[.hazards],
      choice + [
        .text(viewer[.hazard]), .text(viewer[.level]), .text(viewer[.grade]), .text(viewer[.place]),
        .text(viewer[.answers]),
        .text(viewer[.stage]), .text(viewer[.deadline]), .text(viewer[.openSince]),
      ],
      rows: page.hazards.map { row($0, viewer, isChoosing: isChoosing) })
    table.style = "cards"
    table.naming = isChoosing ? 1 : 0
    return table
  }

  private func row(_ hazard: HazardSummary, _ viewer: Viewer, isChoosing: Bool) -> [HTML] {
    let standing = hazard.rectification
    let marks: HTML = """
      \(standing.isGreenChannel ? "<span class=\"mark\">\(viewer[.greenChannel])</span>" : HTML.none)\
      \(standing.supervisedSince != nil ? "<span class=\"mark\">\(viewer[.supervised])</span>" : HTML.none)\
      \(hazard.recurrences > 0 ? "<span class=\"mark\">\(viewer[.cameBack, viewer.number(hazard.recurrences)])</span>" : HTML.none)
      """
    let cells: [HTML] = [
      """
      <a href="\(PagePath.path("hazards", hazard.id.description))">\(hazard.itemText)</a>\
      <span class="sub line"><code>\(hazard.item)</code> \(viewer.reason(hazard.reason))</span>\(marks)
      """,
      viewer.badge(hazard.level), viewer.badge(hazard.grade),
      "\(hazard.siteName)<span class=\"sub\">\(hazard.regionName)</span>",
      "\(viewer.owner(hazard))", viewer.badge(hazard), viewer.deadline(hazard), viewer.date(hazard.openedAt),
    ]
    guard isChoosing else { return cells }
    let name = viewer[.chooseOne, hazard.itemText, hazard.siteName]
    return [
      """
      <input type="checkbox" name="hazard" value="\(hazard.id.description):\(standing.version)" aria-label="\(name)">
      """
    ] + cells
  }

  private func pager(_ viewer: Viewer) -> HTML {
    let first: HTML =
      selection.query.after == nil
      ? "" : "<a class=\"button\" href=\"\(selection.path)\">\(viewer[.firstPage])</a>"
    let next: HTML? = page.next.map {
      "<a class=\"button\" rel=\"next\" href=\"\(selection.path(after: $0))\">\(viewer[.nextPage])</a>"
    }
    return "<nav class=\"pager\" aria-label=\"\(viewer[.pages])\">\(first)\(next)</nav>"
  }
}

/// The choice of what is done about the hazards that are ticked.
struct BulkChoice {
  var hazards: [HazardSummary]

  func html(_ viewer: Viewer) -> HTML {
    let allowed = Set(hazards.flatMap(\.rectification.allowed)).intersection(viewer.commands)
    let options = RectificationAction.commands.filter(allowed.contains).html { action in
      "<option value=\"\(action.name)\">\(viewer[Phrase(command: action) ?? .stage])</option>"
    }
    guard !options.isEmpty else { return .none }
    return """
      <div class="bulk"><span data-choose-all="\(viewer[.chooseAll])"></span>
      <label>\(viewer[.withChosen]) <select name="action">\(options)</select></label>
      <button class="button">\(viewer[.continueOn])</button></div>
      """
  }
}

extension Viewer {
  /// How many hazards match, on all pages; with a plus sign where there are at least so many.
  func total(_ page: HazardPage) -> String { number(page.total) + (page.isTotalExact ? "" : "+") }
}

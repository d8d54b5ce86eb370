package import Inspection
package import Ledger
import Rectification

/// The pieces that pages are made of.
extension Viewer {
  // MARK: Words with a colour

  package func badge(_ level: HazardLevel) -> HTML {
    "<span class=\"level \(level.name)\">\(self[Phrase(level)])</span>"
  }

  package func badge(_ grade: RiskGrade) -> HTML {
    "<span class=\"grade \(grade.name)\">\(self[Phrase(grade)])</span>"
  }

  /// The colour of a place; without an open hazard it has none.
  package func colour(_ grade: RiskGrade?) -> HTML {
    grade.map(badge) ?? "<span class=\"grade clear\">\(self[.noOpenHazard])</span>"
  }

  package func badge(_ hazard: HazardSummary) -> HTML {
    let state = hazard.rectification.state
    return "<span class=\"stage \(state.name)\">\(self[Phrase(state)])</span>"
  }

  func badge(_ phase: CampaignStatus.Phase) -> HTML {
    "<span class=\"phase \(phase.rawValue)\">\(self[Phrase(phase)])</span>"
  }

  /// The deadline, and how far it is; a dash without one.
  package func deadline(_ hazard: HazardSummary) -> HTML {
    guard let due = hazard.rectification.dueAt else { return "<span class=\"muted\">–</span>" }
    guard hazard.rectification.isOverdue(at: formats.now) else { return date(due) }
    let late = formats.duration(formats.now.milliseconds - due.milliseconds)
    return "<span class=\"overdue\">\(self[.overdueBy, late])</span><span class=\"sub\">\(date(due))</span>"
  }

  // MARK: Shares

  /// A share as a bar with its words; the bar says nothing that the words do not.
  package func bar(_ share: Double, _ words: String) -> HTML {
    """
    <span class="bar"><svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">\
    <rect class="track" width="100" height="6"/><rect class="fill" width="\(Self.hundredths(share))" height="6"/>\
    </svg><span>\(words)</span></span>
    """
  }

  private static func hundredths(_ share: Double) -> String {
    let tenths = Int((min(1, max(0, share)) * 1_000).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  // MARK: Blocks

  /// - Parameter more: where more of it is.
  package func card(
    _ title: String, more: (title: String, path: String)? = nil, style: StaticString = "",
    id: StaticString? = nil, _ body: HTML
  ) -> HTML {
    let anchor: HTML? = id.map { " id=\"\($0.description)\"" }
    let link: HTML? = more.map { "<a class=\"more\" href=\"\($0.path)\">\($0.title)</a>" }
    return """
      <section class="card \(style.description)"\(anchor)><div class="cardhead"><h2>\(title)</h2>\(link)</div>
      \(body)
      </section>
      """
  }

  /// A figure that leads to what it counts.
  func figure(_ title: String, _ value: String, _ note: HTML, path: String, isBad: Bool = false) -> HTML {
    """
    <a class="figure\(isBad ? " bad" : "")" href="\(path)"><span class="name">\(title)</span>\
    <span class="value">\(value)</span><span class="note">\(note)</span></a>

    """
  }

  package func empty(_ text: String) -> HTML { "<p class=\"empty\">\(text)</p>" }

  /// Names and values below each other; what is empty is left out.
  package func facts(_ rows: [(String, HTML)]) -> HTML {
    let given = rows.filter { !$0.1.isEmpty }
    return "<dl class=\"facts\">\(given.html { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" })</dl>"
  }

}

/// A table with all that a screen reader needs of it.
package struct Table: Sendable {
  package struct Column: Sendable {
    package var title: String
    package var isNumber: Bool
    /// What stands in the head instead of the title, such as a link that sorts.
    package var head: HTML?

    package static func text(_ title: String, _ head: HTML? = nil) -> Column {
      Column(title: title, isNumber: false, head: head)
    }

    package static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
  }

  /// Read out before the table.
  package var caption: String
  package var columns: [Column]
  package var rows: [[HTML]]
  /// `cards`: on a narrow screen every row is a block of its own.
  package var style: StaticString = ""
  /// The place of the column that names the row.
  package var naming = 0

  package init(_ caption: String, _ columns: [Column], rows: [[HTML]]) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
  }

  package var html: HTML {
    let head = columns.html { "<th scope=\"col\"\(Self.style($0))>\($0.head ?? "\($0.title)")</th>" }
    let body = rows.html { row in
      var cells = HTML.none
      for (index, pair) in zip(columns, row).enumerated() {
        let style = Self.style(pair.0)
        cells +=
          index == naming
          ? "<th scope=\"row\"\(style)>\(pair.1)</th>"
          : "<td\(style) data-label=\"\(pair.0.title)\">\(pair.1)</td>"
      }
      return "<tr>\(cells)</tr>\n"
    }
    return """
      <div class="scroll" tabindex="0" role="region" aria-label="\(caption)"><table class="\(style.description)">\
      <caption class="unseen">\(caption)</caption>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(body)</tbody></table></div>
      """
  }

  private static func style(_ column: Column) -> HTML { column.isNumber ? " class=\"number\"" : "" }
}

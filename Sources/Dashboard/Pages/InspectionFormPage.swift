import Inspection
package import Ledger

/// What a campaign asks at a site, to be filled in on the spot, by thumb.
package struct InspectionFormPage: Sendable {
  package var form: InspectionForm
  package var entry: InspectionEntry
  package var notice: Page.Notice?

  package init(_ form: InspectionForm, _ entry: InspectionEntry, notice: Page.Notice? = nil) {
    self.form = form
    self.entry = entry
    self.notice = notice
  }

  static func path(_ campaign: String, _ site: String) -> String {
    PagePath.path("campaigns", campaign, "sites", site, "form")
  }

  /// What a draft is kept under: on a device that several people sign in on, everybody has their own.
  static func draft(_ campaign: String, _ site: String, _ viewer: Viewer) -> String {
    (viewer.name.map { "\($0) " } ?? "") + path(campaign, site)
  }

  private var open: [InspectionForm.Item] { form.items.filter(\.canBeAnswered) }

  package func page(_ viewer: Viewer) -> Page {
    var page = Page(
      form.siteName, in: .campaigns,
      crumbs: [
        .init(viewer[.campaigns], "/campaigns"),
        .init(form.title.isEmpty ? form.campaign : form.title, PagePath.path("campaigns", form.campaign)),
      ], notice: notice,
      body: """
        <p class="lead">\(viewer[.inspectionLead, viewer.number(decided), viewer.number(form.items.count)])</p>
        \(canBeSent(viewer) ? sheet(viewer) : closed(viewer))\(known(viewer))
        """)
    page.aside = "<a href=\"\(PagePath.path("sites", form.site))\"><code>\(form.site)</code></a>"
    return page
  }

  private var decided: Int {
    form.items.count { item in
      if case .decided = item.state { true } else { false }
    }
  }

  private func canBeSent(_ viewer: Viewer) -> Bool { form.isOpen && viewer.maySubmit && !open.isEmpty }

  private func closed(_ viewer: Viewer) -> HTML {
    viewer.empty(
      viewer[!form.isOpen ? .inspectionClosed : open.isEmpty ? .nothingToInspect : .notAnInspector])
  }

  // MARK: The form

  private func sheet(_ viewer: Viewer) -> HTML {
    let files: HTML = viewer.takesFiles ? " enctype=\"multipart/form-data\"" : ""
    let sections = form.sections.enumerated().html { section($0.element, $0.offset, viewer) }
    return """
      <form method="post" action="\(Self.path(form.campaign, form.site))" class="action sheet" novalidate\(files) \
      data-draft="\(Self.draft(form.campaign, form.site, viewer))" data-worker="\(Asset.formWorker.path)" data-fresh="\(notice == nil ? "yes" : "no")" \
      data-kept="\(viewer[.draftKept])" data-bare="\(viewer[.draftBare])" \
      data-back="\(viewer[.draftBack])" data-offline="\(viewer[.offline])">
      <input type="hidden" name="key" value="\(entry.key)">
      <p class="hint draft" role="status"></p>
      \(sections)
      \(who(viewer))
      <div class="send"><button class="button main">\(viewer[.sendInspection])</button></div>
      </form>
      """
  }

  private func section(_ section: InspectionForm.Section, _ index: Int, _ viewer: Viewer) -> HTML {
    let items = section.items.enumerated().filter { $0.element.canBeAnswered }
    guard !items.isEmpty else { return .none }
    let asked = items.html {
      InspectionItemView(item: $0.element, id: "i\(index)-\($0.offset)", entry: entry).html(viewer)
    }
    return """
      <section class="card" aria-labelledby="s\(index)"><div class="cardhead"><h2 id="s\(index)">\(section.title)</h2></div>
      \(asked)</section>

      """
  }

  private func who(_ viewer: Viewer) -> HTML {
    let person: HTML =
      viewer.name == nil
      ? field("person", viewer[.yourName], "text", entry.person, " autocomplete=\"name\" required", viewer)
      : .none
    let empty: HTML? = entry.fieldMistakes["answers"].map { "<p class=\"error\">\(viewer[$0])</p>" }
    return """
      <section class="card"><div class="pair">\(person)\
      \(field("at", viewer[.seenAt], "datetime-local", entry.at, .none, viewer))</div>\(empty)</section>
      """
  }

  private func field(
    _ name: StaticString, _ label: String, _ type: StaticString, _ value: String, _ more: HTML,
    _ viewer: Viewer
  ) -> HTML {
    let mistake = entry.fieldMistakes[name.description]
    let wrong: HTML =
      mistake == nil ? .none : " aria-invalid=\"true\" aria-describedby=\"f-\(name.description)-error\""
    let words: HTML? = mistake.map {
      "<span class=\"error\" id=\"f-\(name.description)-error\">\(viewer[$0])</span>"
    }
    return """
      <div class="field"><label for="f-\(name.description)">\(label)</label>\
      <input type="\(type.description)" id="f-\(name.description)" name="\(name.description)" value="\(value)"\(more)\(wrong)>\
      \(words)</div>
      """
  }

  // MARK: What is known already

  private func known(_ viewer: Viewer) -> HTML {
    let rows = form.items.filter { !$0.canBeAnswered }.map { item -> [HTML] in
      let reason: HTML? =
        if case .decided(_, let reason) = item.state, !reason.isEmpty {
          "<span class=\"sub\">\(reason)</span>"
        } else { nil }
      return [
        "\(item.text)<span class=\"sub\"><code>\(item.id)</code></span>", "\(words(item, viewer))\(reason)",
      ]
    }
    guard !rows.isEmpty else { return .none }
    return viewer.card(
      viewer[.alreadyKnown], style: "after",
      Table(viewer[.alreadyKnown], [.text(viewer[.item]), .text(viewer[.result])], rows: rows).html)
  }

  private func words(_ item: InspectionForm.Item, _ viewer: Viewer) -> String {
    switch item.state {
    case .decided(let outcome, _): viewer[Phrase(outcome)]
    case .waiting: viewer[.isBeingDecided]
    case .open: viewer[.notByInspectors]
    }
  }
}

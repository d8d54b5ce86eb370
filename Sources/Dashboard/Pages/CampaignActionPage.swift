import Inspection
package import Ledger

/// The form that a campaign is accepted or cancelled with. It stands on a page of its own, so that nobody does either with
/// one touch.
package struct CampaignActionPage: Sendable {
  package enum Action: String, Sendable { case accept, cancel }

  package var action: Action
  package var campaign: CampaignStatus
  /// What was typed.
  package var fields: FormFields
  /// What is wrong, by field.
  package var mistakes: [String: Phrase] = [:]
  package var notice: Page.Notice?

  package init(_ action: Action, of campaign: CampaignStatus, _ fields: FormFields = FormFields("")) {
    self.action = action
    self.campaign = campaign
    self.fields = fields
  }

  static func path(_ campaign: String, _ action: Action) -> String {
    PagePath.path("campaigns", campaign, action.rawValue)
  }

  package func page(_ viewer: Viewer) -> Page {
    let title = viewer[action == .accept ? .acceptCampaign : .cancelCampaign]
    let content: HTML =
      action == .cancel && campaign.phase == .launching
      ? "<p>\(viewer[.stillSending])</p><pre><code>hazard-producer cancel \(campaign.id) --reason …</code></pre>"
      : form(title, viewer)
    return Page(
      title, in: .campaigns,
      crumbs: [
        .init(viewer[.campaigns], "/campaigns"),
        .init(campaign.shownTitle(viewer), PagePath.path("campaigns", campaign.id)),
      ], notice: notice, body: viewer.card(title, content))
  }

  private func form(_ title: String, _ viewer: Viewer) -> HTML {
    """
    <p class="hint">\(viewer[action == .accept ? .acceptCampaignHint : .cancelCampaignHint])</p>
    <form method="post" action="\(Self.path(campaign.id, action))" class="action" novalidate>
    \(action == .accept ? demands(viewer) : HTML.none)\
    \(field("reason", viewer[action == .accept ? .remark : .reason], viewer, required: action == .cancel))\
    \(viewer.name == nil ? field("person", viewer[.yourName], viewer, required: true) : HTML.none)\
    \(action == .cancel ? confirmation(viewer) : HTML.none)
    <button class="button main">\(title)</button> \
    <a class="button" href="\(PagePath.path("campaigns", campaign.id))">\(viewer[.goBack])</a>
    </form>
    """
  }

  /// What the gate is asked for.
  private func demands(_ viewer: Viewer) -> HTML {
    let zero = CampaignGate.Zero.allCases.html { zero in
      let isChosen: HTML = fields["zero"] == zero.name ? " selected" : ""
      return
        "<option value=\"\(zero.name)\"\(isChosen)>\(viewer[zero == .major ? .zeroMajor : .zeroAll])</option>"
    }
    return """
      <div class="pair"><div class="field"><label for="zero">\(viewer[.mustNotBeOpen])</label>\
      <select id="zero" name="zero">\(zero)</select></div>\
      \(field("minCoverage", viewer[.leastCoverage], viewer, required: false))</div>
      """
  }

  private func confirmation(_ viewer: Viewer) -> HTML {
    """
    <div class="field"><label><input type="checkbox" name="confirm" value="\(campaign.id)"\(wrong("confirm"))> \
    \(viewer[.cancelForGood, campaign.id])</label>\(mistake("confirm", viewer))</div>
    """
  }

  private func field(_ name: StaticString, _ label: String, _ viewer: Viewer, required: Bool) -> HTML {
    let optional: HTML = required ? "" : " <span class=\"muted\">(\(viewer[.optional]))</span>"
    let value = fields[name.description]
    return """
      <div class="field"><label for="\(name.description)">\(label)\(optional)</label>\
      <input id="\(name.description)" name="\(name.description)" value="\(value)"\(required ? " required" : HTML.none)\
      \(wrong(name.description))>\(mistake(name.description, viewer))</div>

      """
  }

  private func wrong(_ name: String) -> HTML {
    mistakes[name] == nil ? .none : " aria-invalid=\"true\" aria-describedby=\"\(name)-error\""
  }

  private func mistake(_ name: String, _ viewer: Viewer) -> HTML {
    mistakes[name].map { "<span class=\"error\" id=\"\(name)-error\">\(viewer[$0])</span>" } ?? .none
  }
}

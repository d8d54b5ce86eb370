import Inspection
package import Ledger

/// All campaigns, and apart from them the re-inspections that the ledger itself asked for.
package struct CampaignListPage: Sendable {
  /// The newest first.
  package var campaigns: [CampaignStatus]

  package init(campaigns: [CampaignStatus]) {
    self.campaigns = campaigns
  }

  private static let shownReinspections = 50

  package func page(_ viewer: Viewer) -> Page {
    let own = campaigns.filter { !$0.isReinspection }
    let asked = campaigns.filter(\.isReinspection)
    let more: HTML =
      asked.isEmpty
      ? .none
      : viewer.card(
        viewer[.reinspections],
        "<p class=\"hint\">\(viewer[.reinspectionsHint, viewer.number(asked.count)])</p>"
          + table(Array(asked.prefix(Self.shownReinspections)), viewer[.reinspections], viewer).html)
    var page = Page(
      viewer[.campaigns], in: .campaigns,
      body: """
        <div class="stack">
        \(viewer.card(
          viewer[.campaigns], own.isEmpty ? viewer.empty(viewer[.noCampaign]) : table(own, viewer[.campaigns], viewer).html))
        \(more)
        </div>
        """)
    if campaigns.contains(where: { !$0.phase.isFinal }) { page.live = .looking }
    return page
  }

  private func table(_ campaigns: [CampaignStatus], _ caption: String, _ viewer: Viewer) -> Table {
    Table(
      caption,
      [
        .text(viewer[.campaign]), .text(viewer[.phase]), .text(viewer[.progress]), .number(viewer[.sites]),
        .number(viewer[.outcomeFail]), .text(viewer[.coverage]), .text(viewer[.opened]),
      ],
      rows: campaigns.map { campaign in
        [
          """
          <a href="\(PagePath.path("campaigns", campaign.id))">\(campaign.shownTitle(viewer))</a>\
          <span class="sub"><code>\(campaign.id)</code></span>
          """,
          viewer.badge(campaign.phase),
          viewer.bar(campaign.progress, campaign.progressWords(viewer)), "\(viewer.number(campaign.sites))",
          "\(viewer.number(campaign.outcomes[.fail]))", "\(viewer.percent(campaign.coverage))",
          viewer.date(campaign.openedAt),
        ]
      })
  }
}

extension CampaignStatus {
  /// Whether the ledger itself asked for it.
  var isReinspection: Bool { id.hasPrefix(Reinspection.Kind.reinspection.idPrefix) }
}

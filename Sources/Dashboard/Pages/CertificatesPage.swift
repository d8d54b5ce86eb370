package import Ledger

/// What sites a campaign certifies, some at a time.
package struct CertificatesPage: Sendable {
  package var campaign: CampaignStatus
  package var page: CertificatePage

  package init(campaign: CampaignStatus, page: CertificatePage) {
    self.campaign = campaign
    self.page = page
  }

  package func page(_ viewer: Viewer) -> Page {
    let path = PagePath.path("campaigns", campaign.id)
    let table = Table(
      viewer[.certificates],
      [.text(viewer[.site]), .text(viewer[.certificate]), .text(viewer[.since]), .number(viewer[.open])],
      rows: page.certificates.map { certificate in
        [
          """
          <a href="\(PagePath.path("sites", certificate.site))">\(certificate.siteName)</a>\
          <span class="sub"><code>\(certificate.site)</code></span>
          """,
          "<span class=\"stage \(Self.style(certificate.status))\">\(viewer[Phrase(certificate.status)])</span>",
          (certificate.revokedAt ?? certificate.grantedAt).map(viewer.time) ?? "–",
          "\(viewer.number(certificate.open))",
        ]
      })
    let next: HTML? = page.next.map {
      """
      <nav class="pager" aria-label="\(viewer[.pages])"><a class="button" rel="next" \
      href="\(PagePath.url(path + "/certificates", [("after", $0)]))">\(viewer[.nextPage])</a></nav>
      """
    }
    return Page(
      viewer[.certificates], in: .campaigns,
      crumbs: [.init(viewer[.campaigns], "/campaigns"), .init(campaign.shownTitle(viewer), path)],
      body: viewer.card(
        viewer[.certificates], page.certificates.isEmpty ? viewer.empty(viewer[.nothingYet]) : table.html)
        + (next ?? .none))
  }

  private static func style(_ status: Certificate.Status) -> String {
    switch status {
    case .granted: "closed"
    case .revoked, .withheld: "open"
    case .pending, .incomplete: "pending"
    }
  }
}

extension Phrase {
  fileprivate init(_ status: Certificate.Status) {
    switch status {
    case .pending: self = .certificatePending
    case .incomplete: self = .certificateIncomplete
    case .withheld: self = .certificateWithheld
    case .granted: self = .certificateGranted
    case .revoked: self = .certificateRevoked
    }
  }
}

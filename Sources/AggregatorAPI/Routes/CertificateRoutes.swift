import Hummingbird
import Inspection
import Ledger
import StatusServer

/// Some sites' certificates, and where the next ones begin.
struct CertificatePageAnswer: Encodable {
  struct Item: Encodable {
    var site: String
    var siteName: String
    var region: String
    /// pending, incomplete, withheld, granted or revoked.
    var status: String
    var grantedAt: Nullable<String>
    var revokedAt: Nullable<String>
    var revokedBy: Nullable<String>
    /// Hazards of the campaign at this site that are still open.
    var open: Int
  }

  var campaign: String
  var items: [Item]
  /// The `cursor` of the next page; null on the last one.
  var next: Nullable<String>

  init(_ page: CertificatePage, campaign: String) {
    self.campaign = campaign
    items = page.certificates.map {
      Item(
        site: $0.site, siteName: $0.siteName, region: $0.region, status: $0.status.rawValue,
        grantedAt: Nullable($0.grantedAt?.iso8601), revokedAt: Nullable($0.revokedAt?.iso8601),
        revokedBy: Nullable($0.revokedBy?.description), open: $0.open)
    }
    next = Nullable(page.next.map { OpaqueCursor.text(site: $0) })
  }
}

extension Router<FleetContext> {
  func addCertificateRoutes(_ door: LedgerDoor) {
    get("/v1/campaigns/{id}/certificates") { request, context in
      let ledger = try door.ledger(for: context)
      let id = try context.pathParameter("id")
      var reader = QueryReader(request, known: ["region", "site", "limit", "cursor"])
      let query = CertificateQuery(
        campaign: id, region: reader.text("region"), site: reader.text("site"),
        limit: reader.integer("limit", in: 1...CertificateQuery.maximumLimit) ?? 50,
        after: reader.cursor(OpaqueCursor.site))
      try reader.finish()
      guard let page = try await ledgerRead({ try await ledger.certificates(query) }) else {
        throw try await unknownCampaign(id, ledger)
      }
      return Response.json(CertificatePageAnswer(page, campaign: id))
    }
  }
}

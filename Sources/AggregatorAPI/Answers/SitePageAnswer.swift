import Inspection
import Ledger

/// Some sites, and where the next ones begin.
struct SitePageAnswer: Encodable {
  struct Site: Encodable {
    struct Region: Encodable {
      var code: String
      var name: String
    }

    var id: String
    var name: String
    var type: String
    var region: Region
    /// The grade of the worst open hazard; null without any.
    var colour: Nullable<String>
    var hazards: Int
    var open: Int
    var openMajor: Int

    init(_ site: SiteSummary) {
      id = site.id
      name = site.name
      type = site.type
      region = Region(code: site.region, name: site.regionName)
      colour = Nullable(site.colour?.name)
      hazards = site.hazards
      open = site.open
      openMajor = site.openMajor
    }
  }

  var items: [Site]
  /// The `cursor` of the next page; null on the last one.
  var next: Nullable<String>
  /// On all pages.
  var total: Int

  init(_ page: SitePage) {
    items = page.sites.map(Site.init)
    next = Nullable(page.next.map { OpaqueCursor.text(site: $0) })
    total = page.total
  }
}

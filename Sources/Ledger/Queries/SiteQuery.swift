package import Inspection

/// Which sites are wanted. Filters that are nil do not filter.
package struct SiteQuery: Sendable, Hashable {
  /// A site's colour is the grade of its worst open hazard.
  package enum Colour: Sendable, Hashable {
    case grade(RiskGrade)
    /// Without an open hazard.
    case none
  }

  /// A region, with everything below it.
  package var region: String?
  package var colour: Colour?
  /// One site, by its id.
  package var site: String?
  /// 1...`maximumLimit`.
  package var limit: Int
  /// The id of the last site of the page before.
  package var after: String?

  package static let maximumLimit = 1_000

  package init(region: String? = nil, colour: Colour? = nil, limit: Int = 50, after: String? = nil) {
    self.region = region
    self.colour = colour
    self.limit = limit
    self.after = after
  }
}

/// A site and what is open there.
package struct SiteSummary: Sendable, Hashable {
  package var id: String
  package var name: String
  package var type: String
  package var region: String
  package var regionName: String
  /// The grade of the worst open hazard; nil without any.
  package var colour: RiskGrade?
  package var hazards: Int
  package var open: Int
  package var openMajor: Int

  package init(
    id: String, name: String, type: String, region: String, regionName: String, colour: RiskGrade?,
    hazards: Int, open: Int, openMajor: Int
  ) {
    self.id = id
    self.name = name
    self.type = type
    self.region = region
    self.regionName = regionName
    self.colour = colour
    self.hazards = hazards
    self.open = open
    self.openMajor = openMajor
  }
}

/// Some sites in the order of their ids, and where the next ones begin.
package struct SitePage: Sendable, Hashable {
  package var sites: [SiteSummary]
  /// The `after` of the next page; nil on the last one.
  package var next: String?
  /// How many sites match, on all pages.
  package var total: Int

  package init(sites: [SiteSummary], next: String?, total: Int) {
    self.sites = sites
    self.next = next
    self.total = total
  }
}

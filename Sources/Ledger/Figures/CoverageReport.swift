package import Figures
package import Inspection

/// What was not inspected.
package struct CoverageQuery: Sendable, Hashable {
  package var region: String?
  /// Only what this campaign did counts.
  package var campaign: String?
  package var at: Timestamp?
  /// Of the sites; 1...`maximumLimit`.
  package var limit: Int
  /// The site that the page before ended with.
  package var after: String?

  package static let maximumLimit = 1_000

  package init(
    region: String? = nil, campaign: String? = nil, at: Timestamp? = nil, limit: Int = 100,
    after: String? = nil
  ) {
    self.region = region
    self.campaign = campaign
    self.at = at
    self.limit = limit
    self.after = after
  }
}

/// A site or item without any verdict.
package struct Uninspected: Sendable, Hashable {
  package var id: String
  package var name: String
  /// A site's region, or an item's checklist.
  package var group: String

  package init(id: String, name: String, group: String) {
    self.id = id
    self.name = name
    self.group = group
  }
}

/// The proof of coverage: what was inspected, and all that was not.
package struct CoverageReport: Sendable, Hashable {
  package var sites: Share
  package var items: Share
  /// One page of the sites without a verdict.
  package var missingSites: [Uninspected]
  package var next: String?
  /// All items without a verdict.
  package var missingItems: [Uninspected]

  package init(
    sites: Share, items: Share, missingSites: [Uninspected], next: String?, missingItems: [Uninspected]
  ) {
    self.sites = sites
    self.items = items
    self.missingSites = missingSites
    self.next = next
    self.missingItems = missingItems
  }
}

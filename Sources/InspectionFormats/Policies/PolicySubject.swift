import Inspection
import Responsibility

/// What a policy is for, as far as it can tell it apart.
struct PolicySubject {
  struct Item: Hashable {
    var id: String
    var category: String
    var department: String
  }

  let checklistItems: [Item]
  let items: Set<String>
  let categories: Set<String>
  let regionCodes: Set<String>
  let regionLevels: Set<String>
  let siteTypes: Set<String>
  /// One for each region and type of site, with and without an owner in the register.
  let places: [HazardFacts]

  init(regions: RegionTree, sites: [Site], checklist: Checklist) {
    checklistItems = checklist.items.map {
      Item(id: $0.id, category: checklist.category(of: $0), department: $0.department)
    }
    items = Set(checklistItems.map(\.id))
    categories = Set(checklistItems.map(\.category))
    regionCodes = Set(regions.regions.map(\.code))
    regionLevels = Set(regions.regions.map(\.level).filter { !$0.isEmpty })
    siteTypes = Set(sites.map(\.type))
    var seen: Set<[String]> = []
    places = sites.compactMap { site in
      let isOwned = site.owner.isEmpty ? "" : "owned"
      guard seen.insert([site.region, site.type, isOwned]).inserted else { return nil }
      return HazardFacts(
        item: "", category: "", siteType: site.type, siteOwner: site.owner,
        lineage: regions.lineage(of: site.region), sightings: [])
    }
  }
}

import Inspection

/// Finds what a campaign's selection means in its checklist and register.
struct SelectionResolver {
  let selection: CampaignSelection
  /// Where to report that nothing is left.
  let location: ValidationIssue.Location

  /// The indexes of the selected items, as ranges in ascending order.
  ///
  /// - Parameter profile: by item, whether the campaign's profile selects it.
  func items(of checklist: Checklist, within profile: [Bool]? = nil, log: inout IssueLog) -> [Range<Int>] {
    let categories = checklist.items.map { item in
      item.category.isEmpty ? checklist.sections[item.section].category : item.category
    }
    let before = log.total
    let sections = names(
      selection.sections, among: checklist.sections.map(\.id), of: "section", key: "sections", log: &log)
    let wanted = names(selection.categories, among: categories, of: "category", key: "categories", log: &log)
    let ids = names(selection.items, among: checklist.items.map(\.id), of: "item", key: "items", log: &log)
    let chosen = checklist.items.indices.filter { index in
      let item = checklist.items[index]
      return (profile?[index] ?? true) && (sections?.contains(checklist.sections[item.section].id) ?? true)
        && (wanted?.contains(categories[index]) ?? true) && (ids?.contains(item.id) ?? true)
    }
    let ranges = Self.ranges(of: chosen)
    if ranges.isEmpty, log.total == before {
      let ofProfile = profile == nil ? "" : " that the profile selects too"
      log.report(location, field: "select", "selects no item of the checklist\(ofProfile)")
    }
    return ranges
  }

  /// The selected items by the site types that a profile applies to, and a check that every type has some.
  func items(
    of checklist: Checklist, within items: [Range<Int>], ofTypes types: Set<String>, log: inout IssueLog
  ) -> [String: [Range<Int>]] {
    var byType: [String: [Range<Int>]] = [:]
    for type in types.sorted() {
      let profile = checklist.profile(forSitesOf: type)
      let selection = profile.map(checklist.selection)
      let selected = items.joined().filter { selection?[$0] ?? true }
      if profile != nil { byType[type] = Self.ranges(of: selected) }
      let applies = selected.contains {
        let types = checklist.items[$0].siteTypes
        return types.isEmpty || types.contains(type)
      }
      guard !items.isEmpty, !applies else { continue }
      let sites = type.isEmpty ? "sites without a type" : "sites of type \"\(type)\""
      log.report(
        location, field: profile == nil ? "select" : "profile",
        "nothing is selected for \(sites)\(profile.map { " by their profile \"\($0.id)\"" } ?? "")")
    }
    return byType
  }

  private static func ranges(of items: [Int]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for item in items {
      if let last = ranges.last, last.upperBound == item {
        ranges[ranges.count - 1] = last.lowerBound..<item + 1
      } else {
        ranges.append(item..<item + 1)
      }
    }
    return ranges
  }

  /// The positions in the register of the selected sites, ascending.
  func sites(of register: SiteRegister, regions: RegionTree, log: inout IssueLog) -> [Int] {
    let before = log.total
    let codes = regions.regions.map(\.code)
    let types = Set(register.sites.map(\.type))
    let wantedRegions = names(selection.regions, among: codes, of: "region", key: "regions", log: &log)
    let wantedTypes = names(selection.siteTypes, among: types, of: "site type", key: "siteTypes", log: &log)
    var inside: Set<String> = []
    // Parents come first, so a region's parent has been decided when it is its turn.
    for region in regions.regions {
      if wantedRegions?.contains(region.code) ?? true || region.parent.map(inside.contains) ?? false {
        inside.insert(region.code)
      }
    }
    let selected = register.sites.indices.filter {
      let site = register.sites[$0]
      return inside.contains(site.region) && (wantedTypes?.contains(site.type) ?? true)
    }
    if selected.isEmpty, log.total == before { log.report(location, field: "select", "selects no site") }
    return selected
  }

  private func names(
    _ wanted: [LocatedText]?, among known: some Sequence<String>, of kind: String, key: String,
    log: inout IssueLog
  ) -> Set<String>? {
    guard let wanted else { return nil }
    let known = Set(known)
    for name in wanted where !known.contains(name.text) || name.text.isEmpty {
      let hint = log.hint(for: name.text, among: known.sorted())
      log.report(name.issue("\(kind) \"\(name.text)\" is unknown\(hint)"))
    }
    if wanted.isEmpty {
      log.report(location, field: key, "an empty list selects nothing; leave it out for all")
    }
    return Set(wanted.map(\.text))
  }
}

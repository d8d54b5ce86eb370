/// What one transaction adds to the counts of what was inspected, summed up before it is written.
struct InspectionDeltas {
  private struct Counts {
    var decided = 0
    var applicable = 0
    var sites = 0

    mutating func add(decided: Int, applicable: Int) {
      self.decided += decided
      self.applicable += applicable
    }
  }

  private var regions: [Int64: Counts] = [:]
  /// Sites that may have been inspected for the first time, with their regions.
  private var sites: [Int64: Int64] = [:]

  /// - Parameters:
  ///   - decided: how many more checks passed or failed.
  ///   - applicable: how many more apply.
  /// - Returns: whether the site has a verdict now that may be its first.
  mutating func add(decided: Int, applicable: Int, at site: NameCache.SiteRow) -> Bool {
    regions[site.regionID, default: Counts()].add(decided: decided, applicable: applicable)
    guard decided > 0, !site.isInspected else { return false }
    sites[site.id] = site.regionID
    return true
  }

  mutating func write(to db: Database) throws {
    guard !regions.isEmpty else { return }
    let site = try HotStatement(db, "INSERT INTO inspected_site VALUES (?) ON CONFLICT DO NOTHING")
    // In the order of the key, for the sake of the B-tree's pages.
    let ordered = sites.sorted { $0.key < $1.key }
    for (id, _) in ordered { try site.run(id) }
    for ((_, region), count) in zip(ordered, try site.takeChanges()) {
      regions[region, default: Counts()].sites += count
    }
    let region = try HotStatement(
      db, "INSERT INTO inspection_tally VALUES (?, ?, ?, ?) \(InspectionSchema.adding)")
    for (id, counts) in regions { try region.run(id, counts.decided, counts.applicable, counts.sites) }
    self = InspectionDeltas()
  }
}

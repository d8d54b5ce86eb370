import Inspection

extension IngestRun {
  mutating func write(_ region: Region) throws {
    let parent = try region.parent.map { try regionID($0) }
    try db.cachedStatement(
      sql: """
        INSERT INTO region (code, name, level, parent_id) VALUES (?, ?, ?, ?)
        ON CONFLICT (code) DO UPDATE SET name = excluded.name, level = excluded.level,
          parent_id = excluded.parent_id
        """
    ).execute(arguments: [region.code, region.name, region.level, parent])
  }

  /// Takes in sites. All of them are inserted first, since most are new, then those that were known are brought up to
  /// date, so that a database far away is waited for twice, not for each.
  mutating func write(_ sites: [Site]) throws {
    let last = try Int64.fetchOne(db.cachedStatement(sql: "SELECT COALESCE(MAX(id), 0) FROM site"))
    for site in sites { try run(statements.insertSite, site) }
    let known = zip(sites, try statements.insertSite.takeChanges()).filter { $0.1 == 0 }.map(\.0)
    // What a site has moves with it, so that it has to be there.
    if !known.isEmpty { try inspected.write(to: db) }
    for site in known { try run(statements.updateSite, site) }
    for (site, changed) in zip(known, try statements.updateSite.takeChanges()) where changed > 0 {
      try moveHazards(with: site)
      names.sites[site.id] = nil
      changesSites = true
    }
    try noteSites(after: last ?? 0)
  }

  private mutating func run(_ statement: HotStatement, _ site: Site) throws {
    try statement.run(
      site.id, site.name, try regionID(site.region), site.type, site.position?.latitude,
      site.position?.longitude, site.owner, site.address)
  }

  /// Hazards lie where their site lies, whichever record came first, also in this transaction: a ledger that is made
  /// anew may join transactions.
  private mutating func moveHazards(with site: Site) throws {
    if !hazards.isEmpty { try writeHazards() }
    try db.cachedStatement(
      sql: """
        UPDATE hazard SET region_id = ?1 WHERE region_id <> ?1
          AND site_id = (SELECT id FROM site WHERE code = ?2)
        """
    ).execute(arguments: [try regionID(site.region), site.id])
  }

  /// Remembers sites that have come since. Nobody else inserts any meanwhile.
  private mutating func noteSites(after last: Int64) throws {
    try Row.fetchEach(
      db.cachedStatement(sql: "SELECT id, region_id, code FROM site WHERE id > ?"), arguments: [last]
    ) { names.note(NameCache.SiteRow(id: $0[0], regionID: $0[1]), site: $0[2]) }
  }

  /// The region's row; one that no register has named yet gets a row with its code only.
  mutating func regionID(_ code: String) throws -> Int64 {
    if let id = names.regions[code] { return id }
    let statement = try db.cachedStatement(sql: "SELECT id FROM region WHERE code = ?")
    let id: Int64
    if let known = try Int64.fetchOne(statement, arguments: [code]) {
      id = known
    } else {
      id = try insert("INSERT INTO region (code, name, level) VALUES (?, ?, '') RETURNING id", [code, code])
    }
    names.regions[code] = id
    return id
  }
}

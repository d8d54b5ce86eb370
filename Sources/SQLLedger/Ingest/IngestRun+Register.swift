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

  mutating func write(_ site: Site) throws {
    let region = try regionID(site.region)
    if try insert(site, region: region) { return }
    try db.cachedStatement(
      sql: """
        INSERT INTO site (code, name, region_id, type, latitude, longitude, owner, address)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (code) DO UPDATE SET name = excluded.name, region_id = excluded.region_id,
          type = excluded.type, latitude = excluded.latitude, longitude = excluded.longitude,
          owner = excluded.owner, address = excluded.address
        """
    ).execute(
      arguments: [
        site.id, site.name, region, site.type, site.position?.latitude, site.position?.longitude, site.owner,
        site.address,
      ])
    // Hazards lie where their site lies, whichever record came first.
    try db.cachedStatement(
      sql: """
        UPDATE hazard SET region_id = ?1 WHERE region_id <> ?1
          AND site_id = (SELECT id FROM site WHERE code = ?2)
        """
    ).execute(arguments: [region, site.id])
    names.sites[site.id] = nil
    changesSites = true
  }

  /// - Returns: false when the site has a row already.
  private mutating func insert(_ site: Site, region: Int64) throws -> Bool {
    let inserted = try statements.insertSite.runReturningID(
      site.id, site.name, region, site.type, site.position?.latitude, site.position?.longitude, site.owner,
      site.address)
    guard let inserted else { return false }
    names.note(NameCache.SiteRow(id: inserted, regionID: region), site: site.id)
    return true
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

package import Inspection
package import Ledger

extension SQLLedger {
  package func hazards(near id: HazardID, within distance: Double) async throws -> [NearHazard]? {
    try await database.read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT site.id, site.latitude, site.longitude, item.id, item.category FROM hazard
          JOIN site ON site.id = hazard.site_id JOIN item ON item.id = hazard.item_id WHERE hazard.id = ?
          """, arguments: [id.key])
      return try row.map { try Self.near(db, NearPlace($0), but: id, within: distance) }
    }
  }

  package func hazards(nearReport id: String, within distance: Double) async throws -> [NearHazard]? {
    try await database.read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT site.id, site.latitude, site.longitude, item.id, item.category, report.hazard_id
          FROM incoming_report AS report JOIN site ON site.id = report.site_id
          JOIN item ON item.id = report.item_id WHERE report.campaign = ?
          """, arguments: [id])
      guard let row else { return nil }
      let own = (row[5] as Int64?).map { HazardID(rawValue: UInt64(bitPattern: $0)) }
      return try Self.near(db, NearPlace(row), but: own, within: distance)
    }
  }

  /// Where something is, and of what kind.
  private struct NearPlace {
    var site: Int64
    var position: Site.Position?
    var item: Int64
    /// Empty where the checklist names none: then only the same item is of the same kind.
    var category: String

    init(_ row: Row) {
      (site, item, category) = (row[0], row[3], row[4])
      if let latitude = row[1] as Double?, let longitude = row[2] as Double? {
        position = Site.Position(latitude: latitude, longitude: longitude)
      }
    }
  }

  /// How many are looked at, and how many are offered, at most.
  private static let (nearCandidates, nearLimit) = (2_000, 50)

  private static func near(
    _ db: Database, _ place: NearPlace, but own: HazardID?, within distance: Double
  ) throws -> [NearHazard] {
    var conditions = ["hazard.state = 0", "hazard.id <> ?"]
    // No hazard has the id 0 by any chance that matters.
    var arguments: StatementArguments = [own?.key ?? 0]
    if place.category.isEmpty {
      conditions.append("hazard.item_id = ?")
      arguments += [place.item]
    } else {
      conditions.append("item.category = ?")
      arguments += [place.category]
    }
    if let position = place.position {
      let box = GeoBox(around: position, within: distance)
      conditions.append(
        "(site.id = ? OR site.latitude BETWEEN ? AND ? AND site.longitude BETWEEN ? AND ?)")
      arguments += [
        place.site, box.latitudes.lowerBound, box.latitudes.upperBound, box.longitudes.lowerBound,
        box.longitudes.upperBound,
      ]
    } else {
      conditions.append("site.id = ?")
      arguments += [place.site]
    }
    let rows = try Row.fetchAll(
      db,
      sql: """
        \(hazardSelect) WHERE \(conditions.joined(separator: " AND ")) ORDER BY hazard.opened_at, hazard.id
        LIMIT \(nearCandidates)
        """, arguments: arguments)
    let found = try rows.compactMap { row -> NearHazard? in
      let summary = summary(row)
      let metres = try Self.metres(db, place, to: summary.site)
      return metres.flatMap { $0 <= distance ? NearHazard(hazard: summary, distance: $0) : nil }
    }
    // Equally near ones stay in the order of their age.
    return found.enumerated().sorted {
      ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset)
    }.prefix(nearLimit).map(\.element)
  }

  private static func metres(_ db: Database, _ place: NearPlace, to site: String) throws -> Double? {
    let statement = try db.cachedStatement(sql: "SELECT id, latitude, longitude FROM site WHERE code = ?")
    guard let row = try Row.fetchOne(statement, arguments: [site]) else { return nil }
    if row[0] as Int64 == place.site { return 0 }
    guard let from = place.position, let latitude = row[1] as Double?, let longitude = row[2] as Double?,
      let to = Site.Position(latitude: latitude, longitude: longitude)
    else { return nil }
    return from.distance(to: to)
  }
}

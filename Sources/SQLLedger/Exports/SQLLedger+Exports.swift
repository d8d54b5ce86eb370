import Figures
package import Inspection
package import Ledger
import Rectification

extension SQLLedger: LedgerExports {
  package func exportedHazards(
    _ query: ExportQuery, after last: HazardID?, limit: Int
  ) async throws -> [ExportedHazard]? {
    try await database.read { db in
      guard let groups = RegionGroups(region: query.region, try RegionIndex.fetch(db)) else { return nil }
      // Ids are compared as the database keeps them, which is signed.
      let state = query.state.map { "AND hazard.state = \($0.rawValue)" } ?? ""
      let rows = try Row.fetchAll(
        db,
        sql: """
          \(Self.hazardSelect) WHERE hazard.id > ? AND \(groups.condition("+hazard.region_id")) \(state)
          ORDER BY hazard.id LIMIT ?
          """, arguments: [last?.key ?? Int64.min, limit])
      let place = try db.cachedStatement(sql: "SELECT latitude, longitude FROM site WHERE code = ?")
      return try rows.map { row in
        let summary = Self.summary(row)
        let position = try Row.fetchOne(place, arguments: [summary.site]).flatMap(Self.position)
        return ExportedHazard(summary: summary, position: position)
      }
    }
  }

  package func exportedSites(
    _ query: ExportQuery, after last: String?, limit: Int
  ) async throws -> [ExportedSite]? {
    try await database.read { db in
      guard let groups = RegionGroups(region: query.region, try RegionIndex.fetch(db)) else { return nil }
      let rows = try Row.fetchAll(
        db,
        sql: """
          \(Self.siteSelect) WHERE site.code > ? AND \(groups.condition("+site.region_id"))
          ORDER BY site.code LIMIT ?
          """, arguments: [last ?? "", limit])
      let place = try db.cachedStatement(sql: "SELECT latitude, longitude, owner FROM site WHERE code = ?")
      return try rows.map { row in
        let site = Self.site(row)
        let more = try Row.fetchOne(place, arguments: [site.id])
        return ExportedSite(
          site: site, position: more.flatMap(Self.position), owner: more?[2] ?? "")
      }
    }
  }

  private static func position(_ row: Row) -> Site.Position? {
    guard let latitude = row[0] as Double?, let longitude = row[1] as Double? else { return nil }
    return Site.Position(latitude: latitude, longitude: longitude)
  }

  package func exportedEvents(
    _ query: ExportQuery, after last: AuditPlace?, limit: Int
  ) async throws -> [AuditEvent]? {
    try await database.read { db in
      guard let groups = RegionGroups(region: query.region, try RegionIndex.fetch(db)) else { return nil }
      let audit = AuditRows(db: db, condition: groups.condition("+hazard.region_id"))
      var events: [AuditEvent] = []
      for part in AuditPlace.Part.allCases where part.rawValue >= (last?.part.rawValue ?? 0) {
        let begin =
          last.flatMap { $0.part == part ? $0 : nil } ?? AuditPlace(part: part, first: .min, second: .min)
        events += try audit.fetch(after: begin, limit: limit - events.count)
        if events.count == limit { break }
      }
      return events
    }
  }

  package func openHazards(_ query: FigureQuery, limit: Int) async throws -> [OpenHazard]? {
    try await database.read { db in
      guard let groups = RegionGroups(region: query.region, try RegionIndex.fetch(db)) else { return nil }
      var worst: [HazardMoments.Entry] = []
      let hazards = HazardMoments(db: db, time: query.at, condition: groups.condition("hazard.region_id"))
      try hazards.walk { hazard in
        guard hazard.moment.state == .open else { return }
        worst.append(hazard)
        if worst.count >= 4 * limit + 100 { worst = Self.worst(worst, limit) }
      }
      return try Self.worst(worst, limit).compactMap { try Self.openHazard(db, $0) }
    }
  }

  private static func worst(_ hazards: [HazardMoments.Entry], _ limit: Int) -> [HazardMoments.Entry] {
    Array(
      hazards.sorted { a, b in
        (b.moment.level.rawValue, b.moment.grade.rawValue, a.moment.openedAt.milliseconds, a.id)
          < (a.moment.level.rawValue, a.moment.grade.rawValue, b.moment.openedAt.milliseconds, b.id)
      }.prefix(limit))
  }

  private static func openHazard(_ db: Database, _ hazard: HazardMoments.Entry) throws -> OpenHazard? {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT site.code, site.name, region.code, item.code, item.text
        FROM site JOIN region ON region.id = site.region_id CROSS JOIN item
        WHERE site.id = ? AND item.id = ?
        """, arguments: [hazard.site, hazard.item])
    guard let row else { return nil }
    return OpenHazard(
      id: HazardID(rawValue: UInt64(bitPattern: hazard.id)), level: hazard.moment.level,
      grade: hazard.moment.grade, openedAt: hazard.moment.openedAt, dueAt: hazard.moment.dueAt, site: row[0],
      siteName: row[1], region: row[2], item: row[3], itemText: row[4])
  }
}

/// Reads the audit log, table by table, each in the order of its key.
private struct AuditRows {
  let db: Database
  /// On `hazard`, in SQL.
  let condition: String

  private static let names = """
    JOIN hazard ON hazard.id = entry.hazard_id JOIN site ON site.id = hazard.site_id
    JOIN item ON item.id = hazard.item_id
    """

  func fetch(after place: AuditPlace, limit: Int) throws -> [AuditEvent] {
    switch place.part {
    case .found: try found(place, limit)
    case .done: try done(place, limit)
    case .refused: try refused(place, limit)
    }
  }

  private func rows(_ columns: String, _ table: String, _ key: String, _ place: AuditPlace, _ limit: Int)
    throws
    -> [Row]
  {
    try Row.fetchAll(
      db,
      sql: """
        SELECT entry.hazard_id, site.code, item.code, entry.at, entry.person, entry.reason, \(columns)
        FROM \(table) AS entry \(Self.names)
        WHERE \(key) AND \(condition) ORDER BY \(table == "rectification_event" ? "entry.hazard_id, entry.number" : "entry.id")
        LIMIT ?3
        """, arguments: [place.first, place.second, limit])
  }

  private func event(_ row: Row, _ place: AuditPlace, _ name: String) -> AuditEvent {
    AuditEvent(
      place: place, hazard: HazardID(rawValue: UInt64(bitPattern: row[0])), site: row[1], item: row[2],
      event: name, at: Timestamp(milliseconds: row[3]), person: row[4], reason: row[5])
  }

  private func found(_ place: AuditPlace, _ limit: Int) throws -> [AuditEvent] {
    let columns = """
      entry.id, entry.kind, entry.evidence, entry.seq,
      (SELECT code FROM campaign WHERE campaign.id = entry.campaign_id)
      """
    return try rows(columns, "event", "entry.id > ?1 AND CAST(?2 AS BIGINT) IS NOT NULL", place, limit).map {
      row in
      var event = event(
        row, AuditPlace(part: .found, first: row[6]),
        (HazardEvent.Kind(rawValue: row[7]) ?? .found) == .found ? "found" : "accepted-by-record")
      event.evidence = Self.lines(row[8])
      event.seq = UInt64(clamping: row[9] as Int64)
      event.campaign = row[10] ?? ""
      return event
    }
  }

  private func done(_ place: AuditPlace, _ limit: Int) throws -> [AuditEvent] {
    let columns = "entry.number, entry.action, entry.evidence, entry.role, entry.owner, entry.department"
    let key = "(entry.hazard_id, entry.number) > (?1, ?2)"
    return try rows(columns, "rectification_event", key, place, limit).map { row in
      var event = event(
        row, AuditPlace(part: .done, first: row[0], second: row[6]),
        RectificationAction(rawValue: row[7])?.name ?? "action \(row[7] as Int)")
      event.evidence = Self.lines(row[8])
      event.role = row[9]
      event.owner = row[10]
      event.department = row[11]
      return event
    }
  }

  private func refused(_ place: AuditPlace, _ limit: Int) throws -> [AuditEvent] {
    try rows(
      "entry.id, entry.action, entry.role, entry.code", "refused_command",
      "entry.id > ?1 AND CAST(?2 AS BIGINT) IS NOT NULL", place, limit
    ).map { row in
      var event = event(
        row, AuditPlace(part: .refused, first: row[6]),
        RectificationAction(rawValue: row[7])?.name ?? "action \(row[7] as Int)")
      event.role = row[8]
      event.refusal = row[9]
      return event
    }
  }

  private static func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }
}

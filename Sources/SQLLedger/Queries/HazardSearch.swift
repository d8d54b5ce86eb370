import Inspection
import Ledger

/// Finds a page of hazards, and how many there are, in the way that meets the fewest hazards.
///
/// What hazards are counted by is counted already, and lies in order in an index. Other conditions have an index of their
/// own: where few hazards can meet one, all of them are looked at and sorted. Where many can, hazards are walked in order
/// until a page is full, which is soon then; and they are counted only so far.
struct HazardSearch {
  struct Total {
    var count: Int
    var isExact = true
  }

  private let db: Database
  private let limits: ListLimits
  private let filter: HazardFilter
  private let order: [HazardSort]
  private let groups: [HazardGroup]
  /// All that match as far as hazards are counted.
  private let matching: Int
  /// Of the condition that the fewest hazards can meet.
  private let candidates: (ids: SQLText, count: Int)?

  init(_ db: Database, _ query: HazardQuery, _ limits: ListLimits) throws {
    self.db = db
    self.limits = limits
    filter = HazardFilter(query)
    order = HazardSort.order(query.sort)
    groups = try HazardGroup.fetch(db, filter)
    matching = groups.reduce(0) { $0 + $1.hazards }
    let known = try filter.narrowings.compactMap { narrowing in
      try narrowing.candidates.map { ids in
        let size = narrowing.size ?? "SELECT COUNT(*) FROM (\(ids) LIMIT \(4 * limits.few + 1)) AS counted"
        return (ids: ids, count: try Int.fetchOne(db, size) ?? 0)
      }
    }
    candidates = known.min { $0.count < $1.count }
  }

  /// The condition that few hazards can meet, if there is one and it leaves fewer than the groups do.
  private var fewCandidates: SQLText? {
    guard let candidates, candidates.count <= limits.few, candidates.count < matching else { return nil }
    return candidates.ids
  }

  // MARK: The page

  /// - Parameter limit: of hazards.
  func page(after cursor: HazardCursor?, limit: Int) throws -> [Row] {
    if let fewCandidates {
      let place = cursor.map { [HazardSort.condition(after: $0, in: order)] } ?? []
      return try rows(
        """
        SELECT hazard.id FROM hazard NOT INDEXED \(item)
        WHERE hazard.id IN (\(fewCandidates)) AND \(.all([filter.test] + place))
        """, limit: limit)
    }
    let index = try index(limit: limit)
    var found: [Row] = []
    for batch in Dictionary(grouping: groups, by: { $0.key(order) }).sorted(by: {
      Self.isWorse($0.key, $1.key)
    })
    where found.count < limit {
      let parts = batch.value.compactMap { part(of: $0, by: index, after: cursor, limit: limit) }
      guard !parts.isEmpty else { continue }
      found += try rows(
        "SELECT hazard.id FROM (\(.joined(parts, by: " UNION ALL "))) AS hazard \(item)",
        limit: limit - found.count)
    }
    return found
  }

  private static func isWorse(_ a: [Int64], _ b: [Int64]) -> Bool { b.lexicographicallyPrecedes(a) }

  private var isByItem: Bool { order.contains(.difficulty) }

  /// Hazards' items, where they are sorted by them.
  private var item: String { isByItem ? "JOIN item ON item.id = hazard.item_id" : "" }

  /// The first of a group's hazards, with what they are sorted by.
  ///
  /// - Parameter index: how SQLite is to find them.
  /// - Returns: nil where none comes behind the cursor.
  private func part(
    of group: HazardGroup, by index: String, after cursor: HazardCursor?, limit: Int
  ) -> SQLText? {
    var conditions = conditions(of: group)
    if let cursor {
      guard let place = group.condition(after: cursor, in: order) else { return nil }
      conditions.append(place)
    }
    let columns =
      "hazard.id, hazard.level, hazard.grade, hazard.opened_at\(isByItem ? ", hazard.item_id" : "")"
    let sorted = isByItem ? order.map(\.column).joined(separator: ", ") : "hazard.opened_at"
    return """
      SELECT * FROM (SELECT \(columns) FROM hazard \(index) \(item)
        WHERE \(.all(conditions)) ORDER BY \(sorted), hazard.id LIMIT \(limit)) AS part
      """
  }

  /// On those of a group's hazards that match.
  private func conditions(of group: HazardGroup) -> [SQLText] {
    [group.condition] + [filter.place].compactMap(\.self) + filter.narrowings.map(\.test)
  }

  /// The hazards of a query for their row ids, in order.
  private func rows(_ keys: SQLText, limit: Int) throws -> [Row] {
    let sorted = order.map(\.column).joined(separator: ", ") + ", hazard.id"
    return try Row.fetchAll(
      db,
      """
      \(SQLLedger.hazardSelect) WHERE hazard.id IN (SELECT id FROM (\(keys) ORDER BY \(sorted) LIMIT \(limit)) AS found)
      ORDER BY \(sorted)
      """)
  }

  /// Where much of the ledger matches, walking the hazards in it meets a page of them soon; where little does, finding all
  /// of them by region and sorting is less work. SQLite cannot know which it is.
  private func index(limit: Int) throws -> String {
    // An item's hazards are mostly of one level: in the groups of another they would be looked for in vain.
    if filter.hasItem { return "INDEXED BY hazard_item" }
    guard filter.place != nil else { return "INDEXED BY hazard_rank" }
    let everywhere: SQLText =
      "SELECT COALESCE(SUM(hazards), 0) FROM hazard_tally AS hazard WHERE \(.all(filter.kinds))"
    let walked = (try Int.fetchOne(db, everywhere) ?? 0) * limit / max(1, matching)
    return walked < matching ? "INDEXED BY hazard_rank" : "INDEXED BY hazard_region"
  }

  // MARK: Their number

  func total() throws -> Total {
    guard !filter.narrowings.isEmpty, matching > 0 else { return Total(count: matching) }
    if let overdue = filter.overdue { return Total(count: try Int.fetchOne(db, overdue) ?? 0) }
    if let fewCandidates {
      return Total(
        count: try Int.fetchOne(
          db,
          "SELECT COUNT(*) FROM hazard NOT INDEXED WHERE hazard.id IN (\(fewCandidates)) AND \(filter.test)")
          ?? 0)
    }
    let some: SQLText =
      if let candidates, candidates.count < matching {
        """
        SELECT DISTINCT hazard.id FROM (\(candidates.ids)) AS candidate CROSS JOIN hazard
        WHERE hazard.id = candidate.id AND \(filter.test)
        """
      } else {
        .joined(
          groups.map { group in
            """
            SELECT 1 FROM hazard INDEXED BY hazard_rank
            WHERE \(.all(conditions(of: group)))
            """
          }, by: " UNION ALL ")
      }
    let count =
      try Int.fetchOne(db, "SELECT COUNT(*) FROM (\(some) LIMIT \(limits.counted + 1)) AS counted") ?? 0
    return Total(count: min(count, limits.counted), isExact: count <= limits.counted)
  }
}

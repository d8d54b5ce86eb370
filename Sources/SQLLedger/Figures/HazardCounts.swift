import Figures
import Inspection
import Ledger

/// Counts hazards for figures, by groups of regions.
enum HazardCounts {
  /// As of a moment, hazard by hazard.
  static func past(_ db: Database, _ groups: RegionGroups, _ query: FigureQuery) throws -> [HazardFigures] {
    var figures = Array(repeating: HazardFigures(), count: groups.count)
    let hazards = HazardMoments(db: db, time: query.at, condition: groups.condition("hazard.region_id"))
    try hazards.walk { hazard in
      guard let group = groups[hazard.region] else { return }
      figures[group].count(hazard.moment, at: query.moment, since: query.since)
    }
    for index in figures.indices { figures[index].finish() }
    return figures
  }

  /// As everything stands, from the counts that are kept and indexes that hold just what is asked for.
  static func present(_ db: Database, _ groups: RegionGroups, now: Timestamp) throws -> [HazardFigures] {
    var figures = Array(repeating: HazardFigures(), count: groups.count)
    let tally = try Row.fetchCursor(
      db, sql: "SELECT region_id, state, level, hazards FROM hazard_tally WHERE hazards <> 0")
    while let row = try tally.next() {
      guard let group = groups[row[0]] else { continue }
      let count: Int = row[3]
      switch HazardState(rawValue: row[1]) {
      case .closed: figures[group].closed += count
      case .dismissed: figures[group].dismissed += count
      case .open, nil:
        figures[group].open += count
        if row[2] == HazardLevel.major.rawValue { figures[group].openMajor += count }
      }
    }
    try ClosureCounts.add(db, groups, to: &figures)
    let recurred = try Row.fetchCursor(
      db,
      sql: """
        SELECT region_id, COUNT(*) FROM hazard INDEXED BY hazard_recurred
        WHERE recurrences > 0 AND state = 0 AND \(groups.condition("region_id")) GROUP BY region_id
        """)
    while let row = try recurred.next() {
      if let group = groups[row[0]] { figures[group].recurredOpen += row[1] as Int }
    }
    let pending = try Row.fetchCursor(
      db,
      sql: """
        SELECT region_id, COUNT(*), COUNT(*) FILTER (WHERE due_at < ?) FROM hazard INDEXED BY hazard_pending
        WHERE state = 0 AND stage IN (0, 1, 2, 8) AND due_at IS NOT NULL AND \(groups.condition("region_id"))
        GROUP BY region_id
        """, arguments: [now.milliseconds])
    while let row = try pending.next() {
      guard let group = groups[row[0]] else { continue }
      figures[group].pendingWithDeadline += row[1] as Int
      figures[group].overdue += row[2] as Int
    }
    return figures
  }
}

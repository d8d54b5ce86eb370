import Figures
import Ledger

/// Reads what is counted of closed hazards, and how long these took.
enum ClosureCounts {
  static func add(_ db: Database, _ groups: RegionGroups, to figures: inout [HazardFigures]) throws {
    var days = Array(repeating: [Int64: Int](), count: groups.count)
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT region_id, days, hazards, verified, recurred, with_deadline, in_time, in_first_time FROM closure_tally
        WHERE hazards <> 0 AND \(groups.condition("region_id"))
        """)
    while let row = try rows.next() {
      guard let group = groups[row[0]] else { continue }
      days[group][row[1], default: 0] += row[2] as Int
      figures[group].verified += row[3] as Int
      figures[group].recurredClosed += row[4] as Int
      figures[group].closedWithDeadline += row[5] as Int
      figures[group].closedInTime += row[6] as Int
      figures[group].closedInFirstTime += row[7] as Int
    }
    for group in figures.indices {
      figures[group].times = try times(db, days[group], groups.members(of: group))
    }
  }

  /// - Parameter regions: row ids; nil for all.
  private static func times(_ db: Database, _ days: [Int64: Int], _ regions: [Int64]?) throws
    -> RectificationTimes
  {
    let sorted = days.sorted { $0.key < $1.key }
    let total = sorted.reduce(0) { $0 + $1.value }
    func value(_ percent: Int) throws -> Int64? {
      var rank = Percentile.rank(percent, of: total)
      for (day, hazards) in sorted {
        if rank <= hazards { return try time(db, rank, of: day, regions) }
        rank -= hazards
      }
      return nil
    }
    return RectificationTimes(hazards: total, median: try value(50), p90: try value(90))
  }

  /// - Parameter rank: among those that took so many days, from 1 on.
  private static func time(
    _ db: Database, _ rank: Int, of day: Int64, _ regions: [Int64]?
  ) throws -> Int64? {
    let source =
      regions.map { "hazard_closed WHERE region_id IN (\($0.map(String.init).joined(separator: ", "))) AND" }
      ?? "hazard_closure WHERE"
    // Days are counted towards nought, also where a hazard was closed before it was opened.
    let (first, last) = (
      day > 0 ? day * ClosureSchema.day : (day - 1) * ClosureSchema.day + 1,
      day < 0 ? day * ClosureSchema.day : (day + 1) * ClosureSchema.day - 1
    )
    return try Int64.fetchOne(
      db,
      sql: """
        SELECT closed_at - opened_at FROM hazard INDEXED BY \(source) state = 1 AND closed_at - opened_at BETWEEN ? AND ?
        ORDER BY closed_at - opened_at LIMIT 1 OFFSET \(rank - 1)
        """, arguments: [first, last])
  }
}

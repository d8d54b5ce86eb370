import Inspection
import Ledger

/// Hazards that are counted together. `hazard_rank` has them beside each other, the longest open first, so that any order by
/// level, grade and age is made of groups; and so have
/// `hazard_region` within a region and `hazard_item` of an item.
struct HazardGroup {
  var state: Int64
  var stage: Int64
  var level: Int64
  var grade: Int64
  /// In the region that is asked for.
  var hazards: Int

  /// The groups in which there is something, from what is counted beside the hazards.
  static func fetch(_ db: Database, _ filter: HazardFilter) throws -> [HazardGroup] {
    try Row.fetchAll(
      db,
      """
      SELECT state, stage, level, grade, SUM(hazards) FROM hazard_tally AS hazard
      WHERE \(.all(filter.kinds + [filter.place].compactMap(\.self)))
      GROUP BY state, stage, level, grade HAVING SUM(hazards) > 0
      """
    ).map { HazardGroup(state: $0[0], stage: $0[1], level: $0[2], grade: $0[3], hazards: $0[4]) }
  }

  var condition: SQLText {
    "hazard.state = \(state) AND hazard.stage = \(stage) AND hazard.level = \(level) AND hazard.grade = \(grade)"
  }

  /// What its hazards have in common of what they are sorted by; higher ones come first.
  func key(_ order: [HazardSort]) -> [Int64] {
    order.prefix { $0 == .level || $0 == .grade }.map { $0 == .level ? level : grade }
  }

  /// Which of its hazards come behind a place in an order.
  ///
  /// - Returns: nil for none.
  func condition(after cursor: HazardCursor, in order: [HazardSort]) -> SQLText? {
    guard !order.contains(.difficulty) else { return HazardSort.condition(after: cursor, in: order) }
    let parts = order.split(separator: .age, omittingEmptySubsequences: false)
    let (before, behind) = (compare(parts[0], cursor), parts.count > 1 ? compare(parts[1], cursor) : 0)
    guard before == 0 else { return before < 0 ? nil : "TRUE" }
    let opened = cursor.openedAt.milliseconds
    return switch behind {
    case 0:
      "(hazard.opened_at, hazard.id) > (\(value: opened), \(value: Int64(bitPattern: cursor.id.rawValue)))"
    case 1: "hazard.opened_at >= \(value: opened)"
    default: "hazard.opened_at > \(value: opened)"
    }
  }

  /// - Returns: 1 where it comes behind the cursor's hazard, -1 where before, 0 where that cannot be told.
  private func compare(_ order: ArraySlice<HazardSort>, _ cursor: HazardCursor) -> Int {
    for sort in order {
      let (own, its) =
        sort == .level ? (level, Int64(cursor.level.rawValue)) : (grade, Int64(cursor.grade.rawValue))
      if own != its { return own < its ? 1 : -1 }
    }
    return 0
  }
}

extension HazardSort {
  /// Sorted by.
  var column: String {
    switch self {
    case .level: "hazard.level DESC"
    case .grade: "hazard.grade DESC"
    case .age: "hazard.opened_at"
    case .difficulty: "item.difficulty DESC"
    }
  }

  /// The same as a value that ascends.
  private var ascending: String {
    switch self {
    case .level: "-hazard.level"
    case .grade: "-hazard.grade"
    case .age: "hazard.opened_at"
    case .difficulty: "-item.difficulty"
    }
  }

  private func place(of cursor: HazardCursor) -> Int64 {
    switch self {
    case .level: -Int64(cursor.level.rawValue)
    case .grade: -Int64(cursor.grade.rawValue)
    case .age: cursor.openedAt.milliseconds
    case .difficulty: -Int64(cursor.difficulty?.rawValue ?? 0)
    }
  }

  /// On a hazard, with its item where that is sorted by: that it comes behind a place in an order.
  static func condition(after cursor: HazardCursor, in order: [HazardSort]) -> SQLText {
    // Descending columns are negated, so that one row comparison says it all.
    let columns = (order.map(\.ascending) + ["hazard.id"]).joined(separator: ", ")
    let places = order.map { $0.place(of: cursor) } + [Int64(bitPattern: cursor.id.rawValue)]
    return "(\(columns)) > (\(.joined(places.map { "\(value: $0)" }, by: ", ")))"
  }
}

import GRDB
import Inspection
import Ledger

/// A hazard query's conditions as SQL.
struct HazardFilter {
  private(set) var conditions: [String] = []
  private(set) var arguments: StatementArguments = []

  init(_ query: HazardQuery) {
    if let state = query.state { add("hazard.state = ?", Int64(state.rawValue)) }
    if let level = query.level { add("hazard.level = ?", Int64(level.rawValue)) }
    if let grade = query.grade { add("hazard.grade = ?", Int64(grade.rawValue)) }
    if let site = query.site { add("hazard.site_id = (SELECT id FROM site WHERE code = ?)", site) }
    if let item = query.item { add("hazard.item_id IN (SELECT id FROM item WHERE code = ?)", item) }
    if let region = query.region { add("hazard.region_id IN (\(Self.subtree))", region) }
    if let campaign = query.campaign {
      add(
        """
        EXISTS (SELECT 1 FROM event WHERE event.hazard_id = hazard.id AND event.kind = 0
          AND event.campaign_id = (SELECT id FROM campaign WHERE code = ?))
        """, campaign)
    }
  }

  /// - Parameter order: what the cursor's page was sorted by.
  mutating func add(after cursor: HazardCursor, in order: [HazardSort]) {
    // Descending columns are negated, so that one row comparison says it all.
    let columns = order.map(\.ascending) + ["hazard.id"]
    let marks = columns.map { _ in "?" }
    conditions.append("(\(columns.joined(separator: ", "))) > (\(marks.joined(separator: ", ")))")
    arguments += StatementArguments(
      order.map { $0.place(of: cursor) } + [Int64(bitPattern: cursor.id.rawValue)])
  }

  var clause: String {
    conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
  }

  private mutating func add(_ condition: String, _ argument: any DatabaseValueConvertible) {
    conditions.append(condition)
    arguments += [argument]
  }

  /// A region's row id and those of everything below it.
  static let subtree = """
    WITH RECURSIVE below (id) AS (
      SELECT id FROM region WHERE code = ?
      UNION SELECT region.id FROM region JOIN below ON region.parent_id = below.id
    ) SELECT id FROM below
    """
}

extension HazardSort {
  /// Sorted by, as the index of hazards has it.
  var column: String {
    switch self {
    case .level: "hazard.level DESC"
    case .grade: "hazard.grade DESC"
    case .age: "hazard.opened_at"
    case .difficulty: "item.difficulty DESC"
    }
  }

  /// The same as a value that ascends.
  fileprivate var ascending: String {
    switch self {
    case .level: "-hazard.level"
    case .grade: "-hazard.grade"
    case .age: "hazard.opened_at"
    case .difficulty: "-item.difficulty"
    }
  }

  fileprivate func place(of cursor: HazardCursor) -> Int64 {
    switch self {
    case .level: -Int64(cursor.level.rawValue)
    case .grade: -Int64(cursor.grade.rawValue)
    case .age: cursor.openedAt.milliseconds
    case .difficulty: -Int64(cursor.difficulty?.rawValue ?? 0)
    }
  }
}

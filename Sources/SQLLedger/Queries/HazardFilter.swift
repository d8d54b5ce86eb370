import Inspection
import Ledger
import Rectification

/// A hazard query's conditions as SQL.
struct HazardFilter {
  private(set) var conditions: [String] = []
  private(set) var arguments: StatementArguments = []
  /// Whether the conditions are all on what hazards are counted by.
  private let isCounted: Bool

  init(_ query: HazardQuery) {
    isCounted =
      query.site == nil && query.item == nil && query.campaign == nil && query.stage == nil
      && query.owner == nil && query.department == nil && query.overdueAt == nil
      && query.isSupervised == nil && query.awaited == nil
    // Numbers, not parameters: an index of only some states is chosen by what is written here.
    if let state = query.state { conditions.append("hazard.state = \(state.rawValue)") }
    if let stage = query.stage { add(stage) }
    if let owner = query.owner { add("rectification.owner = ?", owner) }
    addDuties(of: query)
    if let level = query.level { add("hazard.level = ?", Int64(level.rawValue)) }
    if let grade = query.grade { add("hazard.grade = ?", Int64(grade.rawValue)) }
    if let site = query.site { add("hazard.site_id = (SELECT id FROM site WHERE code = ?)", site) }
    if let item = query.item { add("hazard.item_id IN (SELECT id FROM item WHERE code = ?)", item) }
    if let region = query.region { add("\(Self.regionColumn) IN (\(Self.subtree))", region) }
    if let campaign = query.campaign {
      add(
        """
        EXISTS (SELECT 1 FROM event WHERE event.hazard_id = hazard.id AND event.kind = 0
          AND event.campaign_id = (SELECT id FROM campaign WHERE code = ?))
        """, campaign)
    }
  }

  /// What is asked of who answers for hazards, and until when.
  private mutating func addDuties(of query: HazardQuery) {
    if let department = query.department {
      add(
        """
        COALESCE(NULLIF(rectification.department, ''),
          (SELECT item.department FROM item WHERE item.id = hazard.item_id)) = ?
        """, department)
    }
    if let now = query.overdueAt {
      add("\(ListSchema.pending) AND hazard.due_at < ?", now.milliseconds)
    }
    if let isSupervised = query.isSupervised {
      conditions.append(
        "hazard.id \(isSupervised ? "" : "NOT ")IN (\(Self.supervised))")
    }
    if let awaited = query.awaited {
      add(
        """
        hazard.id IN (SELECT hazard_id FROM department_call WHERE checked_in_at IS NULL AND department = ?)
        """, awaited)
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

  /// Counts what matches; to be asked before a cursor is added.
  var count: String {
    isCounted
      ? "SELECT COALESCE(SUM(hazards), 0) FROM hazard_tally AS hazard \(clause)"
      : """
      SELECT COUNT(*) FROM hazard \(asksStanding ? Self.standing : "") \(clause)
      """
  }

  private static let standing = "LEFT JOIN rectification ON rectification.hazard_id = hazard.id"
  private static let supervised = "SELECT hazard_id FROM rectification WHERE supervised_since IS NOT NULL"

  private var asksStanding: Bool { conditions.contains { $0.contains("rectification.") } }

  /// For the usual order. Where much of the ledger matches, walking the hazards in it meets a page of them soon; where little
  /// does, finding all of them by region and sorting is less work. SQLite cannot know which it is.
  mutating func chooseIndex(_ db: Database, matching: Int, limit: Int) throws {
    guard isCounted, let position = conditions.firstIndex(where: { $0.hasPrefix(Self.regionColumn) }) else {
      return
    }
    let all = try Int.fetchOne(db, sql: "SELECT COALESCE(SUM(hazards), 0) FROM hazard_tally") ?? 0
    // A unary plus keeps SQLite from using an index of the column. Walking meets a page after so many hazards.
    let walked = all * limit / max(1, matching)
    if walked < matching { conditions[position] = "+" + conditions[position] }
  }

  private static let regionColumn = "hazard.region_id"

  var clause: String {
    conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
  }

  /// A hazard about which nothing was done is open or closed; its stage stands at 0.
  private mutating func add(_ stage: RectificationState) {
    switch stage {
    case .open: conditions.append("hazard.state = 0 AND hazard.stage = 0")
    case .closed: conditions.append("hazard.state = 1 AND hazard.stage IN (0, 4)")
    default: conditions.append("hazard.stage = \(stage.rawValue) AND \(ListSchema.underWay)")
    }
  }

  private mutating func add(_ condition: String, _ argument: any SQLConvertible) {
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

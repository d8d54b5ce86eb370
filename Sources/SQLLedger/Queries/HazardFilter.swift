import Inspection
import Ledger
import Rectification

/// A hazard query's conditions as SQL.
struct HazardFilter {
  /// A condition that hazards are not counted by.
  struct Narrowing {
    /// On one `hazard`, whichever way that was found.
    var test: SQLText
    /// Row ids of hazards, as `id`: all that can pass the test, and maybe others. They come by an index, one after the
    /// other, so that whoever wants some need not wait for all. Nil where there are always many.
    var candidates: SQLText?
    /// How many those are, where that is counted already.
    var size: SQLText?
  }

  /// On what hazards are counted by, beside the region: state, stage, level and grade.
  private(set) var kinds: [SQLText] = []
  private(set) var region: String?
  private(set) var narrowings: [Narrowing] = []
  private let isOverdue: Bool
  let hasItem: Bool

  init(_ query: HazardQuery) {
    region = query.region
    isOverdue = query.overdueAt != nil
    hasItem = query.item != nil
    if let state = query.state { kinds.append("hazard.state = \(state.rawValue)") }
    if let stage = query.stage { kinds.append(Self.condition(on: stage)) }
    if let level = query.level { kinds.append("hazard.level = \(level.rawValue)") }
    if let grade = query.grade { kinds.append("hazard.grade = \(grade.rawValue)") }
    if query.overdueAt != nil { kinds.append(ListSchema.pending) }
    narrowings = [
      query.site.map(Narrowing.site), query.item.map(Narrowing.item), query.campaign.map(Narrowing.campaign),
      query.owner.map(Narrowing.owner), query.department.map(Narrowing.department),
      query.overdueAt.map(Narrowing.overdue), query.isSupervised.map(Narrowing.supervised),
      query.awaited.map(Narrowing.awaited),
    ].compactMap(\.self)
  }

  /// A hazard about which nothing was done is open or closed; its stage stands at 0.
  private static func condition(on stage: RectificationState) -> SQLText {
    switch stage {
    case .open: "hazard.state = 0 AND hazard.stage = 0"
    case .closed: "hazard.state = 1 AND hazard.stage IN (0, 4)"
    default: "hazard.stage = \(stage.rawValue)"
    }
  }

  /// That a hazard lies in the region that is asked for.
  var place: SQLText? { region.map { "hazard.region_id IN (\(Self.subtree(of: $0)))" } }

  /// On one hazard.
  var test: SQLText { .all(kinds + [place].compactMap(\.self) + narrowings.map(\.test)) }

  /// Counts what is overdue by indexes of the deadlines that run, where nothing else is asked that they do not hold.
  var overdue: SQLText? {
    guard narrowings.count == 1, isOverdue else { return nil }
    return
      "SELECT COUNT(*) FROM hazard INDEXED BY \(region == nil ? "hazard_overdue" : "hazard_pending") WHERE \(test)"
  }

  private static func subtree(of region: String) -> SQLText {
    let parts = subtree.split(separator: "?", omittingEmptySubsequences: false).map(String.init)
    return "\(parts[0])\(value: region)\(parts.dropFirst().joined())"
  }

  /// A region's row id and those of everything below it.
  static let subtree = """
    WITH RECURSIVE below (id) AS (
      SELECT id FROM region WHERE code = ?
      UNION SELECT region.id FROM region JOIN below ON region.parent_id = below.id
    ) SELECT id FROM below
    """
}

extension HazardFilter.Narrowing {
  fileprivate static func site(_ code: String) -> Self {
    let test: SQLText = "hazard.site_id = (SELECT id FROM site WHERE code = \(value: code))"
    return Self(test: test, candidates: "SELECT id FROM hazard WHERE \(test)")
  }

  fileprivate static func item(_ code: String) -> Self {
    let test: SQLText = "hazard.item_id IN (SELECT id FROM item WHERE code = \(value: code))"
    return Self(
      test: test, candidates: "SELECT id FROM hazard WHERE \(test)",
      size: """
        SELECT SUM(hazards) FROM item_tally WHERE item_id IN (SELECT id FROM item WHERE code = \(value: code))
        """)
  }

  /// An acceptance in the record has its finding's campaign, so that findings need not be told apart from them.
  fileprivate static func campaign(_ code: String) -> Self {
    let campaign: SQLText = "campaign_id = (SELECT id FROM campaign WHERE code = \(value: code))"
    return Self(
      test: "EXISTS (SELECT 1 FROM event WHERE event.hazard_id = hazard.id AND \(campaign))",
      candidates: "SELECT hazard_id AS id FROM event WHERE \(campaign)",
      size: "SELECT SUM(\"fail\") FROM campaign_item WHERE \(campaign)")
  }

  fileprivate static func owner(_ name: String) -> Self { standing("owner = \(value: name)") }

  fileprivate static func department(_ name: String) -> Self {
    Self(
      test: """
        COALESCE((SELECT NULLIF(department, '') FROM rectification WHERE hazard_id = hazard.id),
          (SELECT department FROM item WHERE item.id = hazard.item_id)) = \(value: name)
        """,
      candidates: """
        SELECT hazard_id AS id FROM rectification WHERE department = \(value: name) AND department <> ''
        UNION ALL SELECT hazard.id FROM item JOIN hazard ON hazard.item_id = item.id
        WHERE item.department = \(value: name)
        """)
  }

  /// That its deadline has passed; that it is pending is among the kinds.
  fileprivate static func overdue(at time: Timestamp) -> Self {
    Self(
      test: "hazard.due_at < \(value: time.milliseconds)",
      candidates: """
        SELECT id FROM hazard INDEXED BY hazard_overdue WHERE \(ListSchema.pending) AND due_at < \(value: time.milliseconds)
        """)
  }

  fileprivate static func supervised(_ isSupervised: Bool) -> Self {
    let supervised = standing("supervised_since IS NOT NULL")
    return isSupervised ? supervised : Self(test: "NOT \(supervised.test)")
  }

  fileprivate static func awaited(_ department: String) -> Self {
    let call: SQLText = "checked_in_at IS NULL AND department = \(value: department)"
    return Self(
      test: "EXISTS (SELECT 1 FROM department_call WHERE hazard_id = hazard.id AND \(call))",
      candidates: "SELECT hazard_id AS id FROM department_call WHERE \(call)")
  }

  private static func standing(_ condition: SQLText) -> Self {
    Self(
      test: "EXISTS (SELECT 1 FROM rectification WHERE hazard_id = hazard.id AND \(condition))",
      candidates: "SELECT hazard_id AS id FROM rectification WHERE \(condition)")
  }
}

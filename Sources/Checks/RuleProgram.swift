import Inspection

/// What a rule may ask besides the observation that it is about.
protocol RuleFacts {
  var day: CivilDate { get }
  var siteType: String { get }

  /// What is known of another item.
  mutating func reference(to item: Int) throws(TaskChecker.Misfit) -> ReferencedItem
}

/// What is known of an item that a rule asks.
enum ReferencedItem {
  case observed(ObservationValue)
  /// It does not apply at this site.
  case notApplicable
  case notObserved
}

/// A combined rule as a flat table: each row names the rows of its parts, which come after it.
///
/// Deciding walks each row once at most, so it ends; a rule that depends on something that was not observed may
/// still be decided by its other parts (Kleene's three-valued logic).
struct RuleProgram: Sendable {
  private(set) var rows: [Row] = []

  struct Row: Sendable {
    /// What it says, for the reason.
    var rule: Rule
    /// What the observation is that it is about.
    var observes: Observable
    var test: Test
    /// The rows of its parts.
    var parts: Range<Int> = 0..<0
  }

  enum Test: Sendable {
    case value(CompiledRequirement)
    /// So many of the parts must hold.
    case atLeast(Int)
    case not
    /// The only part is about that item.
    case item(Int)
    case site([String])
  }

  /// - Throws: for a pattern that cannot be compiled, and for an item that is not there.
  init(_ rule: Rule, observing observes: Observable, among items: ItemIndex) throws {
    var open = [(rule, observes)]
    // Breadth first, so that the parts of a row stand together.
    var next = 0
    while next < open.count {
      let (rule, observes) = open[next]
      next += 1
      var row = Row(rule: rule, observes: observes, test: .not, parts: open.count..<open.count)
      var partObserves = observes
      switch rule {
      case .all(let rules): row.test = .atLeast(rules.count)
      case .any: row.test = .atLeast(1)
      case .atLeast(let count, _): row.test = .atLeast(count)
      case .not: row.test = .not
      case .site(let types): row.test = .site(types)
      case .item(let id, _):
        guard let (item, observable) = items[id] else {
          throw RequirementSyntax.Failure(description: "there is no item \"\(id)\"")
        }
        row.test = .item(item)
        partObserves = observable
      default: row.test = .value(try CompiledRequirement(rule, observing: observes, among: items))
      }
      if case .value = row.test {} else { open += rule.parts.map { ($0, partObserves) } }
      row.parts = row.parts.lowerBound..<open.count
      rows.append(row)
    }
  }

  /// - Parameters:
  ///   - value: what was observed; nil where nothing was, or nothing is to be.
  /// - Returns: nil when it depends on something that was not observed.
  func decide(
    _ value: ObservationValue?, _ facts: inout some RuleFacts, item: @autoclosure () -> String
  ) throws(TaskChecker.Misfit) -> Bool? {
    try decide(row: 0, value, &facts, item())
  }

  func decide(
    row index: Int, _ value: ObservationValue?, _ facts: inout some RuleFacts, _ item: String
  ) throws(TaskChecker.Misfit) -> Bool? {
    let row = rows[index]
    switch row.test {
    case .value(let requirement):
      guard value != nil else { return nil }
      return try requirement.accepts(value, &facts, item: item)
    case .site(let types): return types.contains(facts.siteType)
    case .not: return try decide(row: row.parts.lowerBound, value, &facts, item).map { !$0 }
    case .item(let other):
      switch try facts.reference(to: other) {
      case .observed(let value): return try decide(row: row.parts.lowerBound, value, &facts, item)
      case .notApplicable: return false
      case .notObserved: return nil
      }
    case .atLeast(let needed):
      var (holding, open) = (0, 0)
      for part in row.parts {
        switch try decide(row: part, value, &facts, item) {
        case true: holding += 1
        case nil: open += 1
        default: break
        }
      }
      if holding >= needed { return true }
      return holding + open >= needed ? nil : false
    }
  }
}

/// Finds items by their ids.
struct ItemIndex {
  private let positions: [String: Int]
  private let observables: [Observable]

  init(_ items: [Checklist.Item]) {
    positions = Dictionary(items.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    observables = items.map(\.requirement.observes)
  }

  subscript(id: String) -> (position: Int, observes: Observable)? {
    positions[id].map { ($0, observables[$0]) }
  }
}

import Inspection

/// The items of a task that may still be decided, and what each came to so far.
struct OpenItems {
  private(set) var outcomes: [Int: CheckOutcome]

  /// - Parameter scope: of the task's result.
  init(_ scope: ResultScope) {
    outcomes = Self.open(scope)
  }

  private static func open(_ scope: ResultScope) -> [Int: CheckOutcome] {
    Dictionary(
      scope.exceptions.filter(\.outcome.isOpen).map { ($0.item, $0.outcome) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Takes in what came later. What was in error there stays open.
  mutating func decide(by scope: ResultScope) {
    for position in scope.ranges.joined() { outcomes[position] = nil }
    outcomes.merge(Self.open(scope)) { _, later in later }
  }

  /// As if nobody had decided these.
  mutating func reopen(_ positions: some Sequence<Int>) {
    for position in positions where outcomes[position] == nil { outcomes[position] = .notchecked }
  }

  /// Whether an outcome says more of an item than is known: a second error does not.
  func isNews(_ outcome: CheckOutcome, of position: Int) -> Bool {
    guard let known = outcomes[position], outcome != .notchecked else { return false }
    return outcome != known
  }
}

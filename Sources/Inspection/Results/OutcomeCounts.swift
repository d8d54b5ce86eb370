/// How many checks came to each outcome.
package struct OutcomeCounts: Sendable, Hashable {
  private var counts = Counters<9>()

  package init() {}

  package subscript(outcome: CheckOutcome) -> Int {
    get { counts[Int(outcome.rawValue)] }
    set { counts[Int(outcome.rawValue)] = newValue }
  }

  /// All checks, whatever they came to.
  package var total: Int { counts.sum }

  package static func += (a: inout OutcomeCounts, b: OutcomeCounts) {
    a.counts += b.counts
  }
}

/// How many checks came to each outcome.
package struct OutcomeCounts: Sendable, Hashable {
  private var counts: [Int]

  package init() {
    counts = Array(repeating: 0, count: CheckOutcome.allCases.count)
  }

  package subscript(outcome: CheckOutcome) -> Int {
    get { counts[Int(outcome.rawValue)] }
    set { counts[Int(outcome.rawValue)] = newValue }
  }

  /// All checks, whatever they came to.
  package var total: Int { counts.reduce(0, +) }

  package static func += (a: inout OutcomeCounts, b: OutcomeCounts) {
    for index in a.counts.indices { a.counts[index] += b.counts[index] }
  }
}

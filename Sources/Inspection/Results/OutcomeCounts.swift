/// How many checks came to each outcome.
package struct OutcomeCounts: Sendable, Hashable {
  // A vector, not an array: the ledger adds these up for every result without allocating.
  private var counts = SIMD16<Int64>()

  package init() {}

  package subscript(outcome: CheckOutcome) -> Int {
    get { Int(counts[Int(outcome.rawValue)]) }
    set { counts[Int(outcome.rawValue)] = Int64(newValue) }
  }

  /// All checks, whatever they came to.
  package var total: Int { Int(counts.wrappedSum()) }

  package static func += (a: inout OutcomeCounts, b: OutcomeCounts) {
    a.counts &+= b.counts
  }
}

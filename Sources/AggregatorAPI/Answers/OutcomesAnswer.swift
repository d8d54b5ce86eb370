import Inspection

/// Checks by what they came to: XCCDF's nine words, all of them, also when zero.
struct OutcomesAnswer: Encodable {
  private var counts: [String: Int]

  init(_ counts: OutcomeCounts) {
    self.counts = Dictionary(
      CheckOutcome.allCases.map { ($0.name, counts[$0]) }, uniquingKeysWith: { first, _ in first })
  }

  func encode(to encoder: any Encoder) throws {
    try counts.encode(to: encoder)
  }
}

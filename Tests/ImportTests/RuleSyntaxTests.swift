import Inspection
import TestSupport
import Testing

@Suite("Rules as texts")
struct RuleSyntaxTests {
  private static let options = ["good", "worn (a bit)", "item", "\"quoted\"", "a;b", "all", "é"]

  private static var observables: [Observable] {
    [
      .boolean, .count, .date, .text, .items, .choice(options), .choices(options), .number(nil),
      .numbers(nil),
    ]
      + MeasureUnit.symbols.compactMap { MeasureUnit($0) }.flatMap { [.number($0), .numbers($0)] }
  }

  @Test("what is written is read as it was", arguments: 0..<40 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var random = RandomRule(SeededGenerator(seed: seed))
    let ids = ["A", "two words", "\"x\"", "a(b", "检查", "item"]
    random.others = ids.compactMap { id in
      Self.observables.filter { $0 != .items }.randomElement(using: &random.random).map { (id, $0) }
    }
    let known = Dictionary(
      random.others.map { ($0.id, $0.observes) }, uniquingKeysWith: { first, _ in first })
    for _ in 0..<150 {
      guard let observes = Self.observables.randomElement(using: &random.random) else { continue }
      let rule = random.rule(observes)
      let text = RequirementSyntax.text(of: rule)
      let read = try #require(
        try? RequirementSyntax.parse(text, observing: observes, others: .known { known[$0] }),
        "seed \(seed): \(text)")
      #expect(read == Requirement(observes: observes, rule: rule), "seed \(seed): \(text)")
      // While the other items are not known, the text is found sound as well.
      #expect(throws: Never.self, "seed \(seed): \(text)") {
        try RequirementSyntax.parse(text, observing: observes, others: .pending)
      }
    }
  }
}

import Figures
import Inspection
import TestSupport
import Testing

/// XCCDF 1.2, section 7.3.2.
@Suite struct SiteScoreTests {
  private func item(
    _ id: String, _ section: String, _ outcome: CheckOutcome, weight: Double = 1
  ) -> ScoredItem {
    ScoredItem(id: id, section: section, weight: weight, outcome: outcome)
  }

  @Test func everyModelCountsAsTheSpecificationSays() {
    let score = SiteScore([
      item("a1", "A", .pass, weight: 3), item("a2", "A", .fail, weight: 1),
      item("b1", "B", .fixed, weight: 2), item("b2", "B", .error, weight: 2),
      item("b3", "B", .unknown, weight: 0),
      item("c1", "C", .notapplicable, weight: 9), item("c2", "C", .notchecked),
      item("c3", "C", .informational), item("c4", "C", .notselected),
    ])
    // A comes to 75, B to 50; C has nothing that counts, and is no part of the mean.
    #expect(score.byDefault == 62.5)
    #expect(score.flat == .init(score: 5, maximum: 8))
    // A weight of 0 stays 0; all others are 1.
    #expect(score.flatUnweighted == .init(score: 2, maximum: 4))
    #expect(score.absolute == 0)
    #expect(score.percent(.flat) == 62.5)
    #expect(score.percent(.flatUnweighted) == 50)
    #expect(score.percent(.absolute) == 0)
    #expect(score.items == 5)
  }

  @Test func aSiteWithoutAFaultIsAbsolute() {
    let score = SiteScore([
      item("a", "A", .pass), item("b", "B", .fixed, weight: 7), item("c", "B", .notchecked),
    ])
    #expect(score.absolute == 1)
    #expect(ScoringModel.allCases.map { score.percent($0) } == [100, 100, 100, 100])
  }

  @Test func whatDoesNotCountHasNoScore() {
    let score = SiteScore([item("a", "A", .notchecked), item("b", "B", .notapplicable)])
    #expect(ScoringModel.allCases.allSatisfy { score.percent($0) == nil })
    let weightless = SiteScore([item("a", "A", .fail, weight: 0)])
    #expect(weightless.byDefault == nil, "the specification would divide by zero")
    #expect(weightless.percent(.flat) == nil)
  }

  @Test func fixingNeverCostsAnything() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      var items = (0..<12).map { number in
        item(
          "i\(number)", "S\(number % 3)", CheckOutcome.allCases.randomElement(using: &random) ?? .pass,
          weight: Double(Int.random(in: 0...4, using: &random)))
      }
      guard let failed = items.firstIndex(where: { $0.outcome == .fail }) else { continue }
      let before = SiteScore(items)
      items[failed].outcome = .fixed
      let after = SiteScore(items)
      for model in ScoringModel.allCases {
        let (x, y) = (before.percent(model) ?? 0, after.percent(model) ?? 0)
        #expect(y >= x - 1e-9, "\(model)")
        #expect((0...100.000_001).contains(y))
      }
    }
  }

  @Test func aRegionsMeanCountsEverySiteAlike() {
    var region = RegionScore()
    region.add(SiteScore([item("a", "A", .pass), item("b", "A", .fail)]))
    region.add(SiteScore([item("a", "A", .pass)]))
    region.add(SiteScore([item("a", "A", .notchecked)]))
    #expect(region.mean(.flat) == 75)
    #expect(region.scored(.flat) == 2)
    #expect(region.flawless == Share(1, of: 2))
    #expect(RegionScore().mean(.byDefault) == nil)
  }
}

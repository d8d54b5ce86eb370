import Figures
import Testing

@Suite struct ShareTests {
  /// 81 of 263 is the example of R. G. Newcombe, Statistics in Medicine 17, 1998.
  @Test(arguments: [
    (Share(0, of: 10), 0.0, 0.277_533), (Share(10, of: 10), 0.722_467, 1.0),
    (Share(81, of: 263), 0.255_289, 0.366_210), (Share(1, of: 1), 0.206_549, 1.0),
  ])
  func theWilsonIntervalIsThatOfTheTextbook(_ share: Share, _ low: Double, _ high: Double) throws {
    let interval = try #require(share.interval)
    #expect(abs(interval.lowerBound - low) < 1e-5, "\(interval)")
    #expect(abs(interval.upperBound - high) < 1e-5, "\(interval)")
  }

  @Test func nothingOfNothingHasNoValue() {
    let share = Share(0, of: 0)
    #expect(share.value == nil)
    #expect(share.interval == nil)
    #expect(!share.isEnough(for: 0))
    #expect(!share.isLevel(with: Share(0, of: 5)))
  }

  @Test func sharesAreComparedExactly() {
    #expect(Share(1, of: 3).isLevel(with: Share(333_333_333_333, of: 999_999_999_999)))
    #expect(!Share(1, of: 3).isLevel(with: Share(333_333_333_333, of: 1_000_000_000_000)))
  }

  @Test func equalOnesShareARank() {
    let places = [9, 7, 7, 3, 1, 1, 1, 0]
    let ranks = Ranking.ranks(places, counts: { $0 != 3 }, isLevel: ==)
    #expect(ranks == [1, 2, 2, nil, 4, 4, 4, 7])
  }

  @Test func percentilesAreValuesThatOccur() {
    #expect(Percentile.of(50, sorted: []) == nil)
    #expect(Percentile.of(50, sorted: [4]) == 4)
    #expect(Percentile.of(50, sorted: [1, 2, 3, 4]) == 2)
    #expect(Percentile.of(90, sorted: Array(1...10)) == 9)
    #expect(Percentile.of(90, sorted: Array(1...11)) == 10)
    #expect(Percentile.of(100, sorted: Array(1...11)) == 11)
  }

  @Test func luckRunsOut() throws {
    let chance = try #require(PassRun.chance(of: 100, failing: Share(1, of: 10)))
    #expect(abs(chance - 2.656_139_888_758_747e-5) < 1e-15)
    #expect(PassRun.chance(of: 100, failing: Share(0, of: 0)) == nil)
  }
}

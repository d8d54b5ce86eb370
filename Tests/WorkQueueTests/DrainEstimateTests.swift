import Testing
import WorkQueue

@Suite struct DrainEstimateTests {
  @Test func whatWaitsIsDividedByThePaceOfTheWork() {
    var estimate = DrainEstimate()
    #expect(estimate.observe(waiting: 10_000, done: 0, after: 0) == nil)
    #expect(estimate.observe(waiting: 9_000, done: 1_000, after: 5) == 45)
    #expect(estimate.observe(waiting: 8_000, done: 1_000, after: 5) == 40)
    #expect(estimate.observe(waiting: 0, done: 8_000, after: 60) == 0)
  }

  @Test func idleTimeIsNoSlowness() {
    var estimate = DrainEstimate()
    _ = estimate.observe(waiting: 1_000, done: 0, after: 0)
    _ = estimate.observe(waiting: 500, done: 500, after: 5)
    // Through within the sample: not slower than it was.
    #expect(estimate.observe(waiting: 0, done: 10, after: 5) == 0)
    for _ in 1...100 { #expect(estimate.observe(waiting: 0, done: 0, after: 60) == 0) }
    #expect(estimate.observe(waiting: 200, done: 0, after: 60) == 2)
  }

  @Test func aPaceThatFallsMakesItLonger() {
    var estimate = DrainEstimate()
    _ = estimate.observe(waiting: 1_000, done: 0, after: 0)
    var last = estimate.observe(waiting: 900, done: 100, after: 5) ?? 0
    #expect(last == 45)
    for _ in 1...20_000 {
      let next = estimate.observe(waiting: 900, done: 0, after: 5) ?? 0
      #expect(next >= last)
      last = next
    }
    // Standing still has an end, too, of some sort.
    #expect(last == 90_000)
  }
}

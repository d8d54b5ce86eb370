import Planning
import TestSupport
import Testing

@Suite struct CapacityTests {
  @Test func costsAddUp() {
    let load = CapacityLoad(checksPerDay: 1_000_000, checksPerTask: 50, hazardShare: 0.1)
    var costs = CapacityCosts.plain
    (costs.workerTask, costs.workerCheck, costs.workerHazard) = (10, 1, 2)
    (costs.ledgerResult, costs.ledgerHazard) = (20, 30)
    #expect(load.tasks == 20_000)
    #expect(abs(costs.workerSeconds(load) - 1.4) < 1e-9)
    #expect(abs(costs.ledgerSeconds(load) - 3.4) < 1e-9)
  }

  /// Half a sine over 10 hours is at its peak pi / 2 times as much as in the mean: what comes above a server's rate waits.
  @Test func waitsAreThoseOfTheCurve() {
    let load = CapacityLoad(checksPerDay: 1, hours: 10, wait: 10_000)
    var costs = CapacityCosts.plain
    (costs.workerTask, costs.workerHazard, costs.ledgerResult, costs.ledgerHazard) = (0, 0, 0, 0)
    costs.workerCheck = 36_000 * 0.7 * 1e6
    let plan = CapacityPlan(load, costs)
    #expect(plan.workerProcessors == 1)
    let expected = Self.wait(peak: 0.7 * .pi / 2, minutes: 600)
    #expect(abs(plan.longestWait - expected) < 0.5, "\(plan.longestWait), \(expected)")
  }

  /// What comes above the rate between the two moments at which the curve crosses it, in minutes of work.
  private static func wait(peak: Double, minutes: Double) -> Double {
    var sum = 0.0
    let steps = 100_000
    for step in 0..<steps {
      let angle = Double.pi * (Double(step) + 0.5) / Double(steps)
      sum += max(0, peak * sine(angle) - 1) * minutes / Double(steps)
    }
    return sum
  }

  private static func sine(_ angle: Double) -> Double {
    var (term, sum) = (angle, angle)
    for n in 1..<12 {
      term *= -angle * angle / Double(2 * n * (2 * n + 1))
      sum += term
    }
    return sum
  }

  @Test func moreWorkNeedsNoLess() {
    var last = CapacityPlan(CapacityLoad(checksPerDay: 1_000), .rich)
    #expect(last.workers == 2 && last.ledgers == 1 && last.bulkPartitions == 24)
    for power in 4...13 {
      let checks = (0..<power).reduce(1.0) { value, _ in value * 10 }
      let plan = CapacityPlan(CapacityLoad(checksPerDay: checks), .rich)
      #expect(plan.workerProcessors >= last.workerProcessors && plan.ledgers >= last.ledgers)
      #expect(plan.bulkPartitions >= 2 * plan.workers && plan.bulkPartitions % 12 == 0)
      #expect(plan.longestWait <= 15 && plan.longestLedgerWait <= 15)
      last = plan
    }
    #expect(last.workers > 2 && last.ledgers > 1)
  }

  @Test func lessPatienceNeedsMore() {
    let patient = CapacityPlan(CapacityLoad(checksPerDay: 1e12, wait: 240), .rich)
    let hasty = CapacityPlan(CapacityLoad(checksPerDay: 1e12, wait: 1), .rich)
    #expect(hasty.workerProcessors > patient.workerProcessors)
    #expect(hasty.longestWait <= 1)
  }

  @Test func thePageShowsWhatTheSimulatorSays() throws {
    let part = try GeneratedDocument("capacity.md", part: "examples")
    #expect(try part.expected(CapacityExamples.markdown) == part.text)
  }
}

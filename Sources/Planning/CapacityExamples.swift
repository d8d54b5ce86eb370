/// The loads that `docs/capacity.md` shows.
package enum CapacityExamples {
  private static let loads: [(String, CapacityLoad, CapacityCosts)] = [
    (
      "a city: 195,000 grids, 500 items each, once a month",
      CapacityLoad(checksPerDay: 195_000 * 500 / 22, checksPerTask: 250, hazardShare: 0.02), .rich
    ),
    (
      "a city in one day: 195,000 grids, 500 items each",
      CapacityLoad(checksPerDay: 195_000 * 500, checksPerTask: 250, hazardShare: 0.02), .rich
    ),
    (
      "a province: 30 million items a day",
      CapacityLoad(checksPerDay: 30_000_000, checksPerTask: 250, hazardShare: 0.02), .rich
    ),
    (
      "a country: a billion checks a day",
      CapacityLoad(checksPerDay: 1_000_000_000, checksPerTask: 250, hazardShare: 0.02), .rich
    ),
    (
      "the same within one hour",
      CapacityLoad(checksPerDay: 1_000_000_000, checksPerTask: 250, hazardShare: 0.02, hours: 1), .rich
    ),
    (
      "a country, plain checks of which one in a hundred fails",
      CapacityLoad(checksPerDay: 1_000_000_000, checksPerTask: 64, hazardShare: 0.01), .plain
    ),
  ]

  /// As a table in Markdown.
  package static var markdown: String {
    let head = [
      "| load | worker processors | workers | ledgers | aggregators | `tasks.bulk`, `results` | topics, 7 days x 3 | ledgers, a year |",
      "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    let rows = loads.map { name, load, costs in
      let plan = CapacityPlan(load, costs)
      return "| \(name) | \(plan.workerProcessors) | \(plan.workers) | \(plan.ledgers) | \(plan.aggregators) "
        + "| \(plan.bulkPartitions), \(plan.resultPartitions) | \(gigabytes(plan.topicBytes)) "
        + "| \(gigabytes(plan.ledgerBytes)) |"
    }
    return (head + rows).joined(separator: "\n")
  }

  private static func gigabytes(_ bytes: Double) -> String { "\(Int((bytes / 1e9).rounded(.up))) GB" }
}

/// The work of a day, as it comes to a fleet.
package struct CapacityLoad: Sendable, Hashable {
  package var checksPerDay: Double
  package var checksPerTask: Double
  /// Share of the checks that find a hazard, 0 to 1.
  package var hazardShare: Double
  /// Within so many hours of a day the work comes, least at their beginning and end, most in their middle.
  package var hours: Double
  /// Minutes that a task may wait at most, for the workers and again for the ledger.
  package var wait: Double

  package init(
    checksPerDay: Double, checksPerTask: Double = 64, hazardShare: Double = 0.02, hours: Double = 10,
    wait: Double = 15
  ) {
    self.checksPerDay = checksPerDay
    self.checksPerTask = checksPerTask
    self.hazardShare = hazardShare
    self.hours = hours
    self.wait = wait
  }

  package var tasks: Double { checksPerDay / checksPerTask }
  package var hazards: Double { checksPerDay * hazardShare }
}

/// What the programs use for it: microseconds of one processor, and bytes. Linear, since all work is done record by record.
package struct CapacityCosts: Sendable, Hashable {
  package var workerTask: Double
  package var workerCheck: Double
  package var workerHazard: Double
  package var ledgerResult: Double
  package var ledgerHazard: Double
  /// Bytes of records, before compression.
  package var taskBytes: Double
  package var checkBytes: Double
  package var resultBytes: Double
  package var resultCheckBytes: Double
  package var findingBytes: Double
  /// Bytes of the ledger's file, its log among them.
  package var ledgerResultBytes: Double
  package var ledgerCheckBytes: Double
  package var ledgerHazardBytes: Double

  /// Yes-or-no questions and numbers in a range, all of them observed: `docs/capacity.md` says how it was measured.
  package static let plain = CapacityCosts(
    workerTask: 2, workerCheck: 0.02, workerHazard: 0.8, ledgerResult: 7, ledgerHazard: 15, taskBytes: 69,
    checkBytes: 5, resultBytes: 75, resultCheckBytes: 0, findingBytes: 43, ledgerResultBytes: 312,
    ledgerCheckBytes: 0, ledgerHazardBytes: 391)

  /// Items of all kinds, with texts, dates and evidence, many of which were not looked at and say so in the results.
  package static let rich = CapacityCosts(
    workerTask: 2, workerCheck: 0.25, workerHazard: 0.8, ledgerResult: 20, ledgerHazard: 16, taskBytes: 69,
    checkBytes: 9.2, resultBytes: 75, resultCheckBytes: 13.7, findingBytes: 43, ledgerResultBytes: 312,
    ledgerCheckBytes: 16, ledgerHazardBytes: 391)

  /// By their names, for those who have measured their own.
  package static let names: [(name: String, path: any WritableKeyPath<CapacityCosts, Double> & Sendable)] = [
    ("worker-task", \.workerTask), ("worker-check", \.workerCheck), ("worker-hazard", \.workerHazard),
    ("ledger-result", \.ledgerResult), ("ledger-hazard", \.ledgerHazard), ("task-bytes", \.taskBytes),
    ("check-bytes", \.checkBytes), ("result-bytes", \.resultBytes),
    ("result-check-bytes", \.resultCheckBytes),
    ("finding-bytes", \.findingBytes), ("ledger-result-bytes", \.ledgerResultBytes),
    ("ledger-check-bytes", \.ledgerCheckBytes), ("ledger-hazard-bytes", \.ledgerHazardBytes),
  ]

  /// Seconds of a processor that the workers use for a load.
  package func workerSeconds(_ load: CapacityLoad) -> Double {
    (load.tasks * workerTask + load.checksPerDay * workerCheck + load.hazards * workerHazard) / 1e6
  }

  /// Seconds of a processor that the aggregator uses for a load.
  package func ledgerSeconds(_ load: CapacityLoad) -> Double {
    (load.tasks * ledgerResult + load.hazards * ledgerHazard) / 1e6
  }

  package func ledgerBytes(_ load: CapacityLoad) -> Double {
    load.tasks * ledgerResultBytes + load.checksPerDay * ledgerCheckBytes + load.hazards * ledgerHazardBytes
  }

  /// Of tasks and results together.
  package func topicBytes(_ load: CapacityLoad) -> Double {
    load.tasks * (taskBytes + resultBytes) + load.checksPerDay * (checkBytes + resultCheckBytes)
      + load.hazards * findingBytes
  }
}

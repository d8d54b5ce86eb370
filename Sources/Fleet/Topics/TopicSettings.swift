/// How a fleet's topics are named and created.
package struct TopicSettings: Sendable, Hashable {
  /// Stands before every topic and group, so that several fleets can share a cluster.
  package var prefix = "hazardfleet"
  package var replicationFactor = 1
  package var minInsyncReplicas = 1
  /// By role, where it differs from `defaultPartitions`.
  package var partitions: [String: Int] = [:]
  /// In the order in which a failing task passes through them.
  package var retryTiers = RetryTier.standard

  package init() {}

  /// Partitions by role. Concurrency comes from the slots inside a worker, so that these bound the number of
  /// workers and aggregators only.
  package static let defaultPartitions: [String: Int] = [
    "tasks.urgent": 6, "tasks.bulk": 24, "tasks.long": 6, "tasks.retry": 6, "tasks.newer": 6, "results": 24,
    "dlq": 3,
    "control": 1,
    "registers": 1, "events": 6,
  ]

  /// Topics whose records are ordered, so that they always have one partition.
  package static let ordered: Set<String> = ["control", "registers"]

  package func partitions(of role: String) -> Int {
    partitions[role] ?? Self.defaultPartitions[role] ?? 1
  }

  package var workerGroup: String { "\(prefix).workers" }
  package var aggregatorGroup: String { "\(prefix).aggregators" }
}

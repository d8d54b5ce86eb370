package import Inspection
package import Kafka
import Wire

/// The topics of one fleet, by role.
package struct TopicLayout: Sendable, Hashable {
  package var settings: TopicSettings

  package init(_ settings: TopicSettings) {
    self.settings = settings
  }

  package func tasks(_ lane: Lane) -> String { name("tasks.\(lane.name)") }
  package func retry(_ tier: RetryTier) -> String { name("tasks.retry.\(tier.name)") }
  /// Where workers put tasks of a later wire version, which they do not understand; workers of that release take them
  /// from there.
  package var newerTasks: String { tasksOfVersion(WireVersion.current + 1) }
  /// Where workers of earlier releases put the tasks that this one understands; nil for the first version.
  package var handedUp: String? { WireVersion.current > 1 ? tasksOfVersion(WireVersion.current) : nil }
  /// Every topic that workers take tasks from.
  package var taskTopics: [String] {
    Lane.allCases.map { tasks($0) } + settings.retryTiers.map { retry($0) } + (handedUp.map { [$0] } ?? [])
  }
  package var results: String { name("results") }
  package var control: String { name("control") }
  package var registers: String { name("registers") }
  package var deadLetters: String { name("dlq") }
  /// What happened to hazards, for other systems.
  package var events: String { name("events") }

  /// Every topic of the fleet with the form that it is created in.
  package var specifications: [TopicSpecification] {
    let lanes = Lane.allCases.map { lane in
      TopicSpecification(
        name: tasks(lane), partitions: settings.partitions(of: "tasks.\(lane.name)"),
        replicationFactor: settings.replicationFactor, config: durable)
    }
    let tiers = settings.retryTiers.map { tier in
      TopicSpecification(
        name: retry(tier), partitions: settings.partitions(of: "tasks.retry"),
        replicationFactor: settings.replicationFactor, config: durable)
    }
    let versions = [newerTasks, handedUp].compactMap(\.self).map { name in
      TopicSpecification(
        name: name, partitions: settings.partitions(of: "tasks.newer"),
        replicationFactor: settings.replicationFactor, config: durable)
    }
    return lanes + tiers + versions + [
      specification("results", durable), specification("control", compacted),
      specification("registers", compacted), specification("dlq", durable),
      specification("events", durable),
    ]
  }

  /// - Throws: `ValidationErrors` when a topic whose records are ordered has more than one partition.
  package func requireUsable(_ created: [String: TopicCreation]) throws {
    var log = IssueLog()
    for topic in [control, registers] {
      guard case .existedWithPartitions(let count)? = created[topic] else { continue }
      log.report(
        .init(file: topic), field: "partitions",
        "has \(count) partitions, but must have 1, since its records are ordered: delete it, or use another prefix"
      )
    }
    try log.throwIfAny()
  }

  private var durable: [String: String] {
    ["min.insync.replicas": String(settings.minInsyncReplicas)]
  }

  private var compacted: [String: String] {
    durable.merging(["cleanup.policy": "compact"]) { _, new in new }
  }

  private func specification(_ role: String, _ config: [String: String]) -> TopicSpecification {
    TopicSpecification(
      name: name(role), partitions: settings.partitions(of: role),
      replicationFactor: settings.replicationFactor, config: config)
  }

  private func tasksOfVersion(_ version: UInt32) -> String { name("tasks.v\(version)") }

  private func name(_ role: String) -> String { "\(settings.prefix).\(role)" }
}

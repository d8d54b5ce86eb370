/// Limits and times of a consumer.
package struct ConsumerOptions: Sendable {
  /// Of every topic that `topics` does not name. Each has this credit for itself.
  package var defaults = TopicOptions()
  /// By the topic's name.
  package var topics: [String: TopicOptions] = [:]
  /// How often low watermarks are committed.
  package var commitInterval: Duration = .seconds(1)
  /// How long a revocation waits for records in flight to be completed.
  package var revokeDeadline: Duration = .seconds(5)

  package init() {}

  /// What holds for a topic.
  package func options(of topic: String) -> TopicOptions { topics[topic] ?? defaults }
}

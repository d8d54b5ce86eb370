package import Kafka

/// Where a fleet's messages travel: the cluster and the topics on it.
package struct FleetConfiguration: Sendable {
  package var kafka: KafkaConfiguration
  package var topics: TopicLayout
  /// Consumer group of the workers.
  package var workerGroup: String { topics.settings.workerGroup }
  /// Consumer group of the aggregators.
  package var aggregatorGroup: String { topics.settings.aggregatorGroup }

  package init(kafka: KafkaConfiguration, topics: TopicLayout) {
    self.kafka = kafka
    self.topics = topics
  }
}

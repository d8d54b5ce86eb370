/// How to reach a Kafka cluster, and librdkafka's settings by its own names.
package struct KafkaConfiguration: Sendable, Equatable {
  /// `host:port` of some brokers.
  package var bootstrapServers: [String]

  /// librdkafka's settings, passed on as they are; they override this module's defaults.
  ///
  /// TLS and SASL are configured here. An unknown name or value is reported as a ``KafkaError`` that names
  /// the property when a client is created.
  package var settings: [String: String]

  package init(bootstrapServers: [String], settings: [String: String] = [:]) {
    self.bootstrapServers = bootstrapServers
    self.settings = settings
  }

  /// This configuration with more settings, which win over the present ones.
  package func adding(_ settings: [String: String]) -> KafkaConfiguration {
    var copy = self
    copy.settings.merge(settings) { _, new in new }
    return copy
  }
}

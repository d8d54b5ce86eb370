import Fleet
import Kafka
import Logging

extension FleetConfiguration {
  /// Lends a producer and closes it however `body` ends.
  func withProducer<T>(logger: Logger, _ body: (ReliableProducer) async throws -> T) async throws -> T {
    let producer = try ReliableProducer(configuration: kafka, logger: logger)
    do {
      let value = try await body(producer)
      await producer.close(deadline: .seconds(10))
      return value
    } catch {
      await producer.close(deadline: .seconds(10))
      throw error
    }
  }
}

extension TopicLayout {
  /// Creates the topics that are missing.
  ///
  /// - Throws: `KafkaError`; `ValidationErrors` for topics that exist in an unusable form.
  @discardableResult
  func prepare(_ admin: KafkaAdmin) async throws -> [String: TopicCreation] {
    let created = try await admin.createTopics(specifications)
    try requireUsable(created)
    return created
  }
}

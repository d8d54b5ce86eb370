import Kafka
package import Logging
package import Wire

/// Reads the whole control topic, and follows it.
package struct ControlReader: Sendable {
  private let consumer: KafkaConsumer
  private let logger: Logger

  /// - Throws: `KafkaError` when the client cannot be made.
  package init(configuration: FleetConfiguration, logger: Logger) throws {
    self.logger = logger
    let partition = TopicPartition(topic: configuration.topics.control, partition: 0)
    consumer = try KafkaConsumer(
      configuration: configuration.kafka, assigning: [partition: .beginning], logger: logger)
  }

  /// Hands on every record until the task is cancelled. One that cannot be read is logged and passed over.
  package func follow(_ body: (_ record: ControlRecord, _ key: String) async throws -> Void) async throws {
    for try await batch in consumer.batches {
      for index in batch.indices {
        guard let value = batch.value(at: index) else { continue }
        do {
          let key = String(decoding: batch.key(at: index) ?? [], as: UTF8.self)
          let record = try value.withUnsafeBytes { try ControlRecord(decoding: $0, key: key) }
          try await body(record, key)
        } catch let error as WireError {
          logger.error("a control record cannot be read", metadata: ["error": "\(error)"])
        }
      }
      consumer.complete(batch)
    }
  }

  /// Waits until `follow` has handed on all that the topic held when this was called.
  package func caughtUp(deadline: Duration) async throws {
    try await consumer.caughtUp(deadline: deadline)
  }

  package func close() async {
    await consumer.close(deadline: .seconds(5))
  }

  /// The state of the topic as of now.
  package static func snapshot(
    configuration: FleetConfiguration, logger: Logger, deadline: Duration = .seconds(60)
  ) async throws -> ControlState {
    let reader = try ControlReader(configuration: configuration, logger: logger)
    let following = Task {
      var state = ControlState()
      try await reader.follow { record, key in
        state.apply(record, checklistDigest: ControlKey.checklistDigest(key))
      }
      return state
    }
    do {
      try await reader.caughtUp(deadline: deadline)
    } catch {
      following.cancel()
      await reader.close()
      throw error
    }
    await reader.close()
    return try await following.value
  }
}

/// Keys of control records.
package enum ControlKey {
  /// - Returns: nil for the key of another record.
  package static func checklistDigest(_ key: String) -> String? {
    key.hasPrefix("checklist/") ? String(key.dropFirst("checklist/".count)) : nil
  }
}

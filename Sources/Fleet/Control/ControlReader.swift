import Kafka
package import Logging
package import Wire

/// Reads the whole control topic, and follows it.
package struct ControlReader: Sendable {
  private let consumer: KafkaConsumer
  private let logger: Logger

  /// - Parameter next: the offset to begin at; nil for the topic's beginning.
  /// - Throws: `KafkaError` when the client cannot be made.
  package init(configuration: FleetConfiguration, from next: Int64? = nil, logger: Logger) throws {
    self.logger = logger
    let partition = TopicPartition(topic: configuration.topics.control, partition: 0)
    consumer = try KafkaConsumer(
      configuration: configuration.kafka, assigning: [partition: next.map { .offset($0) } ?? .beginning],
      logger: logger)
  }

  /// Hands on every record until the task is cancelled. One that cannot be read is logged and passed over.
  package func follow(_ body: (_ record: ControlRecord, _ key: String) async throws -> Void) async throws {
    try await follow(body, read: { _ in })
  }

  /// - Parameter read: hears the next offset after each batch.
  private func follow(
    _ body: (_ record: ControlRecord, _ key: String) async throws -> Void, read: (_ next: Int64) -> Void
  ) async throws {
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
      read(batch.lastOffset + 1)
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
    try await catchUp(ControlView(), configuration: configuration, logger: logger, deadline: deadline).state
  }

  /// The state of the topic as of now, reading only what came since an earlier look.
  package static func catchUp(
    _ earlier: ControlView, configuration: FleetConfiguration, logger: Logger,
    deadline: Duration = .seconds(60)
  ) async throws -> ControlView {
    let reader = try ControlReader(configuration: configuration, from: earlier.next, logger: logger)
    let following = Task {
      var view = earlier
      try await reader.follow(
        { view.state.apply($0, checklistDigest: ControlKey.checklistDigest($1)) }, read: { view.next = $0 })
      return view
    }
    do {
      try await reader.caughtUp(deadline: deadline)
    } catch {
      following.cancel()
      await reader.close()
      // A reader that was refused only seems closed to who waits for its end.
      if case .failure(let cause as KafkaError) = await following.result, cause.isAuthorization {
        throw cause
      }
      throw error
    }
    await reader.close()
    return try await following.value
  }
}

/// The control topic as it was at some moment.
package struct ControlView: Sendable {
  package fileprivate(set) var state = ControlState()
  /// Nil before anything was read.
  fileprivate var next: Int64?

  package init() {}
}

/// Keys of control records.
package enum ControlKey {
  /// - Returns: nil for the key of another record.
  package static func checklistDigest(_ key: String) -> String? {
    key.hasPrefix("checklist/") ? String(key.dropFirst("checklist/".count)) : nil
  }
}

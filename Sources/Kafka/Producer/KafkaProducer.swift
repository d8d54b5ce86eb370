import CRdKafka
package import Logging
import Synchronization

/// Sends batches of records and says which of them the broker acknowledged.
///
/// ```swift
/// var batch = OutgoingBatch()
/// batch.append(key: key, value: value)
/// try await producer.send(batch, to: "results")   // returns when every record is acknowledged
/// ```
///
/// Many sends may run at the same time; records of one send keep their order per partition.
package final class KafkaProducer: Sendable {
  private struct State {
    var client: ClientHandle?
    var topics: [String: TopicHandle] = [:]
  }

  private let state: Mutex<State>
  private let destroyed: Gate
  private let shared: ProducerShared
  private let deliveries: DeliveryLoop
  private let calls = BlockingCalls(label: "kafka-producer-calls")
  private let logger: Logger

  /// Creates a producer. It connects by itself; use ``KafkaAdmin/checkReachable(deadline:)`` to know whether
  /// it can.
  package init(configuration: KafkaConfiguration, logger: Logger) throws {
    let client = try ClientHandle(
      role: .producer, configuration: configuration,
      events: RD_KAFKA_EVENT_DR | RD_KAFKA_EVENT_ERROR | RD_KAFKA_EVENT_STATS, logger: logger)
    shared = ProducerShared()
    deliveries = try DeliveryLoop(client: client, shared: shared, logger: logger)
    deliveries.start()
    destroyed = client.destroyed
    state = Mutex(State(client: client))
    self.logger = logger
  }

  deinit {
    shared.close()
    deliveries.stop(at: .now)
  }

  /// Records that were enqueued, or are about to be, and are neither acknowledged nor failed.
  package var unacknowledgedCount: Int { shared.unsettledCount }

  /// The error that made this producer unusable; a new one must be made then.
  package var fatalError: KafkaError? { shared.fatalError }

  /// Sends records and returns when the broker has acknowledged every one of them.
  ///
  /// While librdkafka's queue is full the task is suspended, and no thread blocked.
  ///
  /// - Throws: ``KafkaSendError`` naming the records that were not acknowledged; `CancellationError` when the
  ///   task is cancelled, after which records already enqueued may still be written.
  package func send(_ batch: OutgoingBatch, to topic: String) async throws {
    guard !batch.isEmpty else { return }
    let handle: TopicHandle
    let slot: UInt32
    do {
      handle = try topicHandle(topic)
      slot = try shared.open(count: batch.count)
    } catch {
      throw KafkaSendError(topic: topic, allOf: batch.count, error)
    }
    let failures: [KafkaSendError.Failure]
    do {
      failures = try await withTaskCancellationHandler {
        try await enqueue(batch, to: handle, slot: slot)
        return try await shared.outcome(of: slot)
      } onCancel: {
        shared.cancel(slot)
      }
    } catch let error as KafkaError {
      throw KafkaSendError(topic: topic, allOf: batch.count, error)
    }
    guard failures.isEmpty else {
      throw KafkaSendError(
        topic: topic, failures: failures.sorted { $0.index < $1.index },
        acknowledged: batch.count - failures.count)
    }
  }

  private func enqueue(_ batch: OutgoingBatch, to topic: TopicHandle, slot: UInt32) async throws {
    var next = 0
    while next < batch.count {
      let generation = shared.generation
      let result = topic.enqueue(batch, from: next, slot: slot)
      next = result.next
      shared.fail(result.failures, in: slot)
      if result.isQueueFull {
        if topic.client.isEmpty {
          // It does not even fit into an empty queue and never will.
          let error = KafkaError(
            code: .queueFull, reason: "larger than queue.buffering.max.kbytes", topic: topic.name,
            isRetriable: false)
          shared.fail([.init(index: next, error: error)], in: slot)
          next += 1
        } else {
          await shared.waitForSpace(slot: slot, after: generation)
        }
      }
      guard shared.isLive(slot) else {
        shared.abandon(slot, unsent: batch.count - next)
        try Task.checkCancellation()
        throw KafkaError(code: .closed, topic: topic.name)
      }
    }
  }

  /// Waits until everything enqueued is acknowledged or failed, without lingering.
  ///
  /// - Returns: Whether it was before the deadline.
  package func flush(deadline: Duration) async throws -> Bool {
    guard let client = state.withLock({ $0.client }) else { throw KafkaError(code: .closed) }
    return try await calls.run(until: .now + deadline) {
      rd_kafka_flush(client.pointer, deadline.milliseconds) == RD_KAFKA_RESP_ERR_NO_ERROR
    }
  }

  /// Refuses new sends, waits for the running ones, and lets go of the client.
  ///
  /// What is not acknowledged by the deadline fails in its `send`.
  ///
  /// - Returns: Whether everything was acknowledged or failed by itself in time.
  @discardableResult
  package func close(deadline: Duration = .seconds(10)) async -> Bool {
    let end = ContinuousClock.now + deadline
    shared.close()
    // Part of the time is kept for purging what cannot be sent.
    let isFlushed = (try? await flush(deadline: deadline - min(.seconds(1), deadline / 4))) ?? true
    state.withLock { state in
      state.topics = [:]
      state.client = nil
    }
    deliveries.stop(at: end)
    let isDestroyed = await destroyed.wait(until: end + .milliseconds(500))
    if !isDestroyed {
      logger.warning("the Kafka producer did not close in time and is left to its thread")
    }
    return isFlushed && isDestroyed
  }

  /// Lets go of a client that has become unusable; what is not acknowledged fails at once.
  func abandon() {
    shared.close()
    state.withLock { state in
      state.topics = [:]
      state.client = nil
    }
    deliveries.stop(at: .now + .seconds(2))
  }

  private func topicHandle(_ name: String) throws(KafkaError) -> TopicHandle {
    let result = state.withLock { state -> Result<TopicHandle, KafkaError> in
      if let handle = state.topics[name] { return .success(handle) }
      guard let client = state.client else { return .failure(KafkaError(code: .closed, topic: name)) }
      return Result { () throws(KafkaError) in
        let handle = try TopicHandle(name, client: client)
        state.topics[name] = handle
        return handle
      }
    }
    return try result.get()
  }
}

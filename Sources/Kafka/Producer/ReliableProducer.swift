package import Logging
import Metrics
import Observability
import Synchronization

/// A producer that outlives the faults of its client: what is not acknowledged is sent again, on a new client where
/// the old one has become unusable.
///
/// ```swift
/// try await producer.send(batch, to: "results")   // returns when every record is acknowledged
/// ```
///
/// A record that is sent again may then lie in its topic twice, and behind later ones of its partition.
package final class ReliableProducer: Sendable {
  private struct State {
    var producer: KafkaProducer
    var rebuilds = 0
    var isClosed = false
  }

  private let configuration: KafkaConfiguration
  private let logger: Logger
  private let state: Mutex<State>
  private let rebuilds = MetricCatalog.producerRebuilds.counter()
  private let resent = MetricCatalog.resentRecords.counter()

  /// How long a command that a person waits for goes on sending while no broker answers.
  package static let commandPatience = Duration.seconds(300)

  /// Creates a producer, which connects by itself.
  ///
  /// - Throws: `KafkaError` for a configuration that cannot be used.
  package init(configuration: KafkaConfiguration, logger: Logger) throws {
    self.configuration = configuration
    self.logger = logger
    state = Mutex(State(producer: try KafkaProducer(configuration: configuration, logger: logger)))
  }

  /// Records handed over to the present client that are neither acknowledged nor failed.
  package var unacknowledgedCount: Int { state.withLock { $0.producer }.unacknowledgedCount }

  /// How often the client had to be replaced.
  package var rebuildCount: Int { state.withLock { $0.rebuilds } }

  /// Sends records and returns when the broker has acknowledged every one of them, however long that takes.
  ///
  /// - Parameter deadline: How long at most; `nil` for without limit. Cancelling the task ends it too.
  /// - Throws: ``KafkaSendError``, which names the records that were not acknowledged: at once when the client may
  ///   not write at all; when the others are acknowledged for records that can never be (too large); after the
  ///   deadline; when the producer is closed. `CancellationError`.
  package func send(_ batch: OutgoingBatch, to topic: String, deadline: Duration? = nil) async throws {
    let sending = SendAttempts(batch, topic: topic)
    guard let deadline else { return try await complete(sending) }
    try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await self.complete(sending)
        return true
      }
      group.addTask {
        try await Task.sleep(for: deadline)
        return false
      }
      defer { group.cancelAll() }
      if try await group.next() == false {
        group.cancelAll()
        // What was acknowledged at the last moment counts as such.
        if (try? await group.next()) == true { return }
        throw sending.error(.init(code: .deadlineExceeded, topic: topic))
      }
    }
  }

  private func complete(_ sending: SendAttempts) async throws {
    var pause = Duration.milliseconds(50)
    while let rest = sending.rest() {
      let producer = try current(for: sending)
      do {
        try await producer.send(rest, to: sending.topic)
        sending.acknowledgedAll()
      } catch let error as KafkaSendError {
        let progress = try sending.take(error)
        if error.isFatal || producer.fatalError != nil { try replace(producer, for: sending) }
        guard let left = sending.rest() else { break }
        resent.increment(by: left.count)
        logger.warning(
          "records are sent again", metadata: ["records": "\(left.count)", "error": "\(error)"])
        pause = progress ? .milliseconds(50) : min(pause * 2, .seconds(2))
        try await Task.sleep(for: pause)
      }
    }
    try sending.throwIfRefused()
  }

  private func current(for sending: SendAttempts) throws -> KafkaProducer {
    guard let producer = state.withLock({ $0.isClosed ? nil : $0.producer }) else {
      throw sending.error(KafkaError(code: .closed, topic: sending.topic))
    }
    return producer
  }

  /// Replaces a client that has become unusable, unless another sender has done so already.
  private func replace(_ failed: KafkaProducer, for sending: SendAttempts) throws {
    let isMine = try state.withLock { state in
      guard state.producer === failed, !state.isClosed else { return false }
      state.producer = try KafkaProducer(configuration: configuration, logger: logger)
      state.rebuilds += 1
      return true
    }
    guard isMine else { return }
    rebuilds.increment()
    logger.error("the producer is rebuilt", metadata: ["error": "\(failed.fatalError?.description ?? "")"])
    failed.abandon()
  }

  /// Waits until everything handed over is acknowledged or failed, without lingering.
  ///
  /// - Returns: Whether it was before the deadline.
  package func flush(deadline: Duration) async throws -> Bool {
    try await state.withLock { $0.producer }.flush(deadline: deadline)
  }

  /// Refuses new sends, waits for the running ones, and lets go of the client.
  ///
  /// What is not acknowledged by the deadline fails in its `send`.
  ///
  /// - Returns: Whether everything was acknowledged or failed by itself in time.
  @discardableResult
  package func close(deadline: Duration = .seconds(10)) async -> Bool {
    let producer = state.withLock { state in
      state.isClosed = true
      return state.producer
    }
    return await producer.close(deadline: deadline)
  }
}

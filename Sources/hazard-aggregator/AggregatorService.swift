import Fleet
import Kafka
import Ledger
import Logging
import Observability
import ProgramSupport
import ServiceLifecycle
import Traces

/// Reads control, registers and results, and writes them into the ledger.
struct AggregatorService: Service {
  static let streamsCondition = "partitions assigned"
  private static let closeDeadline = Duration.seconds(20)

  private let fleet: FleetConfiguration
  private let instanceID: String?
  private let store: any LedgerStore
  private let health: HealthState
  private let exporter: SpanExporter?
  private let logger: Logger

  /// - Parameter exporter: nil where nothing is traced.
  init(
    fleet: FleetConfiguration, instanceID: String?, store: any LedgerStore, health: HealthState,
    exporter: SpanExporter?, logger: Logger
  ) throws {
    self.fleet = fleet
    self.instanceID = instanceID
    self.store = store
    self.health = health
    self.exporter = exporter
    self.logger = logger
  }

  func run() async throws {
    let positions = StartPositions(store: store, logger: logger)
    let health = self.health
    let consumer = try KafkaConsumer(
      configuration: fleet.kafka, group: fleet.aggregatorGroup,
      topics: [fleet.topics.control, fleet.topics.registers, fleet.topics.results], instanceID: instanceID,
      hooks: ConsumerHooks(
        startingOffsets: { try positions.read($0) },
        onAssignmentChange: { change in
          if case .assigned = change { health.setReady(Self.streamsCondition) }
        }), logger: logger)
    let admin = try KafkaAdmin(configuration: fleet.kafka, logger: logger)
    let inbox = Inbox()
    let watching = Task { await ConnectionHealth.watch(consumer, health, logger: logger) }
    defer { watching.cancel() }
    do {
      try await follow(consumer, admin, positions, inbox)
    } catch {
      // Others take over at once, not when they have missed this one. What is in hand cannot be finished.
      await consumer.close(deadline: .seconds(2))
      throw error
    }
    await consumer.close(deadline: Self.closeDeadline)
    await admin.close()
    logger.info("aggregator stopped")
  }

  private func follow(
    _ consumer: KafkaConsumer, _ admin: KafkaAdmin, _ positions: StartPositions, _ inbox: Inbox
  ) async throws {
    try await withGracefulShutdownHandler {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          defer { inbox.finish() }
          for try await batch in consumer.batches { inbox.add(try DecodedBatch(decoding: batch)) }
        }
        group.addTask {
          var writer = LedgerWriter(
            store: store, consumer: consumer, admin: admin, topics: fleet.topics, positions: positions,
            health: health, exporter: exporter, logger: logger)
          try await writer.run(inbox)
        }
        try await group.waitForAll()
      }
    } onGracefulShutdown: {
      Task { await consumer.close(deadline: Self.closeDeadline) }
    }
  }
}

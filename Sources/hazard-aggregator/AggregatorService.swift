import Fleet
import Kafka
import Ledger
import Logging
import Observability
import ProgramSupport
import ServiceLifecycle

/// Reads control, registers and results, and writes them into the ledger.
struct AggregatorService: Service {
  static let streamsCondition = "partitions assigned"
  private static let closeDeadline = Duration.seconds(20)

  private let fleet: FleetConfiguration
  private let instanceID: String?
  private let store: any LedgerStore
  private let health: HealthState
  private let logger: Logger

  init(
    fleet: FleetConfiguration, instanceID: String?, store: any LedgerStore, health: HealthState,
    logger: Logger
  ) throws {
    self.fleet = fleet
    self.instanceID = instanceID
    self.store = store
    self.health = health
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
    try await withGracefulShutdownHandler {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          defer { inbox.finish() }
          for try await batch in consumer.batches { inbox.add(try DecodedBatch(decoding: batch)) }
        }
        group.addTask {
          var writer = LedgerWriter(
            store: store, consumer: consumer, admin: admin, topics: fleet.topics, positions: positions,
            health: health, logger: logger)
          try await writer.run(inbox)
        }
        try await group.waitForAll()
      }
    } onGracefulShutdown: {
      Task { await consumer.close(deadline: Self.closeDeadline) }
    }
    await consumer.close(deadline: Self.closeDeadline)
    await admin.close()
    logger.info("aggregator stopped")
  }
}

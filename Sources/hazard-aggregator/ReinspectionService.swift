import Fleet
import Inspection
import Kafka
import Ledger
import Logging
import ProgramSupport
import SQLLedger
import ServiceLifecycle
import Wire

/// Sends the re-inspections that the ledger asks for to the workers.
///
/// What was asked for stands in the ledger, and so does, by way of control, what was sent: nothing else is remembered,
/// and what is sent twice is counted once.
struct ReinspectionService: Service {
  private static let interval = Duration.seconds(1)
  /// How long a re-inspection that was sent may stay unseen on control before it is sent again.
  private static let patience = Duration.seconds(60)
  /// Campaigns at a time.
  private static let batch = 100

  let fleet: FleetConfiguration
  let store: SQLLedger
  let logger: Logger

  func run() async throws {
    try? await cancelWhenGracefulShutdown {
      var outbox = Outbox(fleet: fleet, logger: logger)
      while !Task.isCancelled {
        do {
          try await Task.sleep(for: Self.interval)
          let wanted = try await store.outstandingReinspections(limit: Self.batch)
          try await outbox.send(wanted)
        } catch is CancellationError {
          break
        } catch {
          logger.warning("re-inspections could not be sent", metadata: ["error": "\(error)"])
          await outbox.reset()
        }
      }
      await outbox.reset()
    }
  }

  /// What the sending needs, made when it is needed first.
  private struct Outbox {
    /// For one acknowledgement; afterwards everything is tried again.
    private static let patience = Duration.seconds(10)

    let fleet: FleetConfiguration
    let logger: Logger
    private var producer: ReliableProducer?
    private var control = ControlView()
    private var sent: [String: ContinuousClock.Instant] = [:]

    init(fleet: FleetConfiguration, logger: Logger) {
      self.fleet = fleet
      self.logger = logger
    }

    mutating func send(_ wanted: [Reinspection]) async throws {
      let now = ContinuousClock.now
      sent = sent.filter { now - $0.value < ReinspectionService.patience }
      let due = wanted.filter { sent[$0.campaign] == nil }
      guard !due.isEmpty else { return }
      control = try await ControlReader.catchUp(control, configuration: fleet, logger: logger)
      for reinspection in due {
        guard let checklist = control.state.checklists[reinspection.checklistDigest] else {
          logger.warning(
            "a re-inspection waits for its checklist", metadata: ["campaign": "\(reinspection.campaign)"])
          sent[reinspection.campaign] = now
          continue
        }
        try await send(ReinspectionPlan(reinspection, checklist, fleet.topics))
        sent[reinspection.campaign] = now
      }
    }

    private mutating func send(_ plan: ReinspectionPlan) async throws {
      let producer = try producer ?? ReliableProducer(configuration: fleet.kafka, logger: logger)
      self.producer = producer
      try await send(.opening(plan.opening), producer)
      for (topic, batch) in plan.tasks.sorted(by: { $0.key < $1.key }) {
        try await producer.send(batch, to: topic, deadline: Self.patience)
      }
      try await send(.seal(plan.seal), producer)
    }

    private func send(_ record: ControlRecord, _ producer: ReliableProducer) async throws {
      var batch = OutgoingBatch()
      batch.append(key: Array(try record.key().utf8), value: try record.encoded())
      try await producer.send(batch, to: fleet.topics.control, deadline: Self.patience)
    }

    mutating func reset() async {
      await producer?.close(deadline: .seconds(10))
      producer = nil
    }
  }
}

import Fleet
import Inspection
import Kafka
import Ledger
import Logging
import ProgramSupport
import SQLLedger
import ServiceLifecycle
import Wire

/// Sends the re-inspections that the ledger asks for, what people report, and what inspectors submit, to the workers.
///
/// What was asked for stands in the ledger, and so does, by way of control or of results, what came of it: nothing else
/// is remembered, and what is sent twice is counted once.
struct ReinspectionService: Service {
  private static let interval = Duration.seconds(1)
  /// How long what was sent may stay without an answer, on control or among the results, before it is sent again.
  private static let patience = Duration.seconds(60)
  /// Campaigns at a time.
  private static let batch = 100

  let fleet: FleetConfiguration
  let store: SQLLedger
  /// Nil where nothing is traced.
  let collector: OutboxTrace.Collector?
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var outbox = Outbox(fleet: fleet, collector: collector, logger: logger)
      while !Task.isCancelled {
        do {
          try await Task.sleep(for: Self.interval)
          try await outbox.send(try await store.outstandingReinspections(limit: Self.batch))
          try await outbox.send(try await store.outstandingReports(limit: Self.batch))
          try await outbox.send(try await store.outstandingSubmissions(limit: Self.batch))
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
    let collector: OutboxTrace.Collector?
    let logger: Logger
    private var producer: ReliableProducer?
    private var control = ControlView()
    private var sent: [String: ContinuousClock.Instant] = [:]

    init(fleet: FleetConfiguration, collector: OutboxTrace.Collector?, logger: Logger) {
      self.fleet = fleet
      self.collector = collector
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
        try await send(ReinspectionPlan(reinspection, checklist, fleet.topics, collector))
        sent[reinspection.campaign] = now
      }
    }

    /// Tasks of campaigns that are open: what comes first of each stands in control already.
    mutating func send(_ wanted: [SubmittedTask]) async throws {
      let now = ContinuousClock.now
      sent = sent.filter { now - $0.value < ReinspectionService.patience }
      let due = wanted.filter { sent[$0.name] == nil }
      guard !due.isEmpty else { return }
      control = try await ControlReader.catchUp(control, configuration: fleet, logger: logger)
      var batches: [String: OutgoingBatch] = [:]
      var traces: [OutboxTrace] = []
      for submitted in due {
        sent[submitted.name] = now
        guard let checklist = control.state.checklists[submitted.checklistDigest] else {
          logger.warning("a submission waits for its checklist", metadata: ["task": "\(submitted.name)"])
          continue
        }
        let (task, lane) = try submitted.task(by: checklist)
        let topic = fleet.topics.tasks(lane)
        var trace = collector.map {
          OutboxTrace("send \(submitted.name)", campaign: task.campaign, tasks: 1, to: $0)
        }
        batches[topic, default: OutgoingBatch()].append(
          key: TaskKey.bytes(campaign: task.campaign, seq: task.seq), value: try TaskCodec.encode(task),
          headers: trace?.headers(of: task.seq, to: topic) ?? [])
        if let trace { traces.append(trace) }
      }
      let producer = try sender()
      try await settling(traces) {
        for (topic, batch) in batches.sorted(by: { $0.key < $1.key }) {
          try await producer.send(batch, to: topic, deadline: Self.patience)
        }
      }
    }

    /// Sends the spans of what a body sends, however that ends.
    private func settling(_ traces: [OutboxTrace], _ body: () async throws -> Void) async throws {
      do {
        try await body()
      } catch {
        for trace in traces { trace.settle(error) }
        throw error
      }
      for trace in traces { trace.settle() }
    }

    private mutating func sender() throws -> ReliableProducer {
      let producer = try producer ?? ReliableProducer(configuration: fleet.kafka, logger: logger)
      self.producer = producer
      return producer
    }

    private mutating func send(_ plan: ReinspectionPlan) async throws {
      let producer = try sender()
      try await settling(plan.trace.map { [$0] } ?? []) {
        try await producer.send(.opening(plan.opening), to: fleet.topics, deadline: Self.patience)
        for (topic, batch) in plan.tasks.sorted(by: { $0.key < $1.key }) {
          try await producer.send(batch, to: topic, deadline: Self.patience)
        }
        try await producer.send(.seal(plan.seal), to: fleet.topics, deadline: Self.patience)
      }
    }

    /// What was not acknowledged is sent again at the next turn.
    mutating func reset() async {
      await producer?.close(deadline: .seconds(10))
      producer = nil
      sent = [:]
    }
  }
}

extension SubmittedTask {
  fileprivate var name: String { "\(campaign)/\(seq)/\(generation)" }
}

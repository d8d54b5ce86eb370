import Fleet
import Inspection
import Kafka
import Logging
import Observability
import Probes
import ProgramSupport
import ServiceLifecycle
import Traces
import Wire
import WorkQueue

/// Consumes tasks, checks them, produces the results, and marks a task done only when its result is acknowledged.
struct WorkerService: Service {
  static let controlCondition = "control topic read"
  static let tasksCondition = "tasks assigned"
  private static let closeDeadline = Duration.seconds(20)
  private static let producerDeadline = Duration.seconds(5)
  /// How long running probes may go on when the worker stops.
  private static let probeGrace = Duration.seconds(10)

  private let fleet: FleetConfiguration
  private let settings: WorkerSettings
  private let health: HealthState
  private let logger: Logger
  private let control: ControlReader
  private let producer: ReliableProducer
  private let directory: CampaignDirectory
  private let prober: Prober
  private let exporter: SpanExporter?

  /// - Parameter exporter: nil where nothing is traced.
  init(
    fleet: FleetConfiguration, settings: WorkerSettings, health: HealthState, exporter: SpanExporter?,
    logger: Logger
  ) throws {
    self.fleet = fleet
    self.settings = settings
    self.health = health
    self.exporter = exporter
    self.logger = logger
    control = try ControlReader(configuration: fleet, logger: logger)
    producer = try ReliableProducer(configuration: fleet.kafka, logger: logger)
    directory = CampaignDirectory(worker: settings.name, evidence: settings.evidence)
    prober = Prober(
      plugins: settings.plugins, connectionsPerHost: settings.connectionsPerHost,
      mostConnections: settings.probes, trustRoots: settings.trustRoots)
  }

  func run() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await control.follow { try directory.apply($0, key: $1) } }
      group.addTask {
        if try await waitForControl() { try await work() }
      }
      // Work ends first, when the consumer is closed; following control ends only by failing.
      try await group.next()
      await control.close()
      group.cancelAll()
    }
    await producer.close(deadline: Self.producerDeadline)
    await prober.shutDown()
  }

  /// Waits for as long as it takes, in short steps: a service that has to wait for its broker can be stopped.
  ///
  /// - Returns: false when the worker is to stop before control was read.
  private func waitForControl() async throws -> Bool {
    while !Task.isShuttingDownGracefully {
      do {
        try await control.caughtUp(deadline: .seconds(2))
        health.setReady(Self.controlCondition)
        return true
      } catch let error as KafkaError where !error.isFatal {
        health.setNotReady(Self.controlCondition, reason: error.reason)
        logger.warning(
          "the control topic cannot be read yet; is the broker up, are the topics created?",
          metadata: ["error": "\(error)"])
        try await Task.sleep(for: .milliseconds(500))
      }
    }
    return false
  }

  private func work() async throws {
    let consumer = try makeConsumer()
    let running = RunningProbes()
    let probing = LaneGate(WorkerLane.probingSlots(settings.probes))
    let checking = LaneGate(WorkerLane.checkingSlots(settings.slots))
    let durations = Dictionary(
      uniqueKeysWithValues: fleet.topics.taskTopics.map {
        ($0, MetricCatalog.taskDuration.timer([("topic", $0)]))
      })
    func makeWork(_ lane: WorkerLane) -> TaskWork {
      TaskWork(
        checker: BatchChecker(
          directory: directory, control: control, topics: fleet.topics, worker: settings.name, logger: logger),
        delivery: TaskDelivery(
          consumer: consumer, producer: producer, topics: fleet.topics, exporter: exporter,
          durations: durations),
        prober: prober, running: running, checking: checking,
        probing: probing, topics: fleet.topics, lane: lane)
    }
    logger.info("worker started", metadata: ["name": "\(settings.name)", "slots": "\(settings.slots)"])
    let failure = FirstFailure()
    await withGracefulShutdownHandler {
      await withTaskGroup(of: Void.self) { group in
        for lane in Lane.allCases {
          let work = makeWork(WorkerLane(lane))
          group.addTask {
            await follow(fleet.topics.tasks(lane), consumer, failure) { batch in
              try await work.work(on: batch, Array(batch.indices))
            }
          }
        }
        for tier in fleet.topics.settings.retryTiers {
          let hold = RetryHold(work: makeWork(.retry), tier: tier)
          group.addTask { await follow(fleet.topics.retry(tier), consumer, failure, hold.hold) }
        }
        if let topic = fleet.topics.handedUp {
          let work = makeWork(.bulk)
          group.addTask {
            await follow(topic, consumer, failure) { try await work.work(on: $0, Array($0.indices)) }
          }
        }
        let parking = HeadParking(
          consumer: consumer, running: running,
          topics: [fleet.topics.tasks(.urgent), fleet.topics.tasks(.bulk)],
          limit: settings.parkAfter, logger: logger)
        let parkingHeads = Task { try await parking.run() }
        let watching = Task { await ConnectionHealth.watch(consumer, health, logger: logger) }
        await group.waitForAll()
        parkingHeads.cancel()
        watching.cancel()
      }
    } onGracefulShutdown: {
      logger.info("stopping: finishing what was started")
      Task {
        probing.close()
        async let closed = consumer.close(deadline: Self.closeDeadline)
        await running.settle(within: Self.probeGrace)
        running.cancelAll()
        _ = await closed
        // Whoever still waits for an acknowledgement waits for a broker that does not answer.
        await producer.close(deadline: Self.producerDeadline)
      }
    }
    await consumer.close(deadline: Self.closeDeadline)
    logger.info("worker stopped")
    try failure.throwIfAny()
  }

  private func makeConsumer() throws -> KafkaConsumer {
    var options = ConsumerOptions()
    for topic in fleet.topics.taskTopics {
      options.topics[topic] = topicOptions(maxRecords: topic == fleet.topics.tasks(.bulk) ? 20_000 : 5_000)
    }
    for tier in fleet.topics.settings.retryTiers { options.topics[fleet.topics.retry(tier)]?.isHeld = true }
    let health = self.health
    return try KafkaConsumer(
      configuration: fleet.kafka, group: fleet.workerGroup, topics: fleet.topics.taskTopics,
      instanceID: settings.instanceID, options: options,
      hooks: ConsumerHooks(onAssignmentChange: { change in
        if case .assigned = change { health.setReady(Self.tasksCondition) }
      }), logger: logger)
  }

  private func topicOptions(maxRecords: Int) -> TopicOptions {
    var options = TopicOptions()
    // As much is done again after a crash at most, so that it bounds both.
    options.window = OffsetWindow(incomplete: settings.window, span: settings.window)
    options.maxRecords = maxRecords
    options.maxBytes = maxRecords * 1_600
    return options
  }

  /// Works on one topic's batches, several at a time: the consumer's credit bounds them.
  /// What fails ends the whole worker: its tasks are then another's, or its own after a restart.
  private func follow(
    _ topic: String, _ consumer: KafkaConsumer, _ failure: FirstFailure,
    _ work: @escaping @Sendable (RecordBatch) async throws -> Void
  ) async {
    do {
      try await withThrowingDiscardingTaskGroup { group in
        for try await batch in consumer.batches(of: [topic]) {
          group.addTask { try await work(batch) }
        }
      }
    } catch {
      if Task.isShuttingDownGracefully {
        return logger.notice(
          "stopping with tasks unfinished; they will be done again",
          metadata: ["topic": "\(topic)", "error": "\(error)"])
      }
      guard failure.record(error) else { return }
      logger.critical("stopping: results cannot be delivered", metadata: ["error": "\(error)"])
      health.setLost(Self.tasksCondition, reason: "\(error)")
      // What is in flight cannot be finished, so there is nothing to wait for.
      await consumer.close(deadline: .seconds(2))
      await producer.close(deadline: .seconds(2))
    }
  }
}

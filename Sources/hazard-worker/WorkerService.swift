import Fleet
import Inspection
import Kafka
import Logging
import Observability
import ServiceLifecycle
import Wire
import WorkQueue

/// Consumes tasks, checks them, produces the results, and marks a task done only when its result is acknowledged.
struct WorkerService: Service {
  static let controlCondition = "control topic read"
  static let tasksCondition = "tasks assigned"
  private static let closeDeadline = Duration.seconds(20)

  private let fleet: FleetConfiguration
  private let settings: WorkerSettings
  private let health: HealthState
  private let logger: Logger
  private let control: ControlReader
  private let producer: KafkaProducer
  private let directory: CampaignDirectory

  init(fleet: FleetConfiguration, settings: WorkerSettings, health: HealthState, logger: Logger) throws {
    self.fleet = fleet
    self.settings = settings
    self.health = health
    self.logger = logger
    control = try ControlReader(configuration: fleet, logger: logger)
    producer = try KafkaProducer(configuration: fleet.kafka, logger: logger)
    directory = CampaignDirectory(worker: settings.name)
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
    await producer.close(deadline: .seconds(10))
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
    var options = ConsumerOptions()
    options.defaults.window = OffsetWindow(incomplete: settings.window)
    let health = self.health
    let consumer = try KafkaConsumer(
      configuration: fleet.kafka, group: fleet.workerGroup,
      topics: Lane.allCases.map { fleet.topics.tasks($0) }, instanceID: settings.instanceID, options: options,
      hooks: ConsumerHooks(onAssignmentChange: { change in
        if case .assigned = change { health.setReady(Self.tasksCondition) }
      }), logger: logger)
    logger.info("worker started", metadata: ["name": "\(settings.name)", "slots": "\(settings.slots)"])
    let failure = FirstFailure()
    await withGracefulShutdownHandler {
      await withTaskGroup(of: Void.self) { slots in
        for _ in 0..<settings.slots { slots.addTask { await runSlot(consumer, failure) } }
      }
    } onGracefulShutdown: {
      logger.info("stopping: finishing what was started")
      Task { await consumer.close(deadline: Self.closeDeadline) }
    }
    await consumer.close(deadline: Self.closeDeadline)
    logger.info("worker stopped")
    try failure.throwIfAny()
  }

  /// Checks one batch after the other, while the results of earlier ones are on their way.
  /// What fails ends the whole worker: its tasks are then another's, or its own after a restart.
  private func runSlot(_ consumer: KafkaConsumer, _ failure: FirstFailure) async {
    let checker = BatchChecker(directory: directory, control: control, worker: settings.name, logger: logger)
    await withDiscardingTaskGroup { deliveries in
      do {
        for try await batch in consumer.batches {
          guard consumer.isCurrent(batch.topicPartition, epoch: batch.epoch) else { continue }
          let output = try await checker.check(batch)
          deliveries.addTask {
            do {
              try await deliver(output)
              consumer.complete(batch)
            } catch {
              await fail(error, consumer, failure)
            }
          }
        }
      } catch {
        await fail(error, consumer, failure)
      }
    }
  }

  private func fail(_ error: any Error, _ consumer: KafkaConsumer, _ failure: FirstFailure) async {
    guard failure.record(error) else { return }
    logger.critical("stopping: results cannot be delivered", metadata: ["error": "\(error)"])
    health.setNotReady(Self.tasksCondition, reason: "\(error)")
    // What is in flight cannot be finished, so there is nothing to wait for.
    await consumer.close(deadline: .seconds(2))
  }

  private func deliver(_ output: BatchOutput) async throws {
    try await producer.send(output.deadLetters, to: fleet.topics.deadLetters)
    try await producer.send(output.results, to: fleet.topics.results)
    output.report()
  }
}

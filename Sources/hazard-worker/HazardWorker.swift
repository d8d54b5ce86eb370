import ArgumentParser
import Fleet
import Foundation
import Inspection
import Logging
import Metrics
import Observability
import ProgramSupport
import ServiceLifecycle
import StatusServer

@main
struct HazardWorker: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hazard-worker",
    abstract: "Runs the checks of inspection tasks and classifies what fails.",
    discussion: """
      Start as many as you like: they share the task topics. SIGTERM ends one gracefully, with its work finished \
      or handed back.

        hazard-worker --bootstrap 127.0.0.1:9092 --slots 2
      """)

  @OptionGroup var options: FleetOptions

  @Option(help: "Batches that are checked at the same time (default: the number of processors).")
  var slots: Int?

  @Option(help: "Unfinished tasks of one partition at most (default: 5000).")
  var window: Int?

  @Option(help: "Tasks whose probes run at the same time (default: 64).")
  var probes: Int?

  @Option(
    help: """
      Seconds after which a task that holds its partition up is sent to the long lane (default: 5).
      """)
  var parkAfter: Int?

  @Option(help: "Where /healthz, /readyz and /metrics are served, as host:port; port 0 takes a free one.")
  var status: String?

  @Option(
    help: """
      A name of its own that stays the same over restarts: results carry it, and a restart under it takes the \
      same partitions back at once (default: host name and process id, without that).
      """)
  var name: String?

  func run() async throws {
    try await ProgramExit.reporting {
      let file = try options.load()
      try FleetOptions.startLogging(file)
      let settings = try WorkerSettings(self, file)
      OpenFiles.raiseLimit()
      let registry = PrometheusRegistry()
      MetricsSystem.bootstrap(registry)
      let health = HealthState(waitingFor: [WorkerService.controlCondition, WorkerService.tasksCondition])
      let logger = Logger(label: "worker")
      let worker = try WorkerService(
        fleet: try file.fleet(), settings: settings, health: health, logger: logger)
      var services: [any Service] = [worker]
      if let address = settings.status {
        services.append(
          StatusServer(
            address: address, health: health, registry: registry, logger: logger,
            onListening: { logger.info("status served", metadata: ["address": "\($0)"]) }))
      }
      try await ServiceRunner.run(services, health: health, logger: logger)
    }
  }
}

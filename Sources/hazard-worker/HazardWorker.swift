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

  @Option(help: ArgumentHelp(Settings.slots.about.optionHelp))
  var slots: Int?

  @Option(help: ArgumentHelp(Settings.window.about.optionHelp))
  var window: Int?

  @Option(help: ArgumentHelp(Settings.probes.about.optionHelp))
  var probes: Int?

  @Option(help: ArgumentHelp(Settings.parkAfter.about.optionHelp))
  var parkAfter: Int?

  @Option(help: ArgumentHelp(Settings.workerStatus.about.optionHelp))
  var status: String?

  @Option(help: ArgumentHelp(Settings.workerName.about.optionHelp))
  var name: String?

  func run() async throws {
    try await ProgramExit.reporting {
      let configuration = try options.start([
        Settings.slots.given(slots), Settings.window.given(window), Settings.probes.given(probes),
        Settings.parkAfter.given(parkAfter), Settings.workerStatus.given(status),
        Settings.workerName.given(name),
      ])
      let settings = try WorkerSettings(configuration)
      let registry = PrometheusRegistry()
      MetricsSystem.bootstrap(registry)
      let health = HealthState(waitingFor: [WorkerService.controlCondition, WorkerService.tasksCondition])
      let logger = Logger(label: "worker")
      OpenFiles.raiseLimit(forProbes: settings.probes, logger: logger)
      let fleet = try configuration.fleet()
      let exporter = try configuration.spanExporter(
        service: "hazard-worker", instance: settings.name, logger: logger)
      let worker = try WorkerService(
        fleet: fleet, settings: settings, health: health, exporter: exporter, logger: logger)
      // What comes first stops last: spans are sent until the work has ended.
      var services: [any Service] = (exporter.map { [$0] } ?? []) + [worker]
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

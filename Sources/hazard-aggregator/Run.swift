import AggregatorAPI
import ArgumentParser
import Fleet
import LedgerIntake
import Logging
import Metrics
import Observability
import ProgramSupport
import SQLiteLedger
import StatusServer

struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Follow the results, and serve the ledger over HTTP.")

  @OptionGroup var options: FleetOptions

  @Option(help: "The ledger's SQLite file (default: hazardfleet.sqlite).")
  var database: String?

  @Option(help: "Where the API is served, as host:port; port 0 takes a free one (default: 127.0.0.1:8480).")
  var listen: String?

  @Option(
    help: """
      A name of its own that stays the same over restarts: a restart under it takes the same partitions back at \
      once (default: none).
      """)
  var name: String?

  func run() async throws {
    try await ProgramExit.reporting {
      let file = try options.load()
      try FleetOptions.startLogging(file)
      let address = listen ?? file.aggregator["listen"] ?? "127.0.0.1:8480"
      guard let listen = ListenAddress(address) else {
        throw ValidationError("the listening address \"\(address)\" is not host:port")
      }
      let registry = PrometheusRegistry()
      MetricsSystem.bootstrap(registry)
      let logger = Logger(label: "aggregator")
      let health = HealthState(waitingFor: [AggregatorService.streamsCondition])
      // The writer waits for a locked database itself, and says so.
      let store = try SQLiteLedger(
        path: database ?? file.aggregator["database"] ?? "hazardfleet.sqlite", busyTimeout: 2)
      let commands = CommandLog(store)
      let api = AggregatorAPI(
        store: store, reports: store, desk: commands, health: health, registry: registry, logger: logger,
        address: listen,
        onListening: { StandardOutput.writeLine("listening on http://\($0)") })
      let aggregator = try AggregatorService(
        fleet: try file.fleet(), instanceID: name, store: store, health: health, logger: logger)
      let clock = ClockService(
        commands: commands, isDue: { try await store.isAnythingDue(by: $0) }, logger: logger)
      let reinspections = ReinspectionService(fleet: try file.fleet(), store: store, logger: logger)
      try await ServiceRunner.run([aggregator, api, clock, reinspections], logger: logger)
      try store.close()
    }
  }
}

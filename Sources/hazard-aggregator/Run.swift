import AggregatorAPI
import ArgumentParser
import Fleet
import LedgerIntake
import Logging
import Metrics
import Observability
import ProgramSupport
import SQLLedger
import SQLiteLedger
import ServiceLifecycle
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

  @Flag(
    inversion: .prefixedNo,
    help: "Publish what happens to hazards on the topic events, as CloudEvents (default: no).")
  var events: Bool?

  @Option(
    help: ArgumentHelp(
      "A YAML file of subscriptions: who is told what by webhooks and e-mail (default: nobody).",
      valueName: "file"))
  var notifications: String?

  @OptionGroup(title: "ACCESS") var access: AccessOptions

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
      let store = try SQLLedger(
        path: database ?? file.aggregator["database"] ?? "hazardfleet.sqlite", busyTimeout: 2)
      let commands = CommandLog(store)
      let tls = try access.tls(file.aggregator)
      let api = AggregatorAPI(
        store: store, reports: store, desk: commands, feed: store, outbox: store,
        access: try await access.settings(file.aggregator, store, listen: listen, isSecure: tls != nil),
        health: health, registry: registry, logger: logger, address: listen, tls: tls,
        onListening: { StandardOutput.writeLine("listening on http\(tls == nil ? "" : "s")://\($0)") })
      let aggregator = try AggregatorService(
        fleet: try file.fleet(), instanceID: name, store: store, health: health, logger: logger)
      let clock = ClockService(
        commands: commands, isDue: { try await store.isAnythingDue(by: $0) }, logger: logger)
      let reinspections = ReinspectionService(fleet: try file.fleet(), store: store, logger: logger)
      let outside = try outsideServices(file, store, logger)
      try await ServiceRunner.run([aggregator, api, clock, reinspections] + outside, logger: logger)
      try store.close()
    }
  }

  /// Those that tell other systems what happens.
  private func outsideServices(
    _ file: ConfigurationFile, _ store: SQLLedger, _ logger: Logger
  ) throws -> [any Service] {
    var services: [any Service] = []
    let configured = file.aggregator["events"]
    guard let publishes = events ?? ["true": true, "false": false][configured ?? "false"] else {
      throw ValidationError("aggregator.events is \"\(configured ?? "")\"; it must be true or false")
    }
    if publishes { services.append(EventService(fleet: try file.fleet(), feed: store, logger: logger)) }
    if let path = notifications ?? file.aggregator["notifications"] {
      services.append(
        try NotificationService(file: path, fleet: try file.fleet(), store: store, logger: logger))
    }
    return services
  }
}

import AggregatorAPI
import ArgumentParser
import Dashboard
import Evidence
import Fleet
import Foundation
import LedgerIntake
import Logging
import Metrics
import Observability
import ProgramSupport
import SQLLedger
import ServiceLifecycle
import StatusServer

struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Follow the results, and serve the ledger over HTTP.")

  @OptionGroup var options: FleetOptions

  @Option(
    help: "The ledger: a SQLite file, or postgresql://user@host/database (default: hazardfleet.sqlite).")
  var database: String?

  @OptionGroup var secret: DatabaseSecret

  @Option(
    help: ArgumentHelp(
      "Where queries go, of a ledger in PostgreSQL: the address of a replica (default: the database itself).",
      valueName: "address"))
  var replica: String?

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

  @Option(
    help: ArgumentHelp(
      "A folder in which photos and documents that are sent are kept, by the hashes of their contents (default: none are taken).",
      valueName: "folder"))
  var evidence: String?

  @Option(
    help: ArgumentHelp(
      "A GeoJSON file of the regions' borders, each with its code, for the dashboard's map (default: no map).",
      valueName: "file"))
  var map: String?

  @OptionGroup(title: "ACCESS") var access: AccessOptions

  func run() async throws {
    try await LedgerCommand.reporting {
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
      let store = try openLedger(file)
      let commands = CommandLog(store)
      let borders = try (map ?? file.aggregator["map"]).map {
        try RegionMap(contentsOf: URL(fileURLWithPath: $0))
      }
      let tls = try access.tls(file.aggregator)
      let api = AggregatorAPI(
        store: store, reports: store, desk: commands, intake: Intake(desk: commands, book: store),
        evidence: try evidenceInbox(file), feed: store, outbox: store, map: borders,
        access: try await access.settings(file.aggregator, store, listen: listen, isSecure: tls != nil),
        health: health, registry: registry, logger: logger, address: listen, tls: tls,
        onListening: { StandardOutput.writeLine("listening on http\(tls == nil ? "" : "s")://\($0)") })
      let aggregator = try AggregatorService(
        fleet: try file.fleet(), instanceID: name, store: store, health: health, logger: logger)
      let clock = ClockService(
        commands: commands, isDue: { try await store.isAnythingDue(by: $0) }, logger: logger)
      let reinspections = ReinspectionService(fleet: try file.fleet(), store: store, logger: logger)
      let outside = try outsideServices(file, store, logger)
      try await ServiceRunner.run(
        [aggregator, api, clock, reinspections] + outside, health: health, logger: logger)
      try store.close()
    }
  }

  private func openLedger(_ file: ConfigurationFile) throws -> SQLLedger {
    let passwordFile = secret.passwordFile ?? file.aggregator["databasePasswordFile"]
    let place = try LedgerLocation(
      database ?? file.aggregator["database"] ?? "hazardfleet.sqlite", passwordFile)
    let replica = try (replica ?? file.aggregator["replica"]).map { try LedgerLocation($0, passwordFile) }
    return try place.open(replica: replica)
  }

  /// - Returns: nil where no evidence is taken.
  private func evidenceInbox(_ file: ConfigurationFile) throws -> EvidenceInbox? {
    guard let folder = evidence ?? file.aggregator["evidence"] else { return nil }
    guard let inbox = EvidenceInbox(folder: folder) else {
      throw ValidationError("the evidence folder \"\(folder)\" is not there, or cannot be written to")
    }
    return inbox
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

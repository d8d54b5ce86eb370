import AggregatorAPI
import ArgumentParser
import Dashboard
import Evidence
import Fleet
import Foundation
import Ledger
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

  @Option(help: ArgumentHelp(Settings.database.about.optionHelp))
  var database: String?

  @OptionGroup var secret: DatabaseSecret

  @Option(help: ArgumentHelp(Settings.replica.about.optionHelp, valueName: "address"))
  var replica: String?

  @Option(help: ArgumentHelp(Settings.listen.about.optionHelp))
  var listen: String?

  @Option(help: ArgumentHelp(Settings.aggregatorName.about.optionHelp))
  var name: String?

  @Flag(inversion: .prefixedNo, help: ArgumentHelp(Settings.events.about.optionHelp))
  var events: Bool?

  @Option(help: ArgumentHelp(Settings.notifications.about.optionHelp, valueName: "file"))
  var notifications: String?

  @Option(help: ArgumentHelp(Settings.aggregatorEvidence.about.optionHelp, valueName: "folder"))
  var evidence: String?

  @Option(help: ArgumentHelp(Settings.map.about.optionHelp, valueName: "file"))
  var map: String?

  @OptionGroup(title: "ACCESS") var access: AccessOptions

  func run() async throws {
    try await LedgerCommand.reporting {
      let configuration = try options.start(given)
      let listen = try configuration.converted(Settings.listen) { ListenAddress($0) }
      let registry = PrometheusRegistry()
      MetricsSystem.bootstrap(registry)
      let logger = Logger(label: "aggregator")
      let health = HealthState(waitingFor: [AggregatorService.streamsCondition])
      let store = try openLedger(configuration)
      let commands = CommandLog(store)
      let borders = try configuration[Settings.map].map {
        try RegionMap(contentsOf: URL(fileURLWithPath: $0))
      }
      let tls = try configuration.tls()
      let fleet = try configuration.fleet()
      let cancellations = CancellationSender(fleet: fleet, store: store, logger: logger)
      let api = AggregatorAPI(
        store: store, reports: store, desk: commands, intake: Intake(desk: commands, book: store),
        cancellations: SealedCampaigns(store, tell: cancellations.tell),
        evidence: try configuration.converted(Settings.aggregatorEvidence) { EvidenceInbox(folder: $0) },
        feed: store, outbox: store, map: borders,
        access: try await configuration.accessSettings(store, listen: listen, isSecure: tls != nil),
        health: health, registry: registry, logger: logger, address: listen, tls: tls,
        onListening: { StandardOutput.writeLine("listening on http\(tls == nil ? "" : "s")://\($0)") })
      let name = configuration[Settings.aggregatorName]
      let exporter = try configuration.spanExporter(
        service: "hazard-aggregator", instance: name, logger: logger)
      let aggregator = try AggregatorService(
        fleet: fleet, instanceID: name, store: store, health: health, exporter: exporter, logger: logger)
      let clock = ClockService(
        commands: commands, isDue: { try await store.isAnythingDue(by: $0) }, logger: logger)
      let oneIn = UInt64(configuration[Settings.tracedOneIn])
      let reinspections = ReinspectionService(
        fleet: fleet, store: store,
        collector: exporter.map { OutboxTrace.Collector(exporter: $0, oneIn: oneIn) }, logger: logger)
      let outside = try outsideServices(configuration, fleet, store, logger)
      // What comes first stops last: spans are sent until the work has ended.
      let first: [any Service] = exporter.map { [$0] } ?? []
      try await ServiceRunner.run(
        first + [aggregator, api, clock, reinspections] + outside, health: health, logger: logger)
      try store.close()
    }
  }

  private var given: [GivenSetting?] {
    [
      Settings.database.given(database), Settings.databasePasswordFile.given(secret.passwordFile),
      Settings.replica.given(replica), Settings.listen.given(listen), Settings.aggregatorName.given(name),
      Settings.events.given(events), Settings.notifications.given(notifications),
      Settings.aggregatorEvidence.given(evidence), Settings.map.given(map),
    ] + access.given
  }

  private func openLedger(_ configuration: Configuration) throws -> SQLLedger {
    let passwordFile = configuration[Settings.databasePasswordFile]
    let place = try LedgerLocation(configuration[Settings.database], passwordFile)
    let replica = try configuration[Settings.replica].map { try LedgerLocation($0, passwordFile) }
    return try place.open(replica: replica)
  }

  /// Those that tell other systems what happens.
  private func outsideServices(
    _ configuration: Configuration, _ fleet: FleetConfiguration, _ store: SQLLedger, _ logger: Logger
  ) throws -> [any Service] {
    var services: [any Service] = []
    if configuration[Settings.events] {
      services.append(EventService(fleet: fleet, feed: store, logger: logger))
    }
    if let path = configuration[Settings.notifications] {
      services.append(try NotificationService(file: path, fleet: fleet, store: store, logger: logger))
    }
    return services
  }
}

package import Dashboard
package import Evidence
import Hummingbird
import Inspection
package import Ledger
package import Logging
package import Observability
import ServiceLifecycle
package import StatusServer

/// The ledger over HTTP: everything under `/v1`, with health and metrics beside it.
package struct AggregatorAPI: Service {
  /// A way to ask.
  package struct Route: Sendable, Hashable {
    package var method: String
    /// With parameters in braces.
    package var path: String
  }

  package let routes: [Route]
  private let service: FleetHTTPService

  /// - Parameters:
  ///   - reports: answers what managers ask; usually the store itself.
  ///   - desk: takes people's commands.
  ///   - intake: takes reports; nil where nobody may report anything.
  ///   - cancellations: cancels campaigns; nil where none can be.
  ///   - evidence: where photos and documents are kept; nil where none are taken.
  ///   - map: the regions' borders, for the dashboard; nil for none.
  ///   - feed: of what happens to hazards; nil where it cannot be followed.
  ///   - outbox: of what subscribers are told; nil where it is not shown.
  ///   - access: who may come in.
  ///   - tls: nil for plain HTTP.
  ///   - address: port 0 takes any free one.
  ///   - onListening: called with the real address once the server accepts connections.
  package init(
    store: any LedgerReading, reports: any LedgerReports, desk: any CampaignDesk & RectificationDesk,
    intake: Intake? = nil, cancellations: (any CancellationDesk)? = nil, evidence: EvidenceInbox? = nil,
    feed: (any HazardFeed)? = nil,
    outbox: (any NotificationOutbox)? = nil, map: RegionMap? = nil,
    access: AccessSettings = AccessSettings(mode: .open),
    health: HealthState, registry: PrometheusRegistry, logger: Logger, address: ListenAddress,
    tls: TLSFiles? = nil, onListening: @escaping @Sendable (ListenAddress) async -> Void = { _ in }
  ) {
    let door = LedgerDoor(
      store: store, reports: reports, desk: desk, intake: intake, cancellations: cancellations)
    let gatekeeper = Gatekeeper(access, factory: registry, logger: logger)
    let router = Router(context: FleetContext.self, options: .autoGenerateHeadEndpoints)
    // Those that are added first stand around the others.
    if let origin = access.allowedOrigin { router.add(middleware: CORSMiddleware(for: origin)) }
    router.add(middleware: AccessMiddleware(gatekeeper))
    router.add(middleware: CompressionMiddleware())
    router.add(middleware: ConditionalMiddleware())
    router.add(middleware: SparseFieldsMiddleware())
    router.addStatusRoutes(health: health, registry: registry)
    router.addOpenAPIRoutes()
    router.addSessionRoutes(gatekeeper)
    router.addPrincipalRoutes()
    router.addCampaignRoutes(door)
    router.addHazardRoutes(door)
    router.addCommandRoutes(door)
    router.addReportRoutes(door)
    router.addCertificateRoutes(door)
    if let evidence { router.addEvidenceRoutes(evidence) } else { router.addMissingEvidenceRoutes() }
    if intake != nil {
      router.addIntakeRoutes(door)
      router.addGeoReportRoutes(door)
      router.addAccidentRoutes(door)
      router.addNetworkRoutes(door)
      router.addTeamRoutes(door)
      router.addSubmissionRoutes(door)
    }
    router.addStreamRoutes(door, feed)
    if let outbox { router.addNotificationRoutes(outbox) }
    router.addFigureRoutes(door)
    router.addGateRoutes(door)
    router.addCancellationRoutes(door)
    router.addBulletinRoutes(door)
    router.addExportRoutes(door)
    router.addDashboardRoutes(health: health, map: map) { context in
      Dashboard(
        ledger: try door.ledger(for: context), desk: try door.desk(for: context),
        inspections: try door.inspections(for: context), keep: evidence.map(Self.keeping))
    }
    routes = router.routes.map { Route(method: $0.method.rawValue, path: $0.path.description) }
    service = FleetHTTPService(
      router: router, address: address, tls: tls, registry: registry, logger: logger,
      page: { $0.page($1, $2) }, onListening: onListening)
  }

  /// What is no photo or document is refused with nil.
  private static func keeping(_ inbox: EvidenceInbox) -> @Sendable ([UInt8]) throws -> String? {
    { content in
      do {
        return try inbox.take(content).description
      } catch is EvidenceInbox.Refusal {
        return nil
      }
    }
  }

  /// - Throws: `ListenError` when the address cannot be had.
  package func run() async throws {
    try await service.run()
  }
}

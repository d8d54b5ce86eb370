package import Dashboard
import Hummingbird
package import Ledger
package import Logging
package import Observability
import ServiceLifecycle
package import StatusServer

/// The ledger over HTTP: everything under `/v1`, with health and metrics beside it.
package struct AggregatorAPI: Service {
  private let service: FleetHTTPService

  /// - Parameters:
  ///   - reports: answers what managers ask; usually the store itself.
  ///   - desk: takes people's commands.
  ///   - map: the regions' borders, for the dashboard; nil for none.
  ///   - outbox: of what subscribers are told; nil where it is not shown.
  ///   - address: port 0 takes any free one.
  ///   - onListening: called with the real address once the server accepts connections.
  package init(
    store: any LedgerStore, reports: any LedgerReports, desk: any CampaignDesk & RectificationDesk,
    outbox: (any NotificationOutbox)? = nil, map: RegionMap? = nil, health: HealthState,
    registry: PrometheusRegistry,
    logger: Logger,
    address: ListenAddress, onListening: @escaping @Sendable (ListenAddress) async -> Void = { _ in }
  ) {
    let router = Router(options: .autoGenerateHeadEndpoints)
    router.addStatusRoutes(health: health, registry: registry)
    router.addCampaignRoutes(store)
    router.addHazardRoutes(store)
    router.addCommandRoutes(store, desk)
    router.addReportRoutes(store)
    router.addCertificateRoutes(store)
    if let outbox { router.addNotificationRoutes(outbox) }
    router.addFigureRoutes(reports, store)
    router.addGateRoutes(store, reports, desk)
    router.addBulletinRoutes(reports)
    router.addExportRoutes(reports)
    router.addDashboardRoutes(store, reports, desk, health: health, map: map)
    service = FleetHTTPService(
      router: router, address: address, registry: registry, logger: logger, onListening: onListening)
  }

  /// - Throws: `ListenError` when the address cannot be had.
  package func run() async throws {
    try await service.run()
  }
}

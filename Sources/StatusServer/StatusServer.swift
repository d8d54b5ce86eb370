import Hummingbird
package import Logging
package import Observability
import ServiceLifecycle

/// Health and metrics over HTTP, for programs without an API of their own.
package struct StatusServer: Service {
  private let service: FleetHTTPService

  /// - Parameter onListening: called with the real address once the server accepts connections.
  package init(
    address: ListenAddress, health: HealthState, registry: PrometheusRegistry, logger: Logger,
    onListening: @escaping @Sendable (ListenAddress) async -> Void = { _ in }
  ) {
    let router = Router(context: FleetContext.self, options: .autoGenerateHeadEndpoints)
    router.addStatusRoutes(health: health, registry: registry)
    service = FleetHTTPService(
      router: router, address: address, registry: registry, logger: logger, onListening: onListening)
  }

  package func run() async throws {
    try await service.run()
  }
}

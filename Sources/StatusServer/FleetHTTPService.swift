package import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
import NIOCore
package import Observability
import ServiceLifecycle
import Synchronization

/// An HTTP server with the fleet's manners: problem details, request metrics, security headers.
package struct FleetHTTPService: Service {
  /// A refusal as a page; nil where it is not to be one.
  package typealias ProblemPage = @Sendable (Problem, Request, FleetContext) -> Response?

  private let responder: FleetResponder
  private let address: ListenAddress
  private let tls: TLSFiles?
  private let logger: Logger
  private let onListening: @Sendable (ListenAddress) async -> Void

  /// - Parameters:
  ///   - router: with all its routes; those added later are not seen.
  ///   - onListening: called with the real address once the server accepts connections.
  package init(
    router: Router<FleetContext>, address: ListenAddress, tls: TLSFiles? = nil, registry: PrometheusRegistry,
    logger: Logger, page: @escaping ProblemPage = { _, _, _ in nil },
    onListening: @escaping @Sendable (ListenAddress) async -> Void = { _ in }
  ) {
    responder = FleetResponder(router: router, metrics: RequestMetrics(factory: registry), page: page)
    self.address = address
    self.tls = tls
    self.logger = logger
    self.onListening = onListening
  }

  /// - Throws: `ListenError` when the address cannot be had.
  package func run() async throws {
    let progress = Progress()
    let application = Application(
      responder: responder,
      server: try server(),
      configuration: ApplicationConfiguration(address: .hostname(address.host, port: address.port)),
      onServerRunning: { channel in
        progress.isListening.store(true, ordering: .relaxed)
        let port = channel.localAddress?.port ?? address.port
        await onListening(ListenAddress(host: address.host, port: port))
      },
      logger: logger)
    do {
      try await application.run()
    } catch {
      guard progress.isListening.load(ordering: .relaxed) else {
        throw ListenError(address: address, cause: error)
      }
      throw error
    }
  }

  private func server() throws -> HTTPServerBuilder {
    // A connection that says nothing must not hold a file descriptor for ever.
    let plain = HTTPServerBuilder.http1(configuration: .init(idleTimeout: .seconds(75)))
    guard let tls else { return plain }
    return try .tls(plain, tlsConfiguration: tls.configuration())
  }

  private final class Progress: Sendable {
    let isListening = Atomic(false)
  }
}

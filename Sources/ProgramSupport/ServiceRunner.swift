package import Logging
package import ServiceLifecycle
import UnixSignals

/// Runs a program's services until SIGTERM or SIGINT, or until one of them ends.
package enum ServiceRunner {
  /// - Throws: what the first failing service threw, after the others have stopped gracefully.
  package static func run(_ services: [any Service], logger: Logger) async throws {
    try await ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services.map {
          .init(
            service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
            failureTerminationBehavior: .gracefullyShutdownGroup)
        },
        gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    ).run()
  }
}

package import Logging
package import Observability
package import ServiceLifecycle
import UnixSignals

/// Runs a program's services until SIGTERM or SIGINT, or until one of them ends.
package enum ServiceRunner {
  /// Tells the service manager on the way how the program does, where there is one.
  ///
  /// - Throws: what the first failing service threw, after the others have stopped gracefully.
  package static func run(_ services: [any Service], health: HealthState, logger: Logger) async throws {
    guard let manager = ServiceManager() else { return try await run(services, logger: logger) }
    let report = ServiceManagerReport(to: manager, of: health, logger: logger)
    // Beside the group: a stop that takes long has to be told of until it is over.
    let reporting = Task { await report.run() }
    defer { reporting.cancel() }
    // The last one is the first that is told to stop.
    try await run(services + [StopWatcher(report: report)], logger: logger)
  }

  private static func run(_ services: [any Service], logger: Logger) async throws {
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

  private struct StopWatcher: Service {
    let report: ServiceManagerReport

    func run() async throws {
      try await gracefulShutdown()
      report.stopping()
    }
  }
}

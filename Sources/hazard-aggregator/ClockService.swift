import Inspection
import LedgerIntake
import Logging
import Metrics
import Observability
import ServiceLifecycle

/// Tells the ledger what time it is, so that what is due happens also when nobody commands anything.
struct ClockService: Service {
  private static let interval: Duration = Timestamp.isHeldByTest ? .milliseconds(20) : .seconds(10)

  let commands: CommandLog
  /// Whether anything is due at a time; what the clock says is only logged then.
  let isDue: @Sendable (Timestamp) async throws -> Bool
  let logger: Logger

  func run() async throws {
    let reached = MetricCatalog.ledgerClock.gauge()
    try? await cancelWhenGracefulShutdown {
      while true {
        try await Task.sleep(for: Self.interval)
        do {
          let now = Timestamp.now
          while try await isDue(now) { _ = try await commands.letPass(until: now) }
          reached.set(Double(now.milliseconds) / 1_000)
        } catch is CancellationError {
          throw CancellationError()
        } catch {
          // The database may be locked or full; the writer reports that, and the clock comes round again.
          logger.warning("the clock could not be noted", metadata: ["error": "\(error)"])
        }
      }
    }
  }
}

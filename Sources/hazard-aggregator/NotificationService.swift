import AggregatorAPI
import Fleet
import Inspection
import InspectionFormats
import Ledger
import Logging
import Metrics
import Notifications
import Observability
import ProgramSupport
import ServiceLifecycle

/// Tells subscribers what happens to hazards.
struct NotificationService: Service {
  private static let interval = Duration.seconds(1)

  private let plan: NotificationPlan
  private let desk: NotificationDesk
  private let client: WebhookMessenger.Client
  private let logger: Logger

  /// - Throws: `ValidationErrors` with everything that is wrong with the file.
  init(file: String, fleet: FleetConfiguration, store: any NotificationDesk.Store, logger: Logger) throws {
    plan = try NotificationFile.read(InputFile(path: file))
    let client = WebhookMessenger.Client()
    var messengers: [String: any Messenger] = [:]
    for subscription in plan.subscriptions {
      messengers[subscription.id] =
        switch subscription.target {
        case .webhook(let webhook):
          WebhookMessenger(webhook, contentType: CloudEvent.contentType, client: client)
        case .mail(let mail): MailMessenger(mail)
        }
    }
    let source = fleet.eventSource
    desk = NotificationDesk(
      store: store, plan: plan, messengers: messengers,
      body: { try CloudEvent($0, source: source).json() },
      noted: { subscription, outcome in
        MetricCatalog.notifications.counter([("subscription", subscription), ("outcome", outcome)])
          .increment()
      }, logger: logger)
    self.client = client
    self.logger = logger
  }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await again { try await desk.collect(at: .now) } }
        for subscription in plan.subscriptions {
          group.addTask { await again { try await desk.deliver(to: subscription.id, clock: { .now }) } }
        }
      }
    }
    await client.shutDown()
  }

  /// Does something until the program ends, with a pause when there is nothing to do.
  private func again(_ body: @Sendable () async throws -> Bool) async {
    while !Task.isCancelled {
      do {
        if try await body() { continue }
      } catch {
        // The database may be locked or full; the writer reports that, and this comes round again.
        logger.warning("notifications have to wait", metadata: ["error": "\(error)"])
      }
      try? await Task.sleep(for: Self.interval)
    }
  }
}

import Fleet
import Inspection
import Kafka
import Logging
import Synchronization

/// Looks into control now and then for the cancellation of a campaign.
final class CancellationWatch: Sendable {
  private static let interval = Duration.seconds(2)

  private let found: Mutex<CampaignCancellation?>
  private let looking: Mutex<Task<Void, Never>?>

  init(_ campaign: String, fleet: FleetConfiguration, logger: Logger) {
    found = Mutex(nil)
    looking = Mutex(nil)
    let task = Task { [weak self] in
      var view = ControlView()
      while !Task.isCancelled {
        do {
          view = try await ControlReader.catchUp(view, configuration: fleet, logger: logger)
        } catch {
          // Sending itself says when the cluster is not there.
          logger.debug("control cannot be looked into", metadata: ["error": "\(error)"])
        }
        if let cancellation = view.state.campaigns[campaign]?.cancellation {
          self?.found.withLock { $0 = cancellation }
          return
        }
        try? await Task.sleep(for: Self.interval)
      }
    }
    looking.withLock { $0 = task }
  }

  /// - Throws: `CampaignCancelled` when the campaign was seen to be.
  func check() throws {
    if let cancellation = found.withLock({ $0 }) { throw CampaignCancelled(cancellation: cancellation) }
  }

  /// Ends looking.
  func stop() async {
    let task = looking.withLock { $0 }
    task?.cancel()
    await task?.value
  }
}

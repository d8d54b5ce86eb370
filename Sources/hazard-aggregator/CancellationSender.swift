import Fleet
import Inspection
import Kafka
import Ledger
import Logging
import SQLLedger
import Wire

/// Tells workers and ledger over control that a campaign is cancelled.
struct CancellationSender: Sendable {
  /// For the brokers' acknowledgement.
  private static let patience = Duration.seconds(10)
  /// For this or another aggregator to have read it back, so that whoever looks next sees it. It counts without that.
  private static let readingBack = Duration.seconds(5)

  let fleet: FleetConfiguration
  let store: SQLLedger
  let logger: Logger

  /// - Throws: `KafkaError` where the brokers did not acknowledge it in time.
  func tell(_ cancellation: CampaignCancellation) async throws {
    let producer = try ReliableProducer(configuration: fleet.kafka, logger: logger)
    do {
      try await producer.send(.cancellation(cancellation), to: fleet.topics, deadline: Self.patience)
    } catch {
      await producer.close(deadline: .zero)
      throw error
    }
    await producer.close(deadline: Self.patience)
    logger.notice(
      "campaign cancelled",
      metadata: ["campaign": "\(cancellation.campaign)", "person": "\(cancellation.person)"])
    let end = ContinuousClock.now + Self.readingBack
    while ContinuousClock.now < end {
      if try await store.campaign(cancellation.campaign)?.status.cancellation != nil { return }
      try await Task.sleep(for: .milliseconds(50))
    }
  }
}

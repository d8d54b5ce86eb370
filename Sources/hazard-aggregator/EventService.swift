import AggregatorAPI
import Fleet
import Inspection
import Kafka
import Ledger
import Logging
import Metrics
import Observability
import ServiceLifecycle

/// Publishes what happens to hazards on the topic `events`, at least once and for each hazard in order.
///
/// How far that came stands in the ledger, and moves on when the broker has acknowledged. Nothing of it happens within
/// the transactions that take results in.
struct EventService: Service {
  /// Its name as a reader of the feed.
  private static let reader = "events"
  private static let interval = Duration.milliseconds(500)
  private static let batch = 1_000
  /// For one acknowledgement; afterwards everything is tried again.
  private static let patience = Duration.seconds(10)

  let fleet: FleetConfiguration
  let feed: any HazardFeed
  let logger: Logger

  func run() async throws {
    let published = MetricCatalog.eventsPublished.counter()
    await cancelWhenGracefulShutdown {
      var producer: ReliableProducer?
      while !Task.isCancelled {
        do {
          let current = try producer ?? ReliableProducer(configuration: fleet.kafka, logger: logger)
          producer = current
          let count = try await publish(current)
          published.increment(by: count)
          if count < Self.batch { try await Task.sleep(for: Self.interval) }
        } catch is CancellationError {
          break
        } catch {
          logger.warning("events could not be published", metadata: ["error": "\(error)"])
          await producer?.close(deadline: .seconds(1))
          producer = nil
          try? await Task.sleep(for: Self.interval)
        }
      }
      await producer?.close(deadline: Self.patience)
    }
  }

  /// - Returns: how many were published.
  private func publish(_ producer: ReliableProducer) async throws -> Int {
    let position = try await feed.feedPosition(of: Self.reader)
    let start = position ?? FeedPosition()
    let found = try await feed.changes(after: start, limit: Self.batch)
    guard found.end != start else { return 0 }
    var batch = OutgoingBatch()
    for change in found.changes {
      batch.append(
        key: Array(change.hazard.id.description.utf8),
        value: Array(try CloudEvent(change, source: fleet.eventSource).json().utf8),
        headers: [RecordHeader("content-type", CloudEvent.contentType)])
    }
    try await producer.send(batch, to: fleet.topics.events, deadline: Self.patience)
    // Where another process has moved on, it has published the same.
    _ = try await feed.moveFeed(of: Self.reader, from: position, to: found.end)
    return found.changes.count
  }
}

extension FleetConfiguration {
  /// What events of this fleet name as their source, a URI reference.
  var eventSource: String { "/\(topics.settings.prefix)/ledger" }
}

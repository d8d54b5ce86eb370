import Fleet
import Kafka
import Logging

/// Holds sending while more than a number of tasks wait for the workers.
struct BacklogGate {
  private let admin: KafkaAdmin
  private let group: String
  private let topics: [String]
  private let logger: Logger
  private var limit: BacklogLimit
  private var countedAt: ContinuousClock.Instant?

  private static let interval = Duration.seconds(1)

  init(limit: Int, admin: KafkaAdmin, fleet: FleetConfiguration, logger: Logger) {
    self.admin = admin
    self.logger = logger
    self.limit = BacklogLimit(limit)
    group = fleet.workerGroup
    topics = fleet.topics.taskTopics
  }

  var largestWindow: Int { limit.largestWindow }

  func hasRoom(for count: Int) -> Bool { limit.hasRoom(for: count) }

  mutating func noteSent(_ count: Int) { limit.noteSent(count) }

  /// Returns when so many tasks may be sent. To be called when everything sent is acknowledged.
  ///
  /// - Parameter held: hears why it waits, about every second.
  mutating func waitForRoom(for count: Int, held: (String) throws -> Void) async throws {
    while true {
      if let countedAt { try await Task.sleep(until: countedAt + Self.interval, clock: .continuous) }
      countedAt = .now
      do {
        let lag = try await admin.lag(group: group, topics: topics)
        limit.noteCounted(Int(clamping: lag.values.reduce(0) { $0 + $1.lag }))
      } catch let error as KafkaError where error.isRetriable {
        logger.warning("the backlog cannot be counted", metadata: ["error": "\(error)"])
      }
      if limit.hasRoom(for: count) { return }
      let waiting = limit.waiting.map { "\($0) tasks wait" } ?? "what waits is not known"
      try held("held: \(waiting), --max-backlog is \(limit.limit)")
    }
  }
}

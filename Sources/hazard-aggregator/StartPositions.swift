import Foundation
import Kafka
import Ledger
import Logging
import Synchronization

/// Where the ledger is known to stand; consuming starts there when a partition is assigned, whatever Kafka has
/// committed.
final class StartPositions: Sendable {
  private let store: any LedgerStore
  private let logger: Logger
  private let offsets = Mutex<[TopicPartition: Int64]>([:])
  /// How long a database may be away while partitions are assigned; longer than a server takes to start again.
  private static let patience = Duration.seconds(30)

  init(store: any LedgerStore, logger: Logger) {
    self.store = store
    self.logger = logger
  }

  /// Reads the ledger's positions. Called on the consumer's thread, before the first record is delivered.
  func read(_ partitions: [TopicPartition]) throws -> [TopicPartition: StartOffset] {
    var starts: [TopicPartition: StartOffset] = [:]
    let end = ContinuousClock.now + Self.patience
    for partition in partitions { starts[partition] = .offset(try patiently(partition, until: end)) }
    return starts
  }

  private func patiently(_ partition: TopicPartition, until end: ContinuousClock.Instant) throws -> Int64 {
    var pause = 0.1
    while true {
      do {
        return try refresh(partition)
      } catch  where !(error is LedgerError) && .now < end {
        logger.warning("the ledger cannot be read", metadata: ["error": "\(error)"])
        Thread.sleep(forTimeInterval: pause)
        pause = min(5, 2 * pause)
      }
    }
  }

  func refresh(_ partition: TopicPartition) throws -> Int64 {
    let offset = try store.position(of: LedgerStream(partition))
    offsets.withLock { $0[partition] = offset }
    return offset
  }

  /// The ledger was moved there.
  func note(_ partition: TopicPartition, _ offset: Int64) {
    offsets.withLock { $0[partition] = offset }
  }

  subscript(partition: TopicPartition) -> Int64? {
    offsets.withLock { $0[partition] }
  }
}

extension LedgerStream {
  init(_ partition: TopicPartition) {
    self.init(topic: partition.topic, partition: partition.partition)
  }
}

import Kafka
import Ledger
import Synchronization

/// Where the ledger is known to stand; consuming starts there when a partition is assigned, whatever Kafka has
/// committed.
final class StartPositions: Sendable {
  private let store: any LedgerStore
  private let offsets = Mutex<[TopicPartition: Int64]>([:])

  init(store: any LedgerStore) {
    self.store = store
  }

  /// Reads the ledger's positions. Called on the consumer's thread, before the first record is delivered.
  func read(_ partitions: [TopicPartition]) throws -> [TopicPartition: StartOffset] {
    var starts: [TopicPartition: StartOffset] = [:]
    for partition in partitions { starts[partition] = .offset(try refresh(partition)) }
    return starts
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

/// Batches taken from the broker that the application has not seen, in order.
struct BatchBuffer {
  private var batches: [RecordBatch?] = []
  private var head = 0

  var isEmpty: Bool { head == batches.count }
  var count: Int { batches.count - head }

  mutating func append(_ batch: RecordBatch) {
    batches.append(batch)
  }

  mutating func popFirst() -> RecordBatch? {
    guard head < batches.count else { return nil }
    let batch = batches[head]
    batches[head] = nil
    head += 1
    if head == batches.count {
      batches.removeAll(keepingCapacity: true)
      head = 0
    } else if head >= 64, head * 2 >= batches.count {
      batches.removeSubrange(0..<head)
      head = 0
    }
    return batch
  }

  /// Removes the batches of some partitions and returns the first offset removed of each.
  mutating func remove(where isRemoved: (TopicPartition) -> Bool) -> [TopicPartition: Int64] {
    var firsts: [TopicPartition: Int64] = [:]
    var kept: [RecordBatch?] = []
    for case let batch? in batches[head...] {
      if isRemoved(batch.topicPartition) {
        if firsts[batch.topicPartition] == nil { firsts[batch.topicPartition] = batch.firstOffset }
      } else {
        kept.append(batch)
      }
    }
    batches = kept
    head = 0
    return firsts
  }
}

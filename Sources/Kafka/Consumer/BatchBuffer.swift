/// Batches taken from the broker that the application has not seen, in order.
struct BatchBuffer {
  private struct Entry {
    let batch: RecordBatch
    let arrival: Int
  }

  private var batches: [Entry?] = []
  private var head = 0

  var isEmpty: Bool { head == batches.count }

  /// When the first batch arrived, among the batches of all buffers.
  var firstArrival: Int? { isEmpty ? nil : batches[head]?.arrival }

  mutating func append(_ batch: RecordBatch, arrival: Int) {
    batches.append(Entry(batch: batch, arrival: arrival))
  }

  mutating func popFirst() -> RecordBatch? {
    guard head < batches.count else { return nil }
    let batch = batches[head]?.batch
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
    var kept: [Entry?] = []
    for case let entry? in batches[head...] {
      let partition = entry.batch.topicPartition
      if isRemoved(partition) {
        if firsts[partition] == nil { firsts[partition] = entry.batch.firstOffset }
      } else {
        kept.append(entry)
      }
    }
    batches = kept
    head = 0
    return firsts
  }
}

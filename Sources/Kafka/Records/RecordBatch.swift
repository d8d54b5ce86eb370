/// Consecutive records of one partition, received during one assignment epoch, in one slab of memory.
///
/// Records are addressed by index. Their offsets ascend and may have gaps.
package struct RecordBatch: Sendable {
  package let topicPartition: TopicPartition
  /// The assignment the records belong to; to be given back when completing them.
  package internal(set) var epoch: Int
  /// The keys and values of all records.
  package let bytes: [UInt8]

  let entries: [RecordEntry]
  let headers: [Int: [RecordHeader]]

  init(
    topicPartition: TopicPartition, epoch: Int, bytes: [UInt8], entries: [RecordEntry],
    headers: [Int: [RecordHeader]]
  ) {
    self.topicPartition = topicPartition
    self.epoch = epoch
    self.bytes = bytes
    self.entries = entries
    self.headers = headers
  }

  /// A batch made by hand, for testing what works on batches.
  package init(
    topicPartition: TopicPartition, epoch: Int, firstOffset: Int64,
    records: [(key: [UInt8]?, value: [UInt8]?)]
  ) {
    var bytes: [UInt8] = []
    var entries: [RecordEntry] = []
    for (key, value) in records {
      entries.append(
        RecordEntry(
          offset: firstOffset + Int64(entries.count), timestamp: 0, start: bytes.count,
          keyLength: key.map { Int32($0.count) } ?? -1, valueLength: value.map { Int32($0.count) } ?? -1))
      bytes += (key ?? []) + (value ?? [])
    }
    self.init(topicPartition: topicPartition, epoch: epoch, bytes: bytes, entries: entries, headers: [:])
  }

  package var topic: String { topicPartition.topic }
  package var partition: Int32 { topicPartition.partition }
  package var count: Int { entries.count }
  /// The bytes of all keys and values.
  package var byteCount: Int { bytes.count }
  package var firstOffset: Int64 { entries.first?.offset ?? -1 }
  package var lastOffset: Int64 { entries.last?.offset ?? -1 }
  package var indices: Range<Int> { 0..<entries.count }
  /// The offsets of all records.
  package var offsets: [Int64] { entries.map(\.offset) }

  package func offset(at index: Int) -> Int64 { entries[index].offset }

  /// Milliseconds since 1970, or -1 when the record has none.
  package func timestamp(at index: Int) -> Int64 { entries[index].timestamp }

  /// Where the key lies in ``bytes``; `nil` without a key.
  package func keyRange(at index: Int) -> Range<Int>? { entries[index].keyRange }

  /// Where the value lies in ``bytes``; `nil` for a tombstone.
  package func valueRange(at index: Int) -> Range<Int>? { entries[index].valueRange }

  package func isTombstone(at index: Int) -> Bool { entries[index].valueLength < 0 }

  /// The headers of a record; empty for the many that have none.
  package func headers(at index: Int) -> [RecordHeader] {
    headers.isEmpty ? [] : headers[index] ?? []
  }

  /// Whether any of the records has some.
  package var hasHeaders: Bool { !headers.isEmpty }

  /// The records that have headers, ascending.
  package var indicesWithHeaders: [Int] { headers.isEmpty ? [] : headers.keys.sorted() }

  /// A copy of the key.
  package func key(at index: Int) -> [UInt8]? { keyRange(at: index).map { Array(bytes[$0]) } }

  /// A copy of the value; `nil` for a tombstone.
  package func value(at index: Int) -> [UInt8]? { valueRange(at: index).map { Array(bytes[$0]) } }

  /// Visits every record in place. The pointers must not leave `body`.
  package func visitRecords(_ body: (RecordView) throws -> Void) rethrows {
    try bytes.withUnsafeBytes { slab in
      for (index, entry) in entries.enumerated() {
        try body(
          RecordView(
            index: index, offset: entry.offset, timestamp: entry.timestamp,
            key: entry.keyRange.map { UnsafeRawBufferPointer(rebasing: slab[$0]) },
            value: entry.valueRange.map { UnsafeRawBufferPointer(rebasing: slab[$0]) }))
      }
    }
  }
}

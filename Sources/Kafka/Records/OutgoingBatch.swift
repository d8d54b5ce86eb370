/// Records to be sent to one topic, collected in one slab of memory.
///
/// Records keep their order per partition. Their indices, in the order of appending, name them in a
/// ``KafkaSendError``.
package struct OutgoingBatch: Sendable {
  struct Entry: Sendable {
    let start: Int
    let keyLength: Int
    let valueLength: Int
    let partition: Int32
  }

  private(set) var bytes: [UInt8] = []
  private(set) var entries: [Entry] = []
  private(set) var headers: [Int: [RecordHeader]] = [:]
  private(set) var hasExplicitPartitions = false

  package init(reserving records: Int = 0, bytes: Int = 0) {
    if records > 0 { entries.reserveCapacity(records) }
    if bytes > 0 { self.bytes.reserveCapacity(bytes) }
  }

  package var count: Int { entries.count }
  package var isEmpty: Bool { entries.isEmpty }
  /// The bytes of all keys and values.
  package var byteCount: Int { bytes.count }

  /// Appends a record.
  ///
  /// - Parameters:
  ///   - key: `nil` for no key; the record then goes to a partition at random.
  ///   - value: `nil` for a tombstone.
  ///   - partition: The partition, or `nil` to have it computed from the key.
  package mutating func append(
    key: [UInt8]?, value: [UInt8]?, partition: Int32? = nil, headers: [RecordHeader] = []
  ) {
    let start = bytes.count
    if let key { bytes.append(contentsOf: key) }
    if let value { bytes.append(contentsOf: value) }
    finish(
      start: start, keyLength: key?.count ?? -1, valueLength: value?.count ?? -1, partition: partition,
      headers: headers)
  }

  /// Appends a record from memory that need not outlive the call.
  package mutating func append(
    key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?, partition: Int32? = nil,
    headers: [RecordHeader] = []
  ) {
    let start = bytes.count
    if let key { bytes.append(contentsOf: key) }
    if let value { bytes.append(contentsOf: value) }
    finish(
      start: start, keyLength: key?.count ?? -1, valueLength: value?.count ?? -1, partition: partition,
      headers: headers)
  }

  /// Appends a record whose key and value are written straight into the slab.
  ///
  /// Both closures must only append. When `value` throws, nothing was appended.
  package mutating func append<Failure: Error>(
    headers: [RecordHeader] = [], writingKey key: (inout [UInt8]) -> Void,
    value: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    let start = bytes.count
    key(&bytes)
    let from = bytes.count
    do {
      try value(&bytes)
    } catch {
      bytes.removeLast(bytes.count - start)
      throw error
    }
    precondition(start <= from && from <= bytes.count, "bytes of other records were removed")
    finish(
      start: start, keyLength: from - start, valueLength: bytes.count - from, partition: nil,
      headers: headers)
  }

  /// Appends a record of another batch, for sending failed ones again.
  package mutating func append(_ index: Int, of other: OutgoingBatch) {
    let entry = other.entries[index]
    let start = bytes.count
    let length = max(0, entry.keyLength) + max(0, entry.valueLength)
    bytes.append(contentsOf: other.bytes[entry.start..<(entry.start + length)])
    finish(
      start: start, keyLength: entry.keyLength, valueLength: entry.valueLength,
      partition: entry.partition < 0 ? nil : entry.partition, headers: other.headers[index] ?? [])
  }

  /// Removes all records and keeps the memory.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    headers.removeAll()
    hasExplicitPartitions = false
  }

  private mutating func finish(
    start: Int, keyLength: Int, valueLength: Int, partition: Int32?, headers: [RecordHeader]
  ) {
    if !headers.isEmpty { self.headers[entries.count] = headers }
    if partition != nil { hasExplicitPartitions = true }
    entries.append(
      Entry(start: start, keyLength: keyLength, valueLength: valueLength, partition: partition ?? -1))
  }
}

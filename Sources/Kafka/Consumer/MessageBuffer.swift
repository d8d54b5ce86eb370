import CRdKafka

/// Room for the messages of one batch, and their way into a slab. Confined to the consumer's thread.
final class MessageBuffer {
  private let messages: UnsafeMutablePointer<UnsafeMutablePointer<rd_kafka_message_t>?>
  private let capacity: Int

  init(capacity: Int) {
    self.capacity = max(1, capacity)
    messages = .allocate(capacity: self.capacity)
    messages.initialize(repeating: nil, count: self.capacity)
  }

  deinit {
    messages.deallocate()
  }

  /// What a queue held besides records.
  struct Taken {
    var batch: RecordBatch?
    /// The partition's end, when it was reached.
    var endOffset: Int64?
    var errors: [KafkaError] = []
    /// Whether the queue may hold more.
    var mayHaveMore = false
  }

  /// Takes what is there, at most `records` and about `bytes`.
  func take(from partition: AssignedPartition, records: Int, bytes: Int) -> Taken {
    var taken = Taken()
    let limit = min(records, capacity)
    var count = 0
    var slabBytes = 0
    var recordCount = 0
    taken.mayHaveMore = true
    while count < limit, slabBytes < bytes {
      let chunk = max(1, min(limit - count, (bytes - slabBytes) / max(1, partition.meanBytes)))
      let got = rd_kafka_consume_batch_queue(partition.queue, 0, messages + count, chunk)
      guard got > 0 else {
        taken.mayHaveMore = false
        break
      }
      for index in count..<(count + got) {
        guard let message = messages[index]?.pointee, message.err == RD_KAFKA_RESP_ERR_NO_ERROR else {
          continue
        }
        slabBytes += message.len + message.key_len
        recordCount += 1
      }
      count += got
      if recordCount > 0 { partition.meanBytes = max(1, slabBytes / recordCount) }
      if got < chunk {
        taken.mayHaveMore = false
        break
      }
    }
    guard count > 0 else { return taken }
    var entries: [RecordEntry] = []
    entries.reserveCapacity(recordCount)
    var headers: [Int: [RecordHeader]] = [:]
    let slab = [UInt8](unsafeUninitializedCapacity: slabBytes) { slab, used in
      for index in 0..<count {
        guard let pointer = messages[index] else { continue }
        messages[index] = nil
        defer { rd_kafka_message_destroy(pointer) }
        let message = pointer.pointee
        guard message.err == RD_KAFKA_RESP_ERR_NO_ERROR else {
          if message.err == RD_KAFKA_RESP_ERR__PARTITION_EOF {
            taken.endOffset = message.offset
          } else {
            taken.errors.append(Self.error(of: pointer, in: partition.topicPartition))
          }
          continue
        }
        var timestampType = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
        let timestamp = rd_kafka_message_timestamp(pointer, &timestampType)
        if let found = Self.headers(of: pointer) {
          headers[entries.count] = found
        }
        entries.append(
          RecordEntry(
            offset: message.offset, timestamp: timestamp, start: used,
            keyLength: message.key == nil ? -1 : Int32(message.key_len),
            valueLength: message.payload == nil ? -1 : Int32(message.len)))
        used += Self.copy(message.key, message.key_len, to: slab, at: used)
        used += Self.copy(message.payload, message.len, to: slab, at: used)
      }
    }
    if !entries.isEmpty {
      taken.batch = RecordBatch(
        topicPartition: partition.topicPartition, epoch: partition.epoch, bytes: slab, entries: entries,
        headers: headers)
    }
    return taken
  }

  private static func copy(
    _ source: UnsafeMutableRawPointer?, _ length: Int, to slab: UnsafeMutableBufferPointer<UInt8>,
    at offset: Int
  ) -> Int {
    guard let source, length > 0, let base = slab.baseAddress else { return 0 }
    UnsafeMutableRawPointer(base + offset).copyMemory(from: source, byteCount: length)
    return length
  }

  private static func headers(of message: UnsafePointer<rd_kafka_message_t>) -> [RecordHeader]? {
    var list: OpaquePointer?
    guard rd_kafka_message_headers(message, &list) == RD_KAFKA_RESP_ERR_NO_ERROR, let list else { return nil }
    var result: [RecordHeader] = []
    var name: UnsafePointer<CChar>?
    var value: UnsafeRawPointer?
    var size = 0
    while rd_kafka_header_get_all(list, result.count, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR {
      let bytes = value.map { [UInt8](UnsafeRawBufferPointer(start: $0, count: size)) }
      result.append(RecordHeader(name.map { String(cString: $0) } ?? "", bytes))
    }
    return result
  }

  private static func error(
    of message: UnsafePointer<rd_kafka_message_t>, in partition: TopicPartition
  ) -> KafkaError {
    KafkaError(
      message.pointee.err, reason: rd_kafka_message_errstr(message).map { String(cString: $0) },
      topic: partition.topic, partition: partition.partition)
  }
}

import CRdKafka

/// A topic of a producer; made once per topic.
///
/// `@unchecked Sendable`: the pointer never changes and librdkafka's topic functions are thread-safe.
final class TopicHandle: @unchecked Sendable {
  let name: String
  /// Keeps the client alive as long as the topic is.
  let client: ClientHandle
  private let pointer: OpaquePointer

  private static let chunk = 512
  /// A sender looks up after this many records, to notice cancellation and let others in.
  private static let turn = 8192

  init(_ name: String, client: ClientHandle) throws(KafkaError) {
    guard let pointer = rd_kafka_topic_new(client.pointer, name, nil) else {
      throw KafkaError(rd_kafka_last_error(), topic: name)
    }
    self.name = name
    self.client = client
    self.pointer = pointer
  }

  deinit {
    rd_kafka_topic_destroy(pointer)
  }

  struct Enqueued {
    /// The first record that was neither enqueued nor refused.
    var next: Int
    var failures: [KafkaSendError.Failure] = []
    var isQueueFull = false
  }

  /// Enqueues copies of records, from one on, until the queue is full or it is another sender's turn.
  func enqueue(_ batch: OutgoingBatch, from start: Int, slot: UInt32) -> Enqueued {
    var result = Enqueued(next: start)
    let end = min(batch.count, start + Self.turn)
    batch.bytes.withUnsafeBytes { slab in
      // An empty slab has no address, but an empty value must not become a tombstone.
      let base = slab.baseAddress.map { UnsafeMutableRawPointer(mutating: $0) } ?? Self.emptyAddress
      while result.next < end, !result.isQueueFull {
        if let headers = batch.headers[result.next] {
          enqueue(batch.entries[result.next], headers: headers, base: base, slot: slot, result: &result)
        } else {
          enqueueRun(batch, base: base, upTo: end, slot: slot, result: &result)
        }
      }
    }
    return result
  }

  private func enqueueRun(
    _ batch: OutgoingBatch, base: UnsafeMutableRawPointer, upTo end: Int, slot: UInt32,
    result: inout Enqueued
  ) {
    let start = result.next
    var stop = min(end, start + Self.chunk)
    if !batch.headers.isEmpty {
      stop = (start..<stop).first { batch.headers[$0] != nil } ?? stop
    }
    withUnsafeTemporaryAllocation(of: rd_kafka_message_t.self, capacity: stop - start) { messages in
      for index in start..<stop {
        let entry = batch.entries[index]
        var message = rd_kafka_message_t()
        let keyLength = max(0, entry.keyLength)
        message.partition = entry.partition
        if entry.keyLength >= 0 { message.key = base + entry.start }
        message.key_len = keyLength
        if entry.valueLength >= 0 { message.payload = base + entry.start + keyLength }
        message.len = max(0, entry.valueLength)
        message._private = Self.opaque(slot: slot, index: index)
        messages.initializeElement(at: index - start, to: message)
      }
      var flags = RD_KAFKA_MSG_F_COPY
      if batch.hasExplicitPartitions { flags |= RD_KAFKA_MSG_F_PARTITION }
      let accepted = rd_kafka_produce_batch(
        pointer, RD_KAFKA_PARTITION_UA, flags, messages.baseAddress, Int32(messages.count))
      result.next = stop
      guard accepted < messages.count else { return }
      for index in start..<stop {
        let code = messages[index - start].err
        if code == RD_KAFKA_RESP_ERR_NO_ERROR { continue }
        if code == RD_KAFKA_RESP_ERR__QUEUE_FULL {
          // librdkafka refuses everything after the first that did not fit, so order is kept.
          result.isQueueFull = true
          result.next = index
          return
        }
        result.failures.append(.init(index: index, error: failure(KafkaError(code, topic: name))))
      }
    }
  }

  private func enqueue(
    _ entry: OutgoingBatch.Entry, headers: [RecordHeader], base: UnsafeMutableRawPointer, slot: UInt32,
    result: inout Enqueued
  ) {
    // librdkafka takes headers as an object that becomes its own when the record is accepted.
    let list = rd_kafka_headers_new(headers.count)
    for header in headers {
      header.value.withUnsafeBytes { bytes in
        _ = rd_kafka_header_add(
          list, header.name, -1, bytes?.baseAddress ?? Self.empty(bytes), bytes?.count ?? 0)
      }
    }
    let keyLength = max(0, entry.keyLength)
    var arguments = [rd_kafka_vu_t](repeating: rd_kafka_vu_t(), count: 7)
    arguments[0].vtype = RD_KAFKA_VTYPE_RKT
    arguments[0].u.rkt = pointer
    arguments[1].vtype = RD_KAFKA_VTYPE_PARTITION
    arguments[1].u.i32 = entry.partition
    arguments[2].vtype = RD_KAFKA_VTYPE_MSGFLAGS
    arguments[2].u.i = RD_KAFKA_MSG_F_COPY
    arguments[3].vtype = RD_KAFKA_VTYPE_KEY
    arguments[3].u.mem.ptr = entry.keyLength < 0 ? nil : base + entry.start
    arguments[3].u.mem.size = keyLength
    arguments[4].vtype = RD_KAFKA_VTYPE_VALUE
    arguments[4].u.mem.ptr = entry.valueLength < 0 ? nil : base + entry.start + keyLength
    arguments[4].u.mem.size = max(0, entry.valueLength)
    arguments[5].vtype = RD_KAFKA_VTYPE_OPAQUE
    arguments[5].u.ptr = Self.opaque(slot: slot, index: result.next)
    arguments[6].vtype = RD_KAFKA_VTYPE_HEADERS
    arguments[6].u.headers = list
    guard
      let error = KafkaError.take(
        rd_kafka_produceva(client.pointer, &arguments, arguments.count), topic: name)
    else {
      result.next += 1
      return
    }
    rd_kafka_headers_destroy(list)
    if error.code == .queueFull {
      result.isQueueFull = true
    } else {
      result.failures.append(.init(index: result.next, error: failure(error)))
      result.next += 1
    }
  }

  private func failure(_ error: KafkaError) -> KafkaError {
    error.isFatal ? client.fatalError ?? error : error
  }

  /// Names a record of a send; it comes back with the record's delivery report.
  private static func opaque(slot: UInt32, index: Int) -> UnsafeMutableRawPointer? {
    UnsafeMutableRawPointer(bitPattern: UInt(slot) << 32 | UInt(UInt32(truncatingIfNeeded: index)))
  }

  /// The send and the record that an opaque names.
  static func record(of opaque: UnsafeMutableRawPointer?) -> (slot: UInt32, index: Int) {
    let bits = UInt(bitPattern: opaque)
    return (UInt32(bits >> 32), Int(bits & 0xffff_ffff))
  }

  /// An address that is not null. Nothing is ever read from or written to it.
  nonisolated(unsafe) private static let emptyAddress = UnsafeMutableRawPointer.allocate(
    byteCount: 16, alignment: 16)

  /// Keeps an empty header value apart from a null one.
  private static func empty(_ bytes: UnsafeRawBufferPointer?) -> UnsafeRawPointer? {
    bytes == nil ? nil : UnsafeRawPointer(emptyAddress)
  }
}

extension [UInt8]? {
  fileprivate func withUnsafeBytes(_ body: (UnsafeRawBufferPointer?) -> Void) {
    guard let self else { return body(nil) }
    self.withUnsafeBytes { body($0) }
  }
}

extension ClientHandle {
  /// Whether nothing waits to be sent, acknowledged or reported.
  var isEmpty: Bool { rd_kafka_outq_len(pointer) == 0 }
}

import CRdKafka
import Foundation
import Logging
import Metrics
import Observability
import Synchronization

/// The producer's thread: it takes delivery reports, a whole event at a time, and settles the sends.
///
/// `@unchecked Sendable`: what it changes besides the stop request belongs to its thread alone.
final class DeliveryLoop: @unchecked Sendable {
  private let shared: ProducerShared
  private let stopAt = Mutex<ContinuousClock.Instant?>(nil)
  private let logger: Logger
  private let queue: OpaquePointer
  private var client: ClientHandle?
  /// Why nothing can be sent any more.
  private var end: KafkaError?
  private var statistics = StatisticsReporter()
  private let acknowledged = MetricCatalog.acknowledgedRecords.counter()
  private let failed = MetricCatalog.failedRecords.counter()

  init(client: ClientHandle, shared: ProducerShared, logger: Logger) throws(KafkaError) {
    guard let queue = rd_kafka_queue_get_main(client.pointer) else {
      throw KafkaError(code: .state, reason: "the client has no main queue")
    }
    self.queue = queue
    self.client = client
    self.shared = shared
    self.logger = logger
  }

  func start() {
    let thread = Thread { self.run() }
    thread.name = "kafka-deliveries"
    thread.start()
  }

  /// Fails what is not acknowledged and ends the thread, by the deadline at the latest.
  func stop(at deadline: ContinuousClock.Instant) {
    stopAt.withLock { $0 = $0.map { min($0, deadline) } ?? deadline }
  }

  private func run() {
    guard let client else { return }
    var isPurged = false
    while true {
      let stop = stopAt.withLock { $0 }
      if let event = rd_kafka_queue_poll(queue, stop == nil ? 100 : 10) {
        serve(event, of: client)
      } else {
        // A sender whose wake-up went to one that had nothing more to enqueue.
        shared.wakeSpaceWaiters()
      }
      if end != nil || (stop != nil && !isPurged) {
        // The records come back as reports with an error. Senders may be about to add more as the end comes.
        rd_kafka_purge(client.pointer, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT)
        isPurged = stop != nil
      }
      guard let stop else { continue }
      if rd_kafka_outq_len(client.pointer) == 0 || .now >= stop { break }
    }
    shared.finish()
    rd_kafka_queue_destroy(queue)
    self.client = nil
  }

  private func serve(_ event: OpaquePointer, of client: ClientHandle) {
    switch rd_kafka_event_type(event) {
    case RD_KAFKA_EVENT_DR:
      let (tallies, count) = tally(event, of: client)
      // Only destroying the event gives its room in the queue back.
      rd_kafka_event_destroy(event)
      shared.settle(tallies, freed: count)
      return
    case RD_KAFKA_EVENT_ERROR:
      let error = client.fatalError ?? KafkaError(event: event)
      MetricCatalog.clientErrors.counter([("code", error.code.name)]).increment()
      if error.isFatal || error.code.isRefusal {
        logger.error("producer is unusable", metadata: ["error": "\(error)"])
        end = end ?? error
        shared.failed(fatally: error)
      } else {
        logger.warning("producer error", metadata: ["error": "\(error)"])
      }
    case RD_KAFKA_EVENT_STATS:
      if let json = rd_kafka_event_stats(event) { statistics.report(json: json) }
    default:
      break
    }
    rd_kafka_event_destroy(event)
  }

  private func tally(_ event: OpaquePointer, of client: ClientHandle) -> ([ProducerShared.Tally], Int) {
    var tallies: [ProducerShared.Tally] = []
    var current = ProducerShared.Tally(slot: 0)
    var total = 0
    var failures = 0
    while let message = rd_kafka_event_message_next(event)?.pointee {
      let (slot, index) = TopicHandle.record(of: message._private)
      if slot != current.slot {
        if current.count > 0 { tallies.append(current) }
        current = ProducerShared.Tally(slot: slot)
      }
      current.count += 1
      total += 1
      if message.err != RD_KAFKA_RESP_ERR_NO_ERROR {
        failures += 1
        current.failures.append(.init(index: index, error: error(of: message, client: client)))
      }
    }
    if current.count > 0 { tallies.append(current) }
    acknowledged.increment(by: Int64(total - failures))
    if failures > 0 { failed.increment(by: Int64(failures)) }
    return (tallies, total)
  }

  private func error(of message: rd_kafka_message_t, client: ClientHandle) -> KafkaError {
    if message.err == RD_KAFKA_RESP_ERR__FATAL, let fatal = client.fatalError { return fatal }
    let isPurged =
      message.err == RD_KAFKA_RESP_ERR__PURGE_QUEUE || message.err == RD_KAFKA_RESP_ERR__PURGE_INFLIGHT
    if isPurged, let end { return end }
    let code = KafkaError.Code(message.err)
    // The record at which a client becomes unusable says so in the broker's words.
    if code.concernsSequence, let fatal = client.fatalError { return fatal }
    let topic = message.rkt.flatMap { rd_kafka_topic_name($0) }.map { String(cString: $0) }
    return KafkaError(
      code: code, topic: topic, partition: message.partition >= 0 ? message.partition : nil,
      isRetriable: code.concernsSequence ? true : nil)
  }
}

extension KafkaError.Code {
  /// Whether it speaks of the idempotent producer's numbering, not of the record.
  fileprivate var concernsSequence: Bool { Self.sequence.contains(self) }

  private static let sequence: Set<Self> = Set(
    [
      RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER, RD_KAFKA_RESP_ERR_UNKNOWN_PRODUCER_ID,
      RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH, RD_KAFKA_RESP_ERR_INVALID_PRODUCER_ID_MAPPING,
      RD_KAFKA_RESP_ERR_PRODUCER_FENCED, RD_KAFKA_RESP_ERR__GAPLESS_GUARANTEE,
      RD_KAFKA_RESP_ERR__INCONSISTENT,
    ].map { Self($0) })

  /// Whether the cluster refuses the client as a whole, not only a topic.
  fileprivate var isRefusal: Bool {
    isAuthorization && self != .init(RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED)
      && self != .init(RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED)
  }
}

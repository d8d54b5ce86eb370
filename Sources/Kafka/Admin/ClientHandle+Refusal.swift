import CRdKafka

extension ClientHandle {
  /// Takes the client's events, and returns the first that says that the cluster refuses us.
  ///
  /// For clients without a thread that serves their events.
  func takeRefusal() -> KafkaError? {
    guard let queue = rd_kafka_queue_get_main(pointer) else { return nil }
    defer { rd_kafka_queue_destroy(queue) }
    var refusal: KafkaError?
    while let event = rd_kafka_queue_poll(queue, 0) {
      defer { rd_kafka_event_destroy(event) }
      guard rd_kafka_event_type(event) == RD_KAFKA_EVENT_ERROR else { continue }
      let error = KafkaError(
        rd_kafka_event_error(event), reason: rd_kafka_event_error_string(event).map { String(cString: $0) })
      if error.isAuthorization, refusal == nil { refusal = error }
    }
    return refusal
  }
}

extension KafkaError {
  /// The same error with the group that it is about.
  func of(_ group: String) -> KafkaError {
    var error = self
    error.group = group
    return error
  }
}

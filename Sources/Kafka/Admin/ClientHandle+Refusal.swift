import CRdKafka

extension ClientHandle {
  /// Takes the client's events, for clients without a thread that serves them.
  ///
  /// - Returns: the first that says that the cluster refuses us; without one, the last that says what is wrong.
  func takeTrouble() -> KafkaError? {
    guard let queue = rd_kafka_queue_get_main(pointer) else { return nil }
    defer { rd_kafka_queue_destroy(queue) }
    var trouble: KafkaError?
    while let event = rd_kafka_queue_poll(queue, 0) {
      defer { rd_kafka_event_destroy(event) }
      guard rd_kafka_event_type(event) == RD_KAFKA_EVENT_ERROR else { continue }
      let error = KafkaError(event: event)
      // That all brokers are down is what the others say with reasons.
      if trouble?.isAuthorization != true, error.code != .allBrokersDown || trouble == nil { trouble = error }
    }
    return trouble
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

import CRdKafka

/// Requests of librdkafka's admin interface, each awaited on a queue of its own. They block.
enum AdminRequest {
  /// Returns whether each topic was created (`true`) or existed (`false`).
  static func createTopics(
    _ topics: [TopicSpecification], client: ClientHandle, until deadline: ContinuousClock.Instant
  ) throws -> [String: Bool] {
    var requests: [OpaquePointer?] = []
    defer { for request in requests { rd_kafka_NewTopic_destroy(request) } }
    for topic in topics {
      var text = [CChar](repeating: 0, count: 512)
      guard
        let request = rd_kafka_NewTopic_new(
          topic.name, Int32(clamping: topic.partitions), Int32(clamping: topic.replicationFactor), &text,
          text.count)
      else {
        throw KafkaError(code: .configuration, reason: String(nulTerminated: text), topic: topic.name)
      }
      requests.append(request)
      for (name, value) in topic.config {
        let error = rd_kafka_NewTopic_set_config(request, name, value)
        guard error == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(error, topic: topic.name) }
      }
    }
    return try perform(RD_KAFKA_ADMIN_OP_CREATETOPICS, client: client, until: deadline) { options, queue in
      rd_kafka_CreateTopics(client.pointer, &requests, requests.count, options, queue)
    } read: { event in
      var count = 0
      let results = rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event), &count)
      return try outcomes(results, count, benign: .topicAlreadyExists)
    }
  }

  static func deleteTopics(
    _ names: [String], client: ClientHandle, until deadline: ContinuousClock.Instant
  ) throws {
    var requests: [OpaquePointer?] = names.map { rd_kafka_DeleteTopic_new($0) }
    defer { for request in requests { rd_kafka_DeleteTopic_destroy(request) } }
    _ = try perform(RD_KAFKA_ADMIN_OP_DELETETOPICS, client: client, until: deadline) { options, queue in
      rd_kafka_DeleteTopics(client.pointer, &requests, requests.count, options, queue)
    } read: { event in
      var count = 0
      let results = rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result(event), &count)
      return try outcomes(results, count, benign: .unknownTopicOrPartition)
    }
  }

  private static func perform<Result>(
    _ operation: rd_kafka_admin_op_t, client: ClientHandle, until deadline: ContinuousClock.Instant,
    send: (OpaquePointer?, OpaquePointer) -> Void, read: (OpaquePointer) throws -> Result
  ) throws -> Result {
    guard let queue = rd_kafka_queue_new(client.pointer) else {
      throw KafkaError(code: .state, reason: "no queue")
    }
    defer { rd_kafka_queue_destroy(queue) }
    let options = rd_kafka_AdminOptions_new(client.pointer, operation)
    defer { rd_kafka_AdminOptions_destroy(options) }
    let milliseconds = max(1, (deadline - .now).milliseconds)
    var text = [CChar](repeating: 0, count: 512)
    let error = rd_kafka_AdminOptions_set_request_timeout(options, milliseconds, &text, text.count)
    guard error == RD_KAFKA_RESP_ERR_NO_ERROR else {
      throw KafkaError(error, reason: String(nulTerminated: text))
    }
    send(options, queue)
    // The request's own time-out answers first; the margin keeps this wait finite all the same.
    guard let event = rd_kafka_queue_poll(queue, milliseconds + 1000) else {
      throw KafkaError(code: .deadlineExceeded, reason: "no answer to the admin request")
    }
    defer { rd_kafka_event_destroy(event) }
    let code = rd_kafka_event_error(event)
    guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
      throw KafkaError(code, reason: rd_kafka_event_error_string(event).map { String(cString: $0) })
    }
    return try read(event)
  }

  /// Throws the first error that is not the benign one.
  private static func outcomes(
    _ results: UnsafeMutablePointer<OpaquePointer?>?, _ count: Int, benign: KafkaError.Code
  ) throws -> [String: Bool] {
    var outcomes: [String: Bool] = [:]
    for index in 0..<count {
      guard let result = results?[index] else { continue }
      let name = rd_kafka_topic_result_name(result).map { String(cString: $0) } ?? ""
      let code = KafkaError.Code(rd_kafka_topic_result_error(result))
      switch code {
      case .init(RD_KAFKA_RESP_ERR_NO_ERROR): outcomes[name] = true
      case benign: outcomes[name] = false
      default:
        throw KafkaError(
          code: code, reason: rd_kafka_topic_result_error_string(result).map { String(cString: $0) },
          topic: name)
      }
    }
    return outcomes
  }
}

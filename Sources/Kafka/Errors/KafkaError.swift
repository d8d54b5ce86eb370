import CRdKafka

/// An error of the Kafka client library, the broker, or this module.
package struct KafkaError: Error, Sendable, Equatable {
  /// What went wrong.
  package let code: Code
  /// Why, in words.
  package let reason: String
  /// The topic concerned, if any.
  package var topic: String?
  /// The partition concerned, if any.
  package var partition: Int32?
  /// The consumer group concerned, if any.
  package var group: String?
  /// The configuration property concerned, if any.
  package var property: String?
  /// Whether the handle that reported it cannot be used any more.
  package let isFatal: Bool
  /// Whether doing the same again may succeed.
  package let isRetriable: Bool

  package init(
    code: Code, reason: String? = nil, topic: String? = nil, partition: Int32? = nil,
    property: String? = nil, isFatal: Bool = false, isRetriable: Bool? = nil
  ) {
    self.code = code
    self.reason = reason ?? code.summary
    self.topic = topic
    self.partition = partition
    self.property = property
    self.isFatal = isFatal || code == .fatal
    self.isRetriable = !self.isFatal && (isRetriable ?? code.isUsuallyRetriable)
  }

  /// Whether the cluster refuses us: the same user will be refused again.
  package var isAuthorization: Bool { code.isAuthorization }

  init(_ code: rd_kafka_resp_err_t, reason: String? = nil, topic: String? = nil, partition: Int32? = nil) {
    self.init(code: Code(code), reason: reason, topic: topic, partition: partition)
  }

  /// What a client says of itself in an event.
  ///
  /// librdkafka has one code for all troubles of TLS, and none for what the other end says of our certificate; only
  /// OpenSSL's words tell what will not pass by itself from what may.
  init(event: OpaquePointer) {
    let error = KafkaError(
      rd_kafka_event_error(event), reason: rd_kafka_event_error_string(event).map { String(cString: $0) })
    let isRefusal = Self.refusals.contains { error.reason.contains($0) }
    self = isRefusal ? KafkaError(code: .certificateRefused, reason: error.reason) : error
  }

  /// Of OpenSSL's words.
  private static let refusals = [
    "certificate verify failed", "alert certificate", "alert unknown ca", "alert bad certificate",
    "alert unsupported certificate", "alert access denied", "alert handshake failure",
  ]

  /// The same error with what the client said of its cause last.
  func because(_ cause: KafkaError?) -> KafkaError {
    guard let cause else { return self }
    var error = KafkaError(
      code: code, reason: cause.reason, topic: topic, partition: partition, property: property,
      isFatal: isFatal,
      isRetriable: isRetriable)
    error.group = group
    return error
  }

  /// Takes over an error object of librdkafka; `nil` means success.
  static func take(_ error: OpaquePointer?, topic: String? = nil, partition: Int32? = nil) -> KafkaError? {
    guard let error else { return nil }
    defer { rd_kafka_error_destroy(error) }
    return KafkaError(
      code: Code(rd_kafka_error_code(error)),
      reason: rd_kafka_error_string(error).map { String(cString: $0) },
      topic: topic, partition: partition,
      isFatal: rd_kafka_error_is_fatal(error) != 0,
      isRetriable: rd_kafka_error_is_retriable(error) != 0 ? true : nil)
  }
}

extension KafkaError: CustomStringConvertible {
  package var description: String {
    var place: [String] = []
    if let topic { place.append(partition.map { "\(topic)[\($0)]" } ?? topic) }
    if let group { place.append("group \(group)") }
    if let property { place.append("property \(property)") }
    let context = place.isEmpty ? "" : " (" + place.joined(separator: ", ") + ")"
    return "Kafka \(isFatal ? "fatal error" : "error") \(code.name)\(context): \(reason)"
  }
}

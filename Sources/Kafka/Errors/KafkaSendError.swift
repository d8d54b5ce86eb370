/// Some records of a batch were not acknowledged.
///
/// A record that is not listed was acknowledged by the broker. A listed one may still have been written when
/// its error is a time-out or a lost connection: sending it again can duplicate it, never lose it.
package struct KafkaSendError: Error, Sendable {
  /// A record of the batch, by index, and why it was not acknowledged.
  package struct Failure: Sendable, Equatable {
    package let index: Int
    package let error: KafkaError
  }

  /// The topic the batch was sent to.
  package let topic: String
  /// The records not acknowledged, by ascending index.
  package let failures: [Failure]
  /// How many records of the batch were acknowledged.
  package let acknowledged: Int

  /// Whether the producer must be rebuilt before anything can be sent again.
  package var isFatal: Bool { failures.contains { $0.error.isFatal } }

  /// That the cluster refuses us, where that is why; nil for other failures.
  package var refusal: KafkaError? { failures.lazy.map(\.error).first(where: \.isAuthorization) }

  /// Whether sending the failed records again may succeed.
  package var isRetriable: Bool { failures.allSatisfy { $0.error.isRetriable } }
}

extension KafkaSendError {
  /// No record of a batch can be said to be acknowledged.
  init(topic: String, allOf count: Int, _ error: KafkaError) {
    self.init(
      topic: topic, failures: (0..<count).map { Failure(index: $0, error: error) }, acknowledged: 0)
  }
}

extension KafkaSendError: CustomStringConvertible {
  package var description: String {
    let shown = failures.prefix(3).map { "#\($0.index) \($0.error)" }.joined(separator: "; ")
    let more = failures.count > 3 ? "; and \(failures.count - 3) more" : ""
    let total = failures.count + acknowledged
    return "\(failures.count) of \(total) records for \(topic) not acknowledged: \(shown)\(more)"
  }
}

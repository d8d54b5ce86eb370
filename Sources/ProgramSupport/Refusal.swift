package import Kafka

/// Says in one line what a cluster refused and what to check.
package enum Refusal {
  package static func text(of error: KafkaError) -> String {
    // librdkafka's words may run over several lines, and they name the broker.
    let reason = error.reason.split(whereSeparator: \.isNewline).joined(separator: " ")
    return "\(what(error)): \(reason) (\(error.code.name)); \(advice(error))"
  }

  private static func what(_ error: KafkaError) -> String {
    if error.code == .certificateRefused { return "TLS with the Kafka cluster fails" }
    if error.code.isAuthentication { return "the Kafka cluster refuses the login" }
    if let topic = error.topic { return "the Kafka cluster refuses access to topic \(topic)" }
    if let group = error.group { return "the Kafka cluster refuses access to group \(group)" }
    if error.code == .groupAuthorizationFailed { return "the Kafka cluster refuses access to the group" }
    return "the Kafka cluster refuses the request"
  }

  private static func advice(_ error: KafkaError) -> String {
    if error.code == .certificateRefused {
      return """
        see that ssl.ca.location holds the root that signed the broker's certificate, that this names the host that you \
        connect to, and that ssl.certificate.location and ssl.key.location hold what the cluster asks of its clients
        """
    }
    if error.reason.contains("SCRAM"), !KafkaLibrary.speaksStrictSCRAM {
      return """
        check sasl.username and sasl.password; Kafka 4 and later refuse SCRAM of this librdkafka, \(KafkaLibrary.version), \
        with a right password as well: they need 2.6.1 or later, or SASL PLAIN within TLS
        """
    }
    if error.code.isAuthentication {
      return "check security.protocol, sasl.mechanism, sasl.username and sasl.password"
    }
    if error.topic != nil {
      return "check the user's rights on the topic (ACLs: read, write, describe; create where it is missing)"
    }
    return "check the user's rights (ACLs: read of the group, create of topics), and topics.prefix"
  }
}

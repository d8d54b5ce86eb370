package import Kafka
package import Logging
package import Observability

/// Shows in `/readyz` and in the log whether the brokers answer.
package enum ConnectionHealth {
  private static let condition = "brokers answer"

  /// Runs until the task is cancelled or the consumer closed.
  package static func watch(_ consumer: KafkaConsumer, _ health: HealthState, logger: Logger) async {
    await consumer.watchConnection { state in
      switch state {
      case .up:
        health.setReady(condition)
        logger.info("the brokers answer")
      case .down(let reason):
        health.setNotReady(condition, reason: reason)
        logger.warning("the brokers do not answer; trying on", metadata: ["reason": "\(reason)"])
      }
    }
  }
}

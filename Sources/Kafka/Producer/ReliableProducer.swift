/// Stands here until the producer outlives fatal errors.
package typealias ReliableProducer = KafkaProducer
extension KafkaConsumer {
  package func waitUntilFresh(_ p: TopicPartition, epoch: Int) async -> Bool { isCurrent(p, epoch: epoch) }
}

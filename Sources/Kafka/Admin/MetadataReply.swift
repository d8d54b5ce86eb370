import CRdKafka

/// What the cluster says about one topic, or about itself.
struct MetadataReply {
  /// `nil` when the topic does not exist or has partitions without a leader.
  private(set) var partitionCount: Int?

  /// Asks the cluster. Blocks; to be called outside the cooperative pool.
  init(client: ClientHandle, topic: String?, until deadline: ContinuousClock.Instant) throws(KafkaError) {
    var handle: OpaquePointer?
    if let topic {
      handle = rd_kafka_topic_new(client.pointer, topic, nil)
      guard handle != nil else { throw KafkaError(rd_kafka_last_error(), topic: topic) }
    }
    defer { if let handle { rd_kafka_topic_destroy(handle) } }
    var reply: UnsafePointer<rd_kafka_metadata_t>?
    let error = rd_kafka_metadata(
      client.pointer, 0, handle, &reply, max(1, (deadline - .now).milliseconds))
    guard error == RD_KAFKA_RESP_ERR_NO_ERROR, let metadata = reply?.pointee else {
      throw KafkaError(error, topic: topic)
    }
    defer { rd_kafka_metadata_destroy(reply) }
    guard topic != nil, metadata.topic_cnt > 0, let found = metadata.topics?.pointee else { return }
    switch found.err {
    case RD_KAFKA_RESP_ERR_NO_ERROR:
      let hasLeaders = (0..<Int(found.partition_cnt)).allSatisfy { found.partitions[$0].leader >= 0 }
      partitionCount = found.partition_cnt > 0 && hasLeaders ? Int(found.partition_cnt) : nil
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC,
      RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE:
      partitionCount = nil
    default:
      throw KafkaError(found.err, topic: topic)
    }
  }
}

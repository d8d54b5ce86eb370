import CRdKafka

/// A topic-partition list of librdkafka, destroyed with this value.
struct PartitionList: ~Copyable {
  let pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

  init(_ partitions: [TopicPartition] = []) {
    // librdkafka aborts the process itself when memory runs out, so the pointer is never null.
    pointer = rd_kafka_topic_partition_list_new(Int32(partitions.count))
    for partition in partitions { add(partition) }
  }

  deinit {
    rd_kafka_topic_partition_list_destroy(pointer)
  }

  var isEmpty: Bool { pointer.pointee.cnt == 0 }

  func add(_ partition: TopicPartition, offset: Int64? = nil) {
    guard let element = rd_kafka_topic_partition_list_add(pointer, partition.topic, partition.partition)
    else { return }
    if let offset { element.pointee.offset = offset }
  }

  func elements() -> [Element] { Self.elements(of: pointer) }

  /// One element of a list.
  struct Element: Sendable {
    let topicPartition: TopicPartition
    let offset: Int64
    let error: KafkaError?
  }

  /// The elements of a list that librdkafka owns.
  static func elements(of list: UnsafePointer<rd_kafka_topic_partition_list_t>?) -> [Element] {
    guard let list, let elements = list.pointee.elems else { return [] }
    return (0..<Int(list.pointee.cnt)).map { index in
      let element = elements[index]
      let topic = element.topic.map { String(cString: $0) } ?? ""
      let error: KafkaError? =
        element.err == RD_KAFKA_RESP_ERR_NO_ERROR
        ? nil : KafkaError(element.err, topic: topic, partition: element.partition)
      return Element(
        topicPartition: TopicPartition(topic: topic, partition: element.partition), offset: element.offset,
        error: error)
    }
  }

  static func elements(of list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?) -> [Element] {
    elements(of: list.map { UnsafePointer($0) })
  }
}

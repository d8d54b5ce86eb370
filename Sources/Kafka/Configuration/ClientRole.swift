/// What a client handle is for, with the settings that follow from it.
enum ClientRole: String, Sendable {
  case producer, consumer, admin

  /// Defaults that the user's settings override.
  var defaults: [String: String] {
    // A broker that is back is found within seconds, and a dead connection is known for what it is.
    let common = ["reconnect.backoff.max.ms": "2000", "socket.keepalive.enable": "true"]
    return common.merging(roleDefaults) { _, own in own }
  }

  private var roleDefaults: [String: String] {
    switch self {
    case .producer:
      [
        "enable.idempotence": "true",
        "acks": "all",
        "compression.codec": "lz4",
        "linger.ms": "5",
        "batch.num.messages": "10000",
        "queue.buffering.max.messages": "500000",
        "queue.buffering.max.kbytes": "524288",
        // The partition of a key is then the one that clients in other languages compute.
        "partitioner": "murmur2_random",
        "statistics.interval.ms": "5000",
        "socket.nagle.disable": "true",
      ]
    case .consumer:
      [
        "allow.auto.create.topics": "false",
        "auto.offset.reset": "earliest",
        "partition.assignment.strategy": "range",
        // What librdkafka fetches ahead is not in the credits. Every partition has a queue of its own, so its limit
        // counts per partition, and one fetch may go beyond it: 54 partitions hold 54 x (512 + 512) KiB = 54 MiB,
        // and one reply of 16 MiB may be on its way. The number of messages must not be the limit: small ones
        // would make it a tight one.
        "queued.min.messages": "1000000",
        "queued.max.messages.kbytes": "512",
        "fetch.message.max.bytes": "524288",
        "fetch.max.bytes": "16777216",
        // A reply beyond this would be refused again and again. Brokers that keep to the limits above send no such one;
        // some for development give all they have.
        "receive.message.max.bytes": "1000000000",
        // A partition whose queue was full is asked for again when the fetch under way returns, which the empty
        // partitions hold up for this long: half a second would starve a fast reader.
        "fetch.wait.max.ms": "100",
        "session.timeout.ms": "10000",
        // Lag and queues, as metrics.
        "statistics.interval.ms": "5000",
        "socket.nagle.disable": "true",
      ]
    case .admin:
      ["allow.auto.create.topics": "false", "socket.nagle.disable": "true"]
    }
  }

  /// Settings that this module's guarantees rest on; the user may only repeat them.
  var fixed: [String: String] {
    switch self {
    case .producer:
      ["delivery.report.only.error": "false"]
    case .consumer:
      [
        "enable.auto.commit": "false",
        "enable.auto.offset.store": "false",
        "enable.partition.eof": "true",
      ]
    case .admin:
      [:]
    }
  }
}

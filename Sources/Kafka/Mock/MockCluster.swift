import CRdKafka
import Logging

/// A cluster of mock brokers inside this process, for tests of faults.
///
/// It keeps about 5 MB per partition and silently drops older records, and creates topics when they are
/// asked for: it proves nothing about loss or speed.
///
/// `@unchecked Sendable`: the pointers never change and librdkafka's mock functions are thread-safe.
package final class MockCluster: @unchecked Sendable {
  /// The requests whose answers can be made to fail.
  package enum Request: Int16, Sendable {
    case produce = 0
    case fetch = 1
    case listOffsets = 2
    case metadata = 3
    case offsetCommit = 8
    case offsetFetch = 9
    case findCoordinator = 10
    case joinGroup = 11
    case heartbeat = 12
    case leaveGroup = 13
    case syncGroup = 14
    case initProducerID = 22
  }

  private let client: ClientHandle
  private let cluster: OpaquePointer

  /// `host:port` of the brokers.
  package let bootstrapServers: [String]

  /// Starts brokers on loopback ports that the system chooses.
  package init(brokers: Int = 1) throws {
    // The owning client itself needs no broker.
    client = try ClientHandle(
      role: .admin, configuration: KafkaConfiguration(bootstrapServers: ["127.0.0.1:1"]), events: 0,
      logger: Logger(label: "mock-cluster") { _ in SwiftLogNoOpLogHandler() })
    guard let cluster = rd_kafka_mock_cluster_new(client.pointer, Int32(brokers)) else {
      throw KafkaError(code: .state, reason: "cannot start mock brokers")
    }
    self.cluster = cluster
    bootstrapServers = String(cString: rd_kafka_mock_cluster_bootstraps(cluster)).split(separator: ",")
      .map(String.init)
  }

  deinit {
    rd_kafka_mock_cluster_destroy(cluster)
  }

  /// A configuration that reaches this cluster.
  package func configuration(_ settings: [String: String] = [:]) -> KafkaConfiguration {
    KafkaConfiguration(bootstrapServers: bootstrapServers, settings: settings)
  }

  package func createTopic(_ name: String, partitions: Int, replicationFactor: Int = 1) throws {
    try check(rd_kafka_mock_topic_create(cluster, name, Int32(partitions), Int32(replicationFactor)), name)
  }

  /// Answers the next requests of a kind with these errors, one each.
  package func fail(_ request: Request, with codes: [KafkaError.Code]) {
    var errors = codes.map(\.response)
    rd_kafka_mock_push_request_errors_array(cluster, request.rawValue, errors.count, &errors)
  }

  /// Forgets errors that were not used.
  package func clearFailures(of request: Request) {
    rd_kafka_mock_clear_request_errors(cluster, request.rawValue)
  }

  /// Closes a broker's port and connections for good. Brokers are numbered from 1.
  ///
  /// There is no way back: librdkafka ends the process when somebody else was given the port meanwhile. For an
  /// outage that ends, see `hang`.
  package func takeDown(broker: Int) throws {
    try check(rd_kafka_mock_broker_set_down(cluster, Int32(broker)))
  }

  /// The broker takes requests and does not answer. Clients give up after their `socket.timeout.ms`.
  package func hang(broker: Int) throws { try setRoundTrip(broker: broker, .seconds(3_600)) }

  /// Answers again, on new connections.
  package func resume(broker: Int) throws { try setRoundTrip(broker: broker, .zero) }

  /// Delays every answer of a broker.
  package func setRoundTrip(broker: Int, _ time: Duration) throws {
    try check(rd_kafka_mock_broker_set_rtt(cluster, Int32(broker), time.milliseconds))
  }

  package func setLeader(of partition: TopicPartition, broker: Int) throws {
    try check(
      rd_kafka_mock_partition_set_leader(cluster, partition.topic, partition.partition, Int32(broker)))
  }

  /// Makes a broker the coordinator of a group.
  package func setCoordinator(ofGroup group: String, broker: Int) throws {
    try check(rd_kafka_mock_coordinator_set(cluster, "group", group, Int32(broker)))
  }

  private func check(_ error: rd_kafka_resp_err_t, _ topic: String? = nil) throws {
    guard error == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(error, topic: topic) }
  }
}

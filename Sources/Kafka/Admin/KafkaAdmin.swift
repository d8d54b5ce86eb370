import CRdKafka
package import Logging
import Synchronization

/// Creates, deletes and describes topics, and reads offsets.
///
/// Every function retries, until its deadline, what passes by itself, such as a coordinator that is loading.
package final class KafkaAdmin: Sendable {
  private struct State {
    var client: ClientHandle?
    /// A never joining consumer per group, asked with `rd_kafka_committed`. With ListConsumerGroupOffsets the
    /// test of a loading coordinator crashed on librdkafka 2.0.2; the cause was not traced.
    var groups: [String: ClientHandle] = [:]
  }

  private let state: Mutex<State>
  private let destroyed: Gate
  private let calls = BlockingCalls(label: "kafka-admin-calls")
  private let configuration: KafkaConfiguration
  private let logger: Logger

  package init(configuration: KafkaConfiguration, logger: Logger) throws {
    // A consumer without a group: only consumers can ask about a topic without having it created.
    let handle = try ClientHandle(
      role: .admin, configuration: configuration, events: RD_KAFKA_EVENT_ERROR, logger: logger)
    destroyed = handle.destroyed
    state = Mutex(State(client: handle))
    self.configuration = configuration
    self.logger = logger
  }

  /// Lets go of the client; calls under way finish first.
  @discardableResult
  package func close(deadline: Duration = .seconds(5)) async -> Bool {
    let end = ContinuousClock.now + deadline
    let gates = state.withLock { state in
      defer { state = State() }
      return state.groups.values.map(\.destroyed) + [destroyed]
    }
    var isClosed = true
    for gate in gates { isClosed = await gate.wait(until: end) && isClosed }
    return isClosed
  }

  // MARK: Cluster

  /// Checks that a broker answers.
  package func checkReachable(deadline: Duration = .seconds(10)) async throws {
    try await retrying(deadline) { client, until in
      // In short steps: a broker that refuses us lets us wait for an answer, and says so beside.
      _ = try MetadataReply(client: client, topic: nil, until: min(until, .now + .milliseconds(500)))
    }
  }

  // MARK: Topics

  /// Creates the topics that are missing and waits until they are visible. A topic that exists is not changed, and
  /// when all do, nothing is asked that needs a right to create.
  package func createTopics(
    _ topics: [TopicSpecification], deadline: Duration = .seconds(30)
  ) async throws -> [String: TopicCreation] {
    guard !topics.isEmpty else { return [:] }
    let end = ContinuousClock.now + deadline
    let present = try await partitionCounts(of: topics.map(\.name), deadline: deadline)
    let missing = topics.filter { present[$0.name] == nil }
    let results =
      missing.isEmpty
      ? [:]
      : try await retrying(end - .now) { client, until in
        try AdminRequest.createTopics(missing, client: client, until: until)
      }
    let counts = try await waitUntilVisible(topics.map(\.name), deadline: end - .now)
    var creations: [String: TopicCreation] = [:]
    for topic in topics {
      if results[topic.name] == true {
        creations[topic.name] = .created
      } else {
        let count = counts[topic.name] ?? 0
        creations[topic.name] = count == topic.partitions ? .existed : .existedWithPartitions(count)
      }
    }
    return creations
  }

  /// Deletes topics; one that does not exist is no error.
  package func deleteTopics(_ names: [String], deadline: Duration = .seconds(30)) async throws {
    guard !names.isEmpty else { return }
    try await retrying(deadline) { client, until in
      try AdminRequest.deleteTopics(names, client: client, until: until)
    }
  }

  /// The number of partitions of each topic that exists.
  package func partitionCounts(
    of topics: [String], deadline: Duration = .seconds(10)
  ) async throws -> [String: Int] {
    try await retrying(deadline) { client, until in
      var counts: [String: Int] = [:]
      for topic in topics {
        counts[topic] = try MetadataReply(client: client, topic: topic, until: until).partitionCount
      }
      return counts
    }
  }

  /// Waits until every topic exists and all its partitions have leaders.
  @discardableResult
  package func waitUntilVisible(
    _ topics: [String], deadline: Duration = .seconds(30)
  ) async throws -> [String: Int] {
    let end = ContinuousClock.now + deadline
    while true {
      let counts = try await partitionCounts(of: topics, deadline: max(.milliseconds(1), end - .now))
      let missing = topics.filter { counts[$0] == nil }
      if missing.isEmpty { return counts }
      guard .now < end else {
        throw KafkaError(code: .deadlineExceeded, reason: "topic is not visible", topic: missing.first)
      }
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  // MARK: Offsets

  /// The first and the next offset of partitions.
  package func watermarks(
    of partitions: [TopicPartition], deadline: Duration = .seconds(10)
  ) async throws -> [TopicPartition: Watermarks] {
    try await retrying(deadline) { client, until in
      var marks: [TopicPartition: Watermarks] = [:]
      for partition in partitions {
        marks[partition] = try Watermarks.query(partition, client: client, until: until)
      }
      return marks
    }
  }

  /// The offsets a group has committed; partitions without one are left out.
  package func committedOffsets(
    group: String, of partitions: [TopicPartition], deadline: Duration = .seconds(10)
  ) async throws -> [TopicPartition: Int64] {
    guard !partitions.isEmpty else { return [:] }
    let member = try groupClient(group)
    return try await retrying(deadline, member) { _, until in
      let list = PartitionList(partitions)
      let error = rd_kafka_committed(
        member.pointer, list.pointer, max(1, (until - .now).milliseconds))
      guard error == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(error).of(group) }
      var offsets: [TopicPartition: Int64] = [:]
      for element in list.elements() {
        if let error = element.error { throw error.of(group) }
        if element.offset >= 0 { offsets[element.topicPartition] = element.offset }
      }
      return offsets
    }
  }

  /// How far a group is behind, in every partition of topics.
  package func lag(
    group: String, topics: [String], deadline: Duration = .seconds(10)
  ) async throws -> [TopicPartition: PartitionLag] {
    let end = ContinuousClock.now + deadline
    let counts = try await partitionCounts(of: topics, deadline: deadline)
    let partitions = counts.flatMap { topic, count in
      (0..<Int32(count)).map { TopicPartition(topic: topic, partition: $0) }
    }
    let committed = try await committedOffsets(group: group, of: partitions, deadline: end - .now)
    return try await watermarks(of: partitions, deadline: end - .now).reduce(into: [:]) { lags, mark in
      lags[mark.key] = PartitionLag(watermarks: mark.value, committed: committed[mark.key])
    }
  }

  private func groupClient(_ group: String) throws(KafkaError) -> ClientHandle {
    let result = state.withLock { state -> Result<ClientHandle, KafkaError> in
      guard state.client != nil else { return .failure(KafkaError(code: .closed)) }
      if let client = state.groups[group] { return .success(client) }
      return Result { () throws(KafkaError) in
        let client = try ClientHandle(
          role: .admin, configuration: configuration.adding(["group.id": group]),
          events: RD_KAFKA_EVENT_ERROR, logger: logger)
        state.groups[group] = client
        return client
      }
    }
    return try result.get()
  }

  /// - Parameter member: the client that `body` asks, where it is not the admin's own.
  private func retrying<Result: Sendable>(
    _ deadline: Duration, _ member: ClientHandle? = nil,
    _ body: @escaping @Sendable (ClientHandle, ContinuousClock.Instant) throws -> Result
  ) async throws -> Result {
    let end = ContinuousClock.now + deadline
    var pause = Duration.milliseconds(50)
    var trouble: KafkaError?
    while true {
      guard let client = state.withLock({ $0.client }) else { throw KafkaError(code: .closed) }
      do {
        return try await calls.run(until: end) { try body(client, end) }
      } catch let error as KafkaError where error.isRetriable && !error.isAuthorization {
        // Who is refused at the door sees only that nobody answers; the reason comes as an event.
        trouble = (member ?? client).takeTrouble() ?? trouble
        if let trouble, trouble.isAuthorization { throw trouble }
        guard .now + pause < end else { throw error.because(trouble) }
        logger.debug("Kafka request is tried again", metadata: ["error": "\(error)"])
      }
      try await Task.sleep(for: pause)
      pause = min(pause * 2, .seconds(1))
    }
  }
}

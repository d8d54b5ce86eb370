import Kafka
import Testing

@Suite(.timeLimit(.minutes(3))) struct ConnectionTests {
  /// The states that are reported, while `body` runs.
  private func watching(
    _ consumer: KafkaConsumer, _ body: (Box<[ConnectionState]>) async throws -> Void
  ) async throws {
    let states = Box<[ConnectionState]>([])
    let watch = Task { await consumer.watchConnection { state in states.update { $0.append(state) } } }
    try await body(states)
    watch.cancel()
    await watch.value
    // Only changes are told.
    #expect(zip(states.value, states.value.dropFirst()).allSatisfy { $0.isUp != $1.isUp })
  }

  @Test func outageAndRecoveryAreSeen() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(["socket.timeout.ms": "2000"]), group: "g", topics: ["t"],
      logger: quiet)
    try await watching(consumer) { states in
      try await eventually("up") { states.value.last == .up }
      try mock.hang(broker: 1)
      try await eventually("down") { states.value.last?.isUp == false }
      try mock.resume(broker: 1)
      try await eventually("up again") { states.value.last == .up }
    }
    await consumer.close(deadline: .seconds(3))
  }

  @Test func nobodyIsThereFromTheStart() async throws {
    let consumer = try KafkaConsumer(
      configuration: KafkaConfiguration(bootstrapServers: ["127.0.0.1:1"]), group: "g", topics: ["t"],
      logger: quiet)
    try await watching(consumer) { states in
      try await eventually("down") { !states.value.isEmpty }
      #expect(states.value.map(\.isUp) == [false])
    }
    await consumer.close(deadline: .seconds(2))
  }

  @Test func refusedCredentialsEndTheSequenceAndTheSends() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    // The mock brokers know nothing of SASL.
    let configuration = mock.configuration([
      "security.protocol": "SASL_PLAINTEXT", "sasl.mechanism": "PLAIN", "sasl.username": "u",
      "sasl.password": "p",
    ])
    let consumer = try KafkaConsumer(
      configuration: configuration, group: "g", topics: ["t"], logger: quiet)
    let error = await #expect(throws: KafkaError.self) {
      for try await batch in consumer.batches { consumer.complete(batch) }
    }
    #expect(error?.code.isAuthorization == true)
    let producer = try ReliableProducer(configuration: configuration, logger: quiet)
    let refused = await #expect(throws: KafkaSendError.self) {
      try await producer.send(numbered(0..<3), to: "t", deadline: .seconds(60))
    }
    #expect(refused?.failures.count == 3)
    #expect(refused?.failures.first?.error.code.isAuthorization == true)
    await producer.close(deadline: .seconds(2))
    await consumer.close(deadline: .seconds(2))
  }
}

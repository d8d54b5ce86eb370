import Kafka
import Testing

@Suite(.timeLimit(.minutes(3))) struct RefusalTests {
  @Test(arguments: [
    (KafkaError.Code.authenticationFailed, true, true), (.topicAuthorizationFailed, true, false),
    (.groupAuthorizationFailed, true, false), (.timedOut, false, false), (.transport, false, false),
  ])
  func refusalsAreToldFromTroubles(_ code: KafkaError.Code, _ isRefusal: Bool, _ isLogin: Bool) {
    #expect(KafkaError(code: code).isAuthorization == isRefusal)
    #expect(code.isAuthentication == isLogin)
    #expect(!(KafkaError(code: code).isRetriable && isRefusal))
  }

  @Test func aRefusedSendSaysSo() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    let producer = try KafkaProducer(configuration: mock.configuration(), logger: quiet)
    mock.fail(.produce, with: [.topicAuthorizationFailed])
    let error = await #expect(throws: KafkaSendError.self) {
      try await producer.send(numbered(0..<1, partition: 0), to: "t")
    }
    #expect(error?.refusal?.code == .topicAuthorizationFailed)
    #expect(error?.refusal?.topic == "t")
    await producer.close()
  }

  @Test func aRefusedGroupIsNamed() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    let admin = try KafkaAdmin(configuration: mock.configuration(), logger: quiet)
    mock.fail(.offsetFetch, with: [.groupAuthorizationFailed])
    let error = await #expect(throws: KafkaError.self) {
      try await admin.committedOffsets(group: "g", of: [TopicPartition(topic: "t", partition: 0)])
    }
    #expect(error?.code == .groupAuthorizationFailed)
    #expect(error?.group == "g")
    await admin.close()
  }

  /// The mock cluster does not know the request that creates topics, so asking for it would fail.
  @Test func topicsThatExistAreNotCreated() async throws {
    let mock = try MockCluster()
    try mock.createTopic("a", partitions: 2)
    try mock.createTopic("b", partitions: 3)
    let admin = try KafkaAdmin(configuration: mock.configuration(), logger: quiet)
    let outcomes = try await admin.createTopics([
      TopicSpecification(name: "a", partitions: 2), TopicSpecification(name: "b", partitions: 6),
    ])
    #expect(outcomes == ["a": .existed, "b": .existedWithPartitions(3)])
    await admin.close()
  }
}

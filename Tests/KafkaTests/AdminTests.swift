import Kafka
import Testing

@Suite(.timeLimit(.minutes(3))) struct AdminTests {
  @Test func unreachableClusterIsReportedByTheDeadline() async throws {
    let admin = try KafkaAdmin(
      configuration: KafkaConfiguration(bootstrapServers: ["127.0.0.1:1"]), logger: quiet)
    let error = await #expect(throws: KafkaError.self) {
      try await admin.checkReachable(deadline: .milliseconds(500))
    }
    #expect(error?.isRetriable == true)
    #expect(await admin.close())
  }

  @Test func describesTopicsAndOffsets() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 3)
    let admin = try KafkaAdmin(configuration: mock.configuration(), logger: quiet)
    try await admin.checkReachable()
    #expect(try await admin.waitUntilVisible(["t"]) == ["t": 3])
    let producer = try KafkaProducer(configuration: mock.configuration(), logger: quiet)
    try await producer.send(numbered(0..<10, partition: 1), to: "t")
    let lag = try await admin.lag(group: "nobody", topics: ["t"])
    #expect(lag[TopicPartition(topic: "t", partition: 1)]?.lag == 10)
    #expect(lag[TopicPartition(topic: "t", partition: 1)]?.committed == nil)
    #expect(lag[TopicPartition(topic: "t", partition: 0)]?.lag == 0)
    await producer.close()
    #expect(await admin.close())
  }

  @Test func loadingCoordinatorIsWaitedFor() async throws {
    let mock = try MockCluster()
    try mock.createTopic("t", partitions: 1)
    let admin = try KafkaAdmin(configuration: mock.configuration(), logger: quiet)
    mock.fail(.offsetFetch, with: [.coordinatorLoading, .notCoordinator])
    let offsets = try await admin.committedOffsets(
      group: "g", of: [TopicPartition(topic: "t", partition: 0)], deadline: .seconds(60))
    #expect(offsets.isEmpty)
    await admin.close()
  }

  @Test func lagCountsFromTheFirstRecordThereIs() {
    let marks = Watermarks(low: 100, high: 250)
    #expect(PartitionLag(watermarks: marks, committed: nil).lag == 150)
    #expect(PartitionLag(watermarks: marks, committed: 50).lag == 150)
    #expect(PartitionLag(watermarks: marks, committed: 240).lag == 10)
    #expect(PartitionLag(watermarks: marks, committed: 900).lag == 0)
  }
}

import Fleet
import Foundation
import Inspection
import Kafka
import TestSupport
import Testing

@Suite struct ConfigurationFileTests {
  private func read(_ text: String) async throws -> ConfigurationFile {
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("fleet.yaml").path
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      return try ConfigurationFile(path: path)
    }
  }

  @Test func everyKeyIsRead() async throws {
    let file = try await read(
      """
      kafka: {bootstrap.servers: "a:1,b:2", security.protocol: SSL}
      topics: {prefix: x, replicationFactor: 3, minInsyncReplicas: 2, partitions: {results: 48, tasks.bulk: 96}}
      log: {level: debug, format: json}
      worker: {slots: 4}
      aggregator: {database: l.sqlite}
      """)
    #expect(file.kafka == ["bootstrap.servers": "a:1,b:2", "security.protocol": "SSL"])
    #expect(file.worker == ["slots": "4"])
    let topics = TopicLayout(file.topics)
    let results = try #require(topics.specifications.first { $0.name == "x.results" })
    #expect(results.partitions == 48)
    #expect(results.replicationFactor == 3)
    #expect(results.config == ["min.insync.replicas": "2"])
    let control = try #require(topics.specifications.first { $0.name == topics.control })
    #expect(control.partitions == 1)
    #expect(control.config["cleanup.policy"] == "compact")
  }

  @Test func everyErrorIsReportedWithItsLine() async throws {
    let errors = await #expect(throws: ValidationErrors.self) {
      try await read(
        """
        kafak: {}
        topics:
          prefx: x
          replicationFactor: 0
          partitions: {control: 3, reslts: 2, results: many}
        worker: 3
        """)
    }
    let issues = try #require(errors?.issues)
    #expect(issues.map(\.location.line) == [1, 3, 4, 5, 5, 5, 6])
    #expect(issues[0].message.contains("did you mean kafka?"))
    #expect(issues[1].message.contains("did you mean prefix?"))
    #expect(issues[3].message.contains("always has one partition"))
    #expect(issues[4].message.contains("did you mean results?"))
  }

  @Test func anEmptyFileMeansTheDefaults() async throws {
    #expect(try await read("") == ConfigurationFile())
  }

  @Test func brokenYAMLAndMissingFilesAreReported() async throws {
    await #expect(throws: ValidationErrors.self) { try await read("a: [") }
    #expect(throws: ValidationErrors.self) { try ConfigurationFile(path: "/nowhere/fleet.yaml") }
  }

  @Test func keysSpreadACampaignOverThePartitions() {
    #expect(Set((0..<10_000).map { TaskKey.bytes(campaign: "c", seq: $0) }).count == 10_000)
  }

  @Test(arguments: [TaskKey(campaign: "c/d", seq: 0), TaskKey(campaign: "秋", seq: .max)])
  func aKeyNamesItsTask(_ key: TaskKey) {
    #expect(TaskKey(key.bytes) == key)
  }

  @Test(arguments: ["", "c", "/1", "c/", "c/x", "c/-1", "c/01", "c/18446744073709551616", "a\0/1"])
  func whatIsNoKeyNamesNothing(_ text: String) {
    #expect(TaskKey(Array(text.utf8)) == nil)
  }

  @Test func retryTiersAreRead() async throws {
    let file = try await read("topics: {retryTiers: [1s, 2m, 1h]}")
    #expect(file.topics.retryTiers.map(\.delay) == [.seconds(1), .seconds(120), .seconds(3_600)])
    let names = TopicLayout(file.topics).specifications.map(\.name)
    #expect(names.contains("hazardfleet.tasks.retry.2m"))
    for bad in ["[]", "[5]", "[0s]", "[5s, 5s]", "[25h]", "5s"] {
      await #expect(throws: ValidationErrors.self, "\(bad)") {
        try await read("topics: {retryTiers: \(bad)}")
      }
    }
  }
}

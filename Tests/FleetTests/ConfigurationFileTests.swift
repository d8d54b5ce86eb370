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
    let keys = Set((0..<10_000).map { TaskKey.bytes(campaign: "c", seq: $0) })
    #expect(keys.count == 625)
    #expect(TaskKey.bytes(campaign: "c", seq: 0) == TaskKey.bytes(campaign: "c", seq: 15))
    #expect(TaskKey.bytes(campaign: "c", seq: 0) != TaskKey.bytes(campaign: "d", seq: 0))
  }
}

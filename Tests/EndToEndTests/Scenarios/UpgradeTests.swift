import Kafka
import Logging
import Testing

extension EndToEndTests {
  /// A release that writes a later wire version is rolled out while the earlier one runs: its workers hand up what they do
  /// not understand, its aggregator stops before it, and nothing is lost.
  @Test func twoReleasesRunSideBySide() async throws {
    try await Fleet.run { fleet in
      let later = ["HAZARDFLEET_WIRE_VERSION=2"]
      let district = try await District.bundled(fleet)
      let (old, _) = try await fleet.startAggregator()
      _ = try await fleet.startWorker()
      // The earlier release alone: nothing is lost by the tasks that nobody understands.
      let launch = try await fleet.run(
        with: later, "hazard-producer",
        ["launch", district.campaign.file] + district.campaign.options + fleet.connection)
      try #require(launch.exit == .code(0), "\(launch.standardError)")
      #expect(try await old.waitForExit() == .code(76))
      let last = old.standardError.split(separator: "\n").last ?? ""
      #expect(last.contains("is of a later release (wire version 2; this program reads 1)"), "\(last)")
      try await fleet.expectHandedUp()

      let (_, api) = try await fleet.startAggregator(with: later)
      _ = try await fleet.startWorker(with: later)
      _ = try await fleet.waitUntilComplete(district.campaign.id, api)
      try await district.expectFigures(api)
      #expect(try await fleet.verify() == "verified")
      let overview = try await api.json("/v1/overview")
      #expect(overview["rejected"].int == 0)

      // The later release takes what the earlier one writes.
      let second = try await District.scaled(fleet, sites: 400, checksPerTask: 20, id: "second")
      let again = try await fleet.launch(second.campaign)
      try #require(again.exit == .code(0), "\(again.standardError)")
      _ = try await fleet.waitUntilComplete("second", api)
    }
  }
}

extension Fleet {
  /// Waits until tasks lie in the topic of those that only a later release understands.
  fileprivate func expectHandedUp() async throws {
    let admin = try KafkaAdmin(
      configuration: KafkaConfiguration(bootstrapServers: [address]),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    _ = try await eventually("tasks are handed up") { () -> Bool? in
      let partitions = (0..<6).map { TopicPartition(topic: "hazardfleet.tasks.v2", partition: Int32($0)) }
      return try await admin.watermarks(of: partitions).values.contains { $0.high > 0 } ? true : nil
    }
    await admin.close()
  }
}

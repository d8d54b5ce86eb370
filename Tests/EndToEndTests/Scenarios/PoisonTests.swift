import Testing

extension EndToEndTests {
  /// Garbage among the tasks and among the results: it is set aside, and every figure comes out as without it.
  @Test func poisonStopsNothing() async throws {
    try await Fleet.run { fleet in
      let district = try await District.bundled(fleet)
      let launch = try await fleet.launch(district.campaign)
      try #require(launch.exit == .code(0), "\(launch.standardError)")
      // Tasks cut off in the middle, and with nothing in them.
      try await fleet.copy(200, from: "tasks.bulk", to: "tasks.long", cutTo: 60)
      try await fleet.copy(100, from: "tasks.bulk", to: "tasks.urgent", cutTo: 0)
      // Tasks where results belong.
      try await fleet.copy(200, from: "tasks.bulk", to: "results", cutTo: 60)

      let (aggregator, api) = try await fleet.startAggregator()
      let worker = try await fleet.startWorker()
      _ = try await fleet.waitUntilComplete(district.campaign.id, api)
      try await district.expectFigures(api)
      #expect(try await fleet.verify() == "verified")
      let rejected = try await eventually("the garbage is set aside") { () -> Int? in
        let count = try await api.json("/v1/overview")["rejected"].int
        return count == 200 ? count : nil
      }
      #expect(rejected == 200)
      // Copying ends only when there are that many dead letters.
      try await fleet.copy(300, from: "dlq", to: "tasks.long", cutTo: 0)
      for program in [worker, aggregator] {
        #expect(program.poll() == nil, "\(program.name) is still running")
      }
    }
  }
}

extension Fleet {
  /// Copies records to another topic, cut to a number of bytes.
  fileprivate func copy(_ count: Int, from: String, to: String, cutTo bytes: Int) async throws {
    try await succeed(
      "kafka-relay", ["relay", address, "hazardfleet.\(from)", "hazardfleet.\(to)", "\(count)", "\(bytes)"])
  }
}

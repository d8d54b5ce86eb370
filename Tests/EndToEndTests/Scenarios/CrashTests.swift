import Testing

extension EndToEndTests {
  @Test func killedWorkerAndAggregatorLoseNothing() async throws {
    try await Fleet.run { fleet in
      let district = try await District.scaled(fleet, sites: 1_200, checksPerTask: 20)
      var (aggregator, api) = try await fleet.startAggregator(name: "a1")
      let worker = try await fleet.startWorker(name: "w1")
      _ = try await fleet.startWorker(name: "w2")
      let launch = try await fleet.startLaunch(district.campaign, rate: 2_500)

      try await fleet.waitUntilUnderWay(district.campaign.id, beyond: 0.1, api)
      worker.kill()
      try await fleet.waitUntilUnderWay(district.campaign.id, beyond: 0.3, api)
      aggregator.kill()
      (aggregator, api) = try await fleet.startAggregator(name: "a1")
      _ = try await fleet.startWorker(name: "w1")

      #expect(try await launch.waitForExit(within: .seconds(240)) == .code(0))
      _ = try await fleet.waitUntilComplete(district.campaign.id, api)
      try await district.expectFigures(api)
      #expect(try await fleet.verify() == "verified")
    }
  }

  /// Two on one ledger share the partitions; a killed one goes on where the ledger stands.
  @Test func twoAggregatorsNeverCountTwice() async throws {
    try await Fleet.run { fleet in
      let district = try await District.scaled(fleet, sites: 800, checksPerTask: 20)
      let (first, _) = try await fleet.startAggregator(name: "a1")
      let (_, api) = try await fleet.startAggregator(name: "a2")
      for _ in 1...2 { _ = try await fleet.startWorker() }
      let launch = try await fleet.startLaunch(district.campaign, rate: 2_500)

      try await fleet.waitUntilUnderWay(district.campaign.id, beyond: 0.2, api)
      first.kill()
      _ = try await fleet.startAggregator(name: "a1")

      #expect(try await launch.waitForExit(within: .seconds(240)) == .code(0))
      _ = try await fleet.waitUntilComplete(district.campaign.id, api)
      try await district.expectFigures(api)
      #expect(try await fleet.verify() == "verified")
    }
  }

  @Test func terminatedProgramsStopGracefully() async throws {
    try await Fleet.run { fleet in
      let district = try await District.scaled(fleet, sites: 800, checksPerTask: 20)
      var (aggregator, api) = try await fleet.startAggregator()
      let worker = try await fleet.startWorker()
      let launch = try await fleet.startLaunch(district.campaign, rate: 2_500)

      try await fleet.waitUntilUnderWay(district.campaign.id, beyond: 0.2, api)
      worker.terminate()
      #expect(try await worker.waitForExit(within: .seconds(30)) == .code(0))
      aggregator.terminate()
      #expect(try await aggregator.waitForExit(within: .seconds(30)) == .code(0))
      #expect(try await fleet.verify() == "verified")

      let next = try await fleet.startWorker()
      (aggregator, api) = try await fleet.startAggregator()
      #expect(try await launch.waitForExit(within: .seconds(240)) == .code(0))
      _ = try await fleet.waitUntilComplete(district.campaign.id, api)
      try await district.expectFigures(api)
      for program in [next, aggregator] {
        program.terminate()
        #expect(try await program.waitForExit(within: .seconds(30)) == .code(0), "idle: \(program.name)")
      }
      #expect(try await fleet.verify() == "verified")
    }
  }
}

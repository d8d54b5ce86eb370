import Foundation
import Testing

extension EndToEndTests {
  /// Gives a body the collector of a fleet that has inspected the district.
  private func withTracedDistrict(
    oneIn: Int, _ body: (Fleet, SpanCollector, API, JSON) async throws -> Void
  ) async throws {
    try await Fleet.run(configuration: "tracing: {oneIn: \(oneIn)}") { fleet in
      let collector = try await SpanCollector.start(fleet)
      try fleet.write(
        "tracing: {oneIn: \(oneIn), endpoint: \"\(collector.address)\"}", to: Fleet.configurationName)
      let district = try await District.bundled(fleet)
      let (_, api) = try await fleet.startAggregator()
      _ = try await fleet.startWorker()
      let launch = try await fleet.launch(district.campaign)
      try #require(launch.exit == .code(0), "\(launch.standardError)")
      try await body(fleet, collector, api, try await fleet.waitUntilComplete(district.campaign.id, api))
    }
  }

  /// One trace leads from a launch to the ledger: every hundredth task is sent, checked and applied in it.
  @Test func oneTraceLeadsFromTheLaunchToTheLedger() async throws {
    try await withTracedDistrict(oneIn: 100) { _, collector, api, campaign in
      let tasks = try #require(campaign["tasks"]["total"].int)
      let traced = (tasks + 99) / 100
      let spans = try await eventually("all spans arrived") { () -> [JSON]? in
        let spans = try collector.spans()
        return spans.count >= 3 * traced + 1 ? spans : nil
      }
      #expect(spans.filter { $0["wrong"] != .null }.isEmpty)
      #expect(Set(spans.map { $0["trace"] }).count == 1)

      let root = try #require(spans.first { $0["name"].string == "launch \(campaign["id"].string ?? "")" })
      #expect(root["parent"] == .null)
      let steps = [
        ("send", "hazard-producer"), ("check", "hazard-worker"), ("apply", "hazard-aggregator"),
      ]
      var parents: Set<JSON> = [root["span"]]
      for (name, service) in steps {
        let step = spans.filter { $0["name"].string == name }
        #expect(step.count == traced, "\(name)")
        #expect(step.allSatisfy { $0["service"].string == service })
        #expect(Set(step.map { $0["parent"] }) == parents, "\(name)")
        parents = Set(step.map { $0["span"] })
        #expect(parents.count == traced)
      }
      let seqs = spans.filter { $0["name"].string == "apply" }.compactMap {
        $0["attributes"]["hazardfleet.seq"].int
      }
      #expect(seqs.sorted() == Array(stride(from: 0, to: tasks, by: 100)))
      let metrics = try await api.answer("/metrics").body
      #expect(metrics.contains("hazardfleet_spans_exported_total"))
    }
  }

  /// What an aggregator sends to the workers is a trace as well.
  @Test func aReportIsTracedToTheLedger() async throws {
    try await withTracedDistrict(oneIn: 1000) { fleet, collector, api, _ in
      let report = try JSON(
        try await fleet.succeed(
          "hazardctl",
          [
            "--api", api.base, "--json", "report", "district-safety:FX-01", "none there", "--site", "GD-0001",
            "--person", "Li",
          ]))
      let name = "send \(try #require(report["id"].string))"
      let steps = try await eventually("the report's spans arrived") { () -> [JSON]? in
        let spans = try collector.spans()
        guard let root = spans.first(where: { $0["name"].string == name }) else { return nil }
        let own = spans.filter { $0["trace"] == root["trace"] }
        return own.count == 4 ? own : nil
      }
      #expect(try collector.spans().allSatisfy { $0["wrong"] == .null })
      var parent = JSON.null
      for (name, service) in [
        (name, "hazard-aggregator"), ("send", "hazard-aggregator"), ("check", "hazard-worker"),
        ("apply", "hazard-aggregator"),
      ] {
        let step = try #require(steps.first { $0["name"].string == name })
        #expect(step["parent"] == parent && step["service"].string == service, "\(name)")
        parent = step["span"]
      }
    }
  }

  /// A collector that is not there holds nobody up, and nothing but spans is lost.
  @Test func aCollectorThatIsNotThereHoldsNobodyUp() async throws {
    let nowhere = "http://127.0.0.1:\(try LoopbackPort.free())"
    try await Fleet.run(configuration: "tracing: {oneIn: 1, endpoint: \"\(nowhere)\"}") { fleet in
      let district = try await District.bundled(fleet)
      let (_, api) = try await fleet.startAggregator()
      _ = try await fleet.startWorker()
      let launch = try await fleet.launch(district.campaign)
      try #require(launch.exit == .code(0), "\(launch.standardError)")
      _ = try await fleet.waitUntilComplete(district.campaign.id, api)
      try await district.expectFigures(api)
      #expect(try await fleet.verify() == "verified")
    }
  }
}

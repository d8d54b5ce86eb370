import Testing

extension EndToEndTests {
  /// What `make demo` shows, figure by figure.
  @Test("Z1, Z2, C1: a district from its checklist of 500 items to its regions' figures")
  func districtFromEndToEnd() async throws {
    try await Fleet.run { fleet in
      let district = try await District.bundled(fleet)
      let (_, api) = try await fleet.startAggregator()
      for _ in 1...2 { _ = try await fleet.startWorker() }
      let launch = try await fleet.launch(district.campaign)
      try #require(launch.exit == .code(0), "\(launch.standardError)")

      _ = try await fleet.waitUntilComplete(district.campaign.id, api)
      try await district.expectFigures(api)
      #expect(try await fleet.verify() == "verified")
      try await expectCommandLine(fleet, api, district)
      try await expectHealth(api)
    }
  }

  /// hazardctl gives the API's own JSON, and tables without it.
  private func expectCommandLine(_ fleet: Fleet, _ api: API, _ district: District) async throws {
    func hazardctl(_ arguments: String...) async throws -> String {
      try await fleet.succeed("hazardctl", ["--api", api.base] + arguments)
    }
    let campaigns = try JSON(try await hazardctl("--json", "campaigns"))
    #expect(campaigns["items"].list.map { $0["id"].string } == [district.campaign.id])
    let regions = try JSON(try await hazardctl("--json", "regions", "4412"))
    #expect(regions == (try await api.json("/v1/regions?parent=4412")))
    let waited = try JSON(try await hazardctl("--json", "campaign", district.campaign.id, "--wait"))
    #expect(waited["phase"] == .string("complete"))
    for command in [["overview"], ["campaigns"], ["regions"], ["hazards"], ["items"], ["months"]] {
      let table = try await fleet.succeed("hazardctl", ["--api", api.base] + command)
      #expect(!table.isEmpty, "\(command)")
      #expect(!table.contains("\u{1B}"), "\(command): no colours into a file")
    }
    let unknown = try await fleet.run("hazardctl", ["--api", api.base, "campaign", "nowhere"])
    #expect(unknown.exit == .code(2))
  }

  private func expectHealth(_ api: API) async throws {
    #expect(try await api.answer("/healthz").status == 200)
    #expect(try await api.answer("/readyz").status == 200)
    let metrics = try await api.answer("/metrics")
    #expect(metrics.status == 200)
    #expect(metrics.body.contains("# TYPE "))
    #expect(try await api.answer("/v1/campaigns/nowhere").status == 404)
  }
}

import Foundation
import Testing

extension EndToEndTests {
  @Test("C2, G4, G5, N1, N3, N4, Y2, Z3, Z6: the district's figures, ranks, gate, bulletin and exports")
  func aDistrictIsManagedByItsFigures() async throws {
    try await Fleet.run { fleet in
      let district = try await District.bundled(fleet)
      let (_, api) = try await fleet.startAggregator()
      _ = try await fleet.startWorker()
      let launch = try await fleet.launch(district.campaign)
      try #require(launch.exit == .code(0), "\(launch.standardError)")
      _ = try await fleet.waitUntilComplete(district.campaign.id, api)

      let hazards = try await api.hazards()
      let closed = hazards.count { $0["state"].string == "closed" }
      try await expectFigures(fleet, api, hazards, closed: closed)
      try await expectGate(fleet, api, district.campaign.id, hazards)
      try await expectBulletin(fleet, api)
      try await expectExports(fleet, api, hazards)
      #expect(try await fleet.verify() == "verified")
    }
  }

  private func hazardctl(_ fleet: Fleet, _ api: API, _ arguments: String...) async throws -> String {
    try await fleet.succeed("hazardctl", ["--api", api.base] + arguments)
  }

  private func expectFigures(_ fleet: Fleet, _ api: API, _ hazards: [JSON], closed: Int) async throws {
    let figures = try JSON(try await hazardctl(fleet, api, "--json", "figures"))
    let settlement = try #require(figures["figures"].list.first)
    #expect(settlement["share"]["numerator"].int == closed)
    #expect(settlement["share"]["denominator"].int == hazards.count)
    let coverage = try #require(figures["figures"].list.first { $0["name"].string == "coverage" })
    let campaign = try await api.json("/v1/campaigns/district-2026-autumn")
    #expect(coverage["share"]["numerator"].int == campaign["coverage"]["numerator"].int)
    #expect(coverage["share"]["denominator"].int == campaign["coverage"]["denominator"].int)

    // G5: what was inspected and the list of what was not are all sites together.
    let proof = try JSON(try await hazardctl(fleet, api, "--json", "coverage", "--limit", "1000"))
    let (seen, all) = (proof["sites"]["numerator"].int, proof["sites"]["denominator"].int)
    #expect(all == campaign["sites"].int)
    #expect(proof["missingSites"].list.count == (all ?? 0) - (seen ?? 0))

    // The towns' hazards are the district's, and nobody with fewer than asked for has a rank.
    let ranking = try JSON(try await hazardctl(fleet, api, "--json", "rank", "4412", "--minimum", "20"))
    let places = ranking["items"].list
    #expect(places.reduce(0) { $0 + ($1["hazards"]["found"].int ?? 0) } == hazards.count)
    for place in places {
      let isEnough = (place["share"]["denominator"].int ?? 0) >= 20
      #expect(isEnough == (place["rank"].int != nil))
    }
    let resolved = try JSON(try await hazardctl(fleet, api, "--json", "resolved"))
    #expect(resolved["items"].list.reduce(0) { $0 + ($1["share"]["numerator"].int ?? 0) } == closed)

    // Before anything was found there was nothing; fixing the best hazard gains what is said.
    let before = try JSON(try await hazardctl(fleet, api, "--json", "figures", "--at", "2000-01-01"))
    #expect(before["hazards"]["found"].int == 0)
    let open = try #require(hazards.first { $0["state"].string == "open" })
    let site = try #require(open["site"]["id"].string)
    let gain = try JSON(
      try await hazardctl(fleet, api, "--json", "what-if", "--site", site, "--model", "flat"))
    let first = try #require(gain["items"].list.first)
    #expect((first["after"].number ?? 0) >= (first["before"].number ?? 101))
    for command in [
      ["score", site], ["score", "--region", "4412"], ["signals"], ["figures", "--region", "4412"], ["rank"],
    ] {
      let table = try await fleet.succeed("hazardctl", ["--api", api.base] + command)
      #expect(!table.isEmpty, "\(command)")
    }
  }

  private func expectGate(_ fleet: Fleet, _ api: API, _ campaign: String, _ hazards: [JSON]) async throws {
    let open = hazards.count { $0["state"].string == "open" && $0["level"].string == "major" }
    let gate = try await fleet.run(
      "hazardctl", ["--api", api.base, "gate", campaign, "--zero", "major", "--min-coverage", "1"])
    #expect(gate.exit == .code(open == 0 ? 0 : 3), "\(gate.standardOutput)")
    let strict = try await fleet.run("hazardctl", ["--api", api.base, "gate", campaign, "--zero", "all"])
    #expect(strict.exit == .code(3))
    #expect(strict.standardOutput.contains("hazards are open"))
    let accept = try await fleet.run(
      "hazardctl", ["--api", api.base, "accept-campaign", campaign, "--zero", "all", "--person", "Li"])
    #expect(accept.exit == .code(2))
    #expect(accept.standardError.contains("cannot be accepted"), "\(accept.standardError)")
    let unknown = try await fleet.run("hazardctl", ["--api", api.base, "gate", "nothing"])
    #expect(unknown.exit == .code(2))
  }

  private func expectBulletin(_ fleet: Fleet, _ api: API) async throws {
    for format in ["html", "md", "csv"] {
      let name = try await hazardctl(
        fleet, api, "bulletin", "--region", "4412", "--at", "2026-12-01", "--format", format, "--out",
        fleet.folder.path)
      #expect(name.hasSuffix("/bulletin-4412-2026-12-01.\(format)\n"))
      let text = try await hazardctl(
        fleet, api, "bulletin", "--region", "4412", "--at", "2026-12-01", "--format", format)
      let file = fleet.file("bulletin-4412-2026-12-01.\(format)")
      #expect(try Data(contentsOf: file) == Data(text.utf8))
    }
  }

  private func expectExports(_ fleet: Fleet, _ api: API, _ hazards: [JSON]) async throws {
    let lines = try await hazardctl(fleet, api, "export", "hazards", "--format", "jsonl")
    let exported = try lines.split(separator: "\n").map { try JSON(String($0)) }
    #expect(Set(exported.map { $0["hazard"].string }) == Set(hazards.map { $0["id"].string }))
    #expect(exported.count == hazards.count)
    for (format, name) in [("csv", "hazards.csv"), ("geojson", "hazards.geojson"), ("oscal", "poam.json")] {
      _ = try await hazardctl(
        fleet, api, "export", "hazards", "--format", format, "--out", fleet.file(name).path)
    }
    let map = try JSON(try Data(contentsOf: fleet.file("hazards.geojson")))
    #expect(map["features"].list.count == hazards.count)
    let open = hazards.count { $0["state"].string == "open" }
    let plan = try JSON(try Data(contentsOf: fleet.file("poam.json")))["plan-of-action-and-milestones"]
    for part in ["observations", "risks", "poam-items"] { #expect(plan[part].list.count == open, "\(part)") }
    let audit = try await hazardctl(fleet, api, "export", "audit", "--format", "jsonl")
    #expect(audit.split(separator: "\n").count { $0.contains("\"event\":\"found\"") } >= hazards.count)
  }
}

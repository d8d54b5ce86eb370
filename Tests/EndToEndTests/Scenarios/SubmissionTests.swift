import Foundation
import Testing

extension EndToEndTests {
  @Test("Inspectors' submissions: forms, photos, red lines first; decided once, whoever is killed in between")
  func inspectorsSubmit() async throws {
    try await Fleet.run { fleet in
      let shop = Unobserved(fleet)
      let photos = fleet.file("photos")
      try FileManager.default.createDirectory(at: photos, withIntermediateDirectories: true)
      let options = ["--evidence", photos.path]
      var (aggregator, api) = try await fleet.startAggregator(name: "a1", options: options)
      var worker = try await fleet.startWorker(name: "w1")
      try await shop.launch(api)
      let before = try await api.json("/v1/campaigns/walk")
      #expect(
        before["checks"]["byOutcome"]["notchecked"] == .int(8)
          && before["checks"]["byOutcome"]["pass"] == .int(0))
      #expect(try await api.json("/v1/coverage?campaign=walk")["sites"]["numerator"] == .int(0))

      // By command, with a photo; what is decided says what the form asked.
      let picture = fleet.file("gauge.jpg")
      try Data([0xFF, 0xD8, 0xFF, 0xE0] + Array("a gauge".utf8)).write(to: picture)
      let form = try await shop.hazardctl(api, "form", "walk", "S1", "--left")
      #expect(form.contains("EXIT") && form.contains("number, MPa") && form.contains("photo"), "\(form)")
      let first = try JSON(
        try await shop.hazardctl(
          api, "--json", "submit", "walk", "S1", "--answer", "EXIT=no", "--answer", "BAR=0.7 MPa", "--photo",
          "BAR=\(picture.path)", "--answer", "STOP=no", "--note", "EXIT=boxes", "--person", "Li", "--wait"))
      #expect(first["state"] == .string("checked"))
      #expect(first["answers"].list.compactMap { $0["outcome"].string } == ["fail", "fail", "fail"])
      let hazard = try #require(first["answers"].list.first?["hazard"].string)
      #expect(try await api.json("/v1/hazards/\(hazard)")["state"] == .string("open"))
      let found = try await api.json("/v1/hazards?site=S1")["total"]
      #expect(found == .int(3))
      #expect(try await api.json("/v1/coverage?campaign=walk")["sites"]["numerator"] == .int(1))

      // Who is not trained for gas does not judge it.
      let untrained = try await fleet.run(
        "hazardctl",
        ["--api", api.base, "submit", "walk", "S1", "--answer", "GAS=no", "--person", "Zhao"])
      #expect(untrained.exit == .code(2) && untrained.standardError.contains("gas-fitter"))

      // The same again: refused item by item, and nothing has changed.
      let digest = try await fleet.succeed("hazard-aggregator", ["digest", "--database", fleet.database])
      let again = try await fleet.run(
        "hazardctl",
        ["--api", api.base, "submit", "walk", "S1", "--answer", "EXIT=yes", "--person", "Li"])
      #expect(again.exit == .code(2) && again.standardError.contains("decided already: fail"))
      #expect(
        try await fleet.succeed("hazard-aggregator", ["digest", "--database", fleet.database]) == digest)

      // Taken while no worker runs, and by an aggregator that is killed before anything came of it.
      worker.kill()
      let second = try JSON(
        try await shop.hazardctl(
          api, "--json", "submit", "walk", "S2", "--answer", "EXIT=yes", "--answer", "STOP=yes", "--answer",
          "GAS=no", "--person", "Li", "--key", "the-second"))
      let id = try #require(second["id"].string)
      aggregator.kill()
      _ = try await aggregator.waitForExit(within: .seconds(30))
      (aggregator, api) = try await fleet.startAggregator(name: "a1", options: options)
      let repeated = try JSON(
        try await shop.hazardctl(
          api, "--json", "submit", "walk", "S2", "--answer", "EXIT=yes", "--answer", "STOP=yes", "--answer",
          "GAS=no", "--person", "Li", "--key", "the-second"))
      #expect(repeated["repeated"] == .bool(true) && repeated["id"] == .string(id))
      worker = try await fleet.startWorker(name: "w1")
      let decided = try JSON(
        try await shop.hazardctl(api, "--json", "submission", id, "--wait", "--timeout", "100"))
      #expect(decided["answers"].list.filter { $0["outcome"] == .string("pass") }.count == 3)

      let status = try await api.json("/v1/campaigns/walk")
      #expect(status["phase"] == .string("complete") && status["tasks"]["checked"] == .int(4))
      #expect(
        status["checks"]["byOutcome"]["fail"] == .int(3) && status["checks"]["byOutcome"]["pass"] == .int(3))
      #expect(status["checks"]["byOutcome"]["notchecked"] == .int(2))
      #expect(try await api.json("/v1/coverage?campaign=walk")["sites"]["numerator"] == .int(2))
      aggregator.terminate()
      #expect(try await aggregator.waitForExit(within: .seconds(30)) == .code(0))
      #expect(try await fleet.verify() == "verified")
      let digests = try await fleet.digestsOfRebuild()
      #expect(digests.count == 2 && digests[0] == digests[1], "\(digests)")
    }
  }
}

/// Two shops that nobody has looked at.
private struct Unobserved {
  let fleet: Fleet

  init(_ fleet: Fleet) {
    self.fleet = fleet
  }

  func launch(_ api: API) async throws {
    try fleet.write(
      """
      checklist: shop
      title: Shop
      version: "1"
      sections:
        - id: F
          title: Fire
          category: fire
          items:
            - {id: EXIT, text: The exit is free}
            - {id: BAR, text: The gauge, observe: number, unit: MPa, require: 1.0..1.4, evidence: photo}
            - {id: STOP, text: Nobody smokes, level: major, redLine: true}
            - {id: GAS, text: There is a gas bottle, require: no}
      """, to: "checklist.yaml")
    try fleet.write("code,name,parent,level\nc,County,,county\n", to: "regions.csv")
    try fleet.write("site,name,region,type\nS1,One,c,shop\nS2,Two,c,shop\n", to: "sites.csv")
    try fleet.write("inspector,qualification,through\nLi,gas-fitter,\n", to: "inspectors.csv")
    let file = try fleet.write(
      """
      campaign: walk
      checklist: checklist.yaml
      regions: regions.csv
      sites: sites.csv
      asOf: 2024-03-02
      inspectors: inspectors.csv
      qualifications:
        - {needs: gas-fitter, item: GAS}
      """, to: "walk.yaml")
    let launch = try await fleet.launch(Campaign(id: "walk", file: file))
    try #require(launch.exit == .code(0), "\(launch.standardError)")
    _ = try await fleet.waitUntilComplete("walk", api)
  }

  func hazardctl(_ api: API, _ arguments: String...) async throws -> String {
    try await fleet.succeed("hazardctl", ["--api", api.base] + arguments)
  }
}

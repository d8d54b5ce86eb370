import Foundation
import Testing

extension EndToEndTests {
  @Test(
    "C7, C9, Z5, Z7, Z9, Z10: reports decided by the workers, relayed, merged; the three views; accidents; a team's claims"
  )
  func reportsAreTakenIn() async throws {
    try await Fleet.run { fleet in
      let block = try Block(fleet)
      let photos = fleet.file("photos")
      try FileManager.default.createDirectory(at: photos, withIntermediateDirectories: true)
      let (aggregator, api) = try await fleet.startAggregator(
        name: "a1", options: ["--evidence", photos.path])
      _ = try await fleet.startWorker(name: "w1")
      try await block.launch(api)
      let policy = try fleet.write(
        """
        policy: block-2026
        timeZone: Asia/Shanghai
        duties:
          - {department: Housing, owner: Wang}
        heads:
          - {region: g, head: Grid Chief}
          - {region: c, head: Mayor Chen}
        deadlines:
          - {within: 10d}
        """, to: "policy.yaml")
      try await fleet.succeed(
        "hazard-producer", ["policy", "publish", policy, "--person", "Chief"] + fleet.connection)

      // C9: a citizen's client speaks GeoReport; the nearest site is meant.
      let script = try fleet.write(Self.geoReportClient, to: "client.py")
      let citizen = try JSON(
        try await fleet.python(URL(filePath: script), [api.base, "block:EXIT", "23.0003", "112.0"]))
      let first = try #require(citizen["service_request_id"].string)
      let confirmed = try await block.wait(first, api)
      #expect(confirmed["site"]["id"] == .string("S2"))
      #expect(confirmed["instant"] == .bool(false))
      let exit = try #require(confirmed["hazard"]["id"].string)
      #expect(try await api.json("/v1/hazards/\(exit)")["state"] == .string("open"))
      let again = try JSON(
        try await fleet.python(URL(filePath: script), [api.base, "block:EXT", "23.0003", "112.0"]))
      #expect(again["service_notice"].string?.contains(exit) == true)

      // A photo that was sent is named with the report, and kept with the finding.
      let photo = fleet.file("exit.jpg")
      try Data([0xFF, 0xD8, 0xFF, 0xE0] + Array("no extinguisher".utf8)).write(to: photo)
      let evidence = try await fleet.succeed("hazardctl", ["--api", api.base, "upload", photo.path])
        .trimmingCharacters(in: .newlines)

      // Z9, Z7: the owner reports with one command, everyone above is told, and a department has to check in.
      let report = try JSON(
        try await fleet.succeed(
          "hazardctl",
          [
            "--api", api.base, "--json", "report", "block:EXT", "no extinguisher", "--site", "S1", "--person",
            "Owner One", "--call", "Fire=2999-01-01", "--evidence", evidence,
          ]))
      #expect(report["instant"] == .bool(true))
      let own = try await block.wait(try #require(report["id"].string), api)
      let known = try #require(own["hazard"]["id"].string)
      let events = try await api.json("/v1/hazards/\(known)/events")["items"].list
      let told = events.filter { $0["event"] == .string("relayed") }.compactMap {
        $0["details"]["owner"].string
      }
      #expect(told == ["Grid Chief", "Mayor Chen"])
      #expect(try await api.json("/v1/hazards?awaited=Fire")["total"] == .int(1))
      #expect(
        events.contains { $0["event"] == .string("found") && $0["evidence"].list == [.string(evidence)] })
      // The pipeline decides: what a program looks at is reported in vain when it is in order.
      let vain = try JSON(
        try await fleet.succeed(
          "hazardctl",
          ["--api", api.base, "--json", "report", "VALVE", "hissing", "--site", "S1", "--person", "Li"]))
      let inOrder = try await block.wait(try #require(vain["id"].string), api)
      #expect(inOrder["state"] == .string("in-order"))

      // Near and of one kind: offered, merged, and no longer offered.
      let second = try #require(again["service_request_id"].string)
      let twin = try #require(try await block.wait(second, api)["hazard"]["id"].string)
      let near = try await fleet.succeed("hazardctl", ["--api", api.base, "near", twin])
      #expect(near.contains(exit) && near.contains("hazardctl duplicate \(twin)"), "\(near)")
      try await fleet.succeed(
        "hazardctl",
        [
          "--api", api.base, "duplicate", twin, "--of", exit, "--reason", "one staircase", "--person", "Li",
        ])
      let left = try await api.json("/v1/hazards/\(exit)/near?distance=50")["items"].list
      #expect(!left.contains { $0["hazard"]["id"].string == twin })

      try await block.expectViewsAndAccidents(api, hazard: exit)
      try await block.expectTeam(api)
      aggregator.terminate()
      #expect(try await aggregator.waitForExit(within: .seconds(30)) == .code(0))
      #expect(try await fleet.verify() == "verified")
      let digests = try await fleet.digestsOfRebuild()
      #expect(digests.count == 2 && digests[0] == digests[1], "\(digests)")
    }
  }

  /// Speaks GeoReport v2 with nothing of ours: discovers the service, posts a form, and reads the request back.
  private static let geoReportClient = """
    import json, sys, urllib.parse, urllib.request

    base, code, lat, long = sys.argv[1:]
    def get(path):
        return json.load(urllib.request.urlopen(base + "/open311/v2/" + path))
    services = {s["service_code"]: s for s in get("services.json")}
    assert services[code]["type"] == "realtime" and not services[code]["metadata"], services
    form = urllib.parse.urlencode({"service_code": code, "lat": lat, "long": long,
        "description": "boxes in front of the door", "first_name": "Zhao", "email": "z@example.org"})
    answer = urllib.request.urlopen(base + "/open311/v2/requests.json", form.encode())
    assert answer.status == 201, answer.status
    taken = json.load(answer)[0]
    request = get("requests/" + taken["service_request_id"] + ".json")[0]
    assert request["status"] == "open" and request["service_code"] == code, request
    print(json.dumps(taken))

    """
}

/// Two neighbouring sites with an exit, an extinguisher and a valve, all in order.
private struct Block {
  let fleet: Fleet

  init(_ fleet: Fleet) throws {
    self.fleet = fleet
    let plugin = try fleet.write("#!/bin/sh\necho tight\n", to: "valve")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: plugin)
    try fleet.write("plugins:\n  valve: {path: \(plugin), timeout: 10s}\n", to: Fleet.configurationName)
    try fleet.write(
      """
      checklist: block
      title: Block
      version: "1"
      sections:
        - id: F
          title: Fire
          category: fire
          items:
            - {id: EXIT, text: The exit is free}
            - {id: EXT, text: Extinguishers stand at their places}
            - {id: VALVE, text: The valve is tight, probe: "plugin valve {site}"}
      """, to: "checklist.yaml")
    try fleet.write("code,name,parent,level\nc,County,,county\ng,Grid,c,grid\n", to: "regions.csv")
    try fleet.write(
      """
      site,name,region,type,latitude,longitude,owner
      S1,Tower One,g,house,23.0,112.0,Owner One
      S2,Tower Two,g,house,23.0004,112.0,Owner Two

      """, to: "sites.csv")
  }

  func launch(_ api: API) async throws {
    try fleet.write(
      "site,item,value,observed_at\n"
        + ["S1", "S2"].flatMap { site in
          ["EXIT", "EXT"].map { "\(site),\($0),yes,2024-03-02T09:00:00Z\n" }
        }.joined(), to: "observations.csv")
    let file = try fleet.write(
      """
      campaign: first
      checklist: checklist.yaml
      regions: regions.csv
      sites: sites.csv
      observations: observations.csv
      """, to: "first.yaml")
    let launch = try await fleet.launch(Campaign(id: "first", file: file))
    try #require(launch.exit == .code(0), "\(launch.standardError)")
    _ = try await fleet.waitUntilComplete("first", api)
    #expect(try await api.hazards().isEmpty)
  }

  /// Z5 and Z10, of what was reported.
  func expectViewsAndAccidents(_ api: API, hazard: String) async throws {
    let finds = try JSON(
      try await fleet.succeed("hazardctl", ["--api", api.base, "--json", "views", "finds", "--by", "source"]))
    let bySource = Dictionary(
      finds["items"].list.map { ($0["name"].string ?? "", $0["counts"]) }, uniquingKeysWith: { a, _ in a })
    #expect(bySource["report"]?["tasks"] == .int(4))
    #expect(bySource["report"]?["first"] == .int(3))
    #expect(bySource["campaign"]?["findings"] == .int(0))
    // As soon as the clock has come to them, the two that are left are the owner's of the policy.
    _ = try await eventually("both hazards are ordered") { () -> Bool? in
      let fixes = try JSON(
        try await fleet.succeed("hazardctl", ["--api", api.base, "--json", "views", "fixes"]))
      let first = fixes["items"].list.first
      return first?["name"] == .string("Housing") && first?["counts"]["pending"] == .int(2) ? true : nil
    }
    let called = try await fleet.succeed(
      "hazardctl", ["--api", api.base, "views", "answers", "--by", "called"])
    #expect(called.contains("Fire"), "\(called)")

    // OSCAL's risks have their deadlines, in the form of its dates with a time zone.
    let plan = try JSON(
      try await fleet.succeed("hazardctl", ["--api", api.base, "export", "hazards", "--format", "oscal"]))
    let risks = plan["plan-of-action-and-milestones"]["risks"].list
    let form = try Regex(#"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})"#)
    #expect(risks.count == 2)
    for risk in risks {
      let deadline = try #require(risk["deadline"].string)
      #expect(try form.wholeMatch(in: deadline) != nil, "\(deadline)")
      #expect(["open", "remediating", "deviation-approved"].contains(risk["status"].string))
    }

    let accident = try JSON(
      try await fleet.succeed(
        "hazardctl",
        [
          "--api", api.base, "--json", "record-accident", "--occurred", "2024-05-01", "--hazard", hazard,
          "--injuries", "3", "--person", "Li",
        ]))
    let id = try #require(accident["id"].string)
    #expect(accident["region"]["code"] == .string("g"))
    try await fleet.succeed(
      "hazardctl",
      [
        "--api", api.base, "correct-accident", id, "--deaths", "1", "--injuries", "2", "--reason", "one died",
        "--person", "Li",
      ])
    let series = try await api.json("/v1/figures/accidents?from=2024-01-01&to=2025-01-01&by=year&region=c")
    #expect(series["total"]["deaths"] == .int(1))
    #expect(series["total"]["injuries"] == .int(2))
  }

  /// C7: a campaign that needs a team is cleared only when every role is claimed at every site.
  func expectTeam(_ api: API) async throws {
    func hazardctl(_ arguments: String...) async throws -> Fleet.Output {
      try await fleet.run("hazardctl", ["--api", api.base] + arguments)
    }
    #expect(try await hazardctl("gate", "first", "--zero", "all").exit == .code(0))
    let formed = try await hazardctl("team", "first", "--roles", "inspector,volunteer", "--person", "Li")
    #expect(formed.exit == .code(0), "\(formed.standardError)")
    let closed = try await hazardctl("gate", "first", "--zero", "all")
    #expect(closed.exit == .code(3))
    #expect(closed.standardOutput.contains("at 2 inspected sites a role of the team is missing"))
    let certificate = try await api.json("/v1/campaigns/first/certificates")["items"].list.first
    #expect(certificate?["status"] == .string("incomplete"))
    for site in ["S1", "S2"] {
      for (role, person) in [("inspector", "Wang"), ("volunteer", "Zhao")] {
        let claim = try await hazardctl("claim", "first", "--site", site, "--role", role, "--person", person)
        #expect(claim.exit == .code(0), "\(claim.standardError)")
      }
    }
    #expect(
      try await hazardctl("claim", "first", "--site", "S1", "--role", "volunteer", "--person", "Li").exit
        == .code(2))
    #expect(try await hazardctl("gate", "first", "--zero", "all").exit == .code(0))
  }

  /// - Returns: the report when it is decided.
  func wait(_ report: String, _ api: API) async throws -> JSON {
    try await eventually("report \(report) is decided") { () -> JSON? in
      let report = try await api.json("/v1/reports/\(report)")
      return report["state"] == .string("pending") ? nil : report
    }
  }
}

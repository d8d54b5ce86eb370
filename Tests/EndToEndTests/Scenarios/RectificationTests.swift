import Foundation
import Testing

extension EndToEndTests {
  /// A valve that a plugin looks at, and extinguishers that inspectors look at, at two sites.
  @Test("G2, N2: what is rectified is inspected again by the same workers, and verified by nobody's own word")
  func rectificationIsVerified() async throws {
    try await Fleet.run { fleet in
      let valves = try Valves(fleet)
      let (aggregator, api) = try await fleet.startAggregator(name: "a1")
      _ = try await fleet.startWorker(name: "w1")
      try await valves.launch("first", observed: "no", api)
      let hazards = try await valves.hazards(api)
      #expect(hazards.count == 4)
      let person = Person(fleet: fleet, api: api)

      // Reported as fixed, and was not; then it is.
      let broken = try #require(hazards["VALVE S1"])
      try await person.rectify(broken)
      try await person.wait(broken, "rectifying")
      #expect(try await person.see(broken)["rectification"]["failuresToAbate"] == .int(1))
      try valves.mend("S1")
      try await person.does("rectify", broken, ["--evidence", "valve.jpg"])
      try await person.wait(broken, "closed")

      // Nobody says what is seen now: the re-inspection cannot tell, and another person has to.
      let unseen = try #require(hazards["EXT S1"])
      try await person.rectify(unseen)
      try await person.waitForEvent(unseen, "re-inspection-undecided")
      #expect(try await person.see(unseen)["rectification"]["state"] == .string("rectified"))
      let own = try await person.tries("accept", unseen, [], as: "wang")
      #expect(own.exit == .code(2))
      #expect(own.standardError.contains("four eyes"))
      try await person.does("accept", unseen, [], as: "Li")
      try await person.wait(unseen, "closed")

      // Another person's new observation decides.
      let seen = try #require(hazards["EXT S2"])
      try await person.rectify(seen, ["--observation", "yes", "--observed-by", "Li"])
      try await person.wait(seen, "closed")

      // Fixed, verified, and back: a recurrence of the same hazard, no failure to abate.
      let back = try #require(hazards["VALVE S2"])
      try valves.mend("S2")
      try await person.rectify(back)
      try await person.wait(back, "closed")
      try valves.destroy("S2")
      try await valves.launch("second", observed: "yes", api)
      let again = try await person.see(back)
      #expect(again["state"] == .string("open"))
      #expect(again["recurrences"] == .int(1))
      #expect(again["rectification"]["failuresToAbate"] == .int(0))
      #expect(again["rectification"]["owner"] == .string("Wang"))

      aggregator.terminate()
      #expect(try await aggregator.waitForExit(within: .seconds(30)) == .code(0))
      #expect(try await fleet.verify() == "verified")
      let digests = try await fleet.digestsOfRebuild()
      #expect(digests.count == 2 && digests[0] == digests[1], "\(digests)")
    }
  }

  @Test("C9: a hazard is handed over with its history, and several are handled at once or not at all")
  func hazardsAreHandedOver() async throws {
    try await Fleet.run { fleet in
      let valves = try Valves(fleet)
      let (_, api) = try await fleet.startAggregator()
      _ = try await fleet.startWorker()
      try await valves.launch("first", observed: "no", api)
      let ids = try await valves.hazards(api).values.sorted()
      let person = Person(fleet: fleet, api: api)
      let list = try fleet.write(ids.joined(separator: "\n"), to: "ids.txt")
      try await person.does("assign", nil, ["--ids-from", list, "--owner", "Wang", "--department", "Water"])
      try await person.does("not-responsible", ids[0], ["--reason", "private ground"])
      let refused = try await person.tries("start", nil, ["--ids-from", list], as: "Wang")
      #expect(refused.exit == .code(2))
      #expect(refused.standardError.contains("1 of 4 hazards"))
      for id in ids.dropFirst() {
        #expect(try await person.see(id)["rectification"]["state"] == .string("assigned"))
      }
      try await person.does(
        "hand-off", ids[0], ["--owner", "Zhao", "--department", "Housing", "--reason", "theirs"])
      let events = try await api.json("/v1/hazards/\(ids[0])/events")["items"].list
      #expect(
        events.compactMap { $0["event"].string } == ["found", "assign", "not-responsible", "hand-off"])
      #expect(try await person.see(ids[0])["rectification"]["owner"] == .string("Zhao"))
      try await person.does(
        "fix-on-the-spot", ids[1], ["--fixed-by", "Zhao", "--evidence", "a.jpg"], as: "Li")
      #expect(try await person.see(ids[1])["state"] == .string("closed"))
      try await person.does("false-positive", ids[2], ["--reason", "painted wall"], as: "Li")
      #expect(try await api.json("/v1/overview")["hazards"]["total"] == .int(3))
      try await person.does("reopen", ids[2], ["--reason", "no, it is one"], as: "Li")
      try await person.does(
        "accept-risk", ids[3], ["--reason", "pulled down in spring", "--until", "2999-01-01"], as: "Li")
      #expect(try await fleet.verify() == "verified")
    }
  }
}

extension EndToEndTests {
  @Test("Z4, Z7, Z8, Z11, C4, Y1: ordered by policy, escalated when late, called for, listed, accepted")
  func responsibilityIsFollowed() async throws {
    try await Fleet.run { fleet in
      let valves = try Valves(fleet)
      let (aggregator, api) = try await fleet.startAggregator(name: "a1")
      _ = try await fleet.startWorker(name: "w1")
      let policy = try fleet.write(
        """
        policy: water-2026
        timeZone: Asia/Shanghai
        duties:
          - {item: VALVE, department: Water, owner: Wang, backup: Sun}
        heads:
          - {region: r, head: Mayor Chen}
        absences:
          - {person: Wang, from: 2020-01-01, through: 2099-12-31}
        deadlines:
          - {level: major, within: 10d}
          - {within: 0h}
        escalation:
          - {after: 0h, to: county}
          - {after: 3d, to: county}
        """, to: "policy.yaml")
      let campaign = fleet.file("first.yaml").path
      try await valves.launch("first", observed: "no", api)
      let gaps = try await fleet.run("hazard-producer", ["policy", "check", policy, "--campaign", campaign])
      #expect(gaps.exit == .code(2))
      #expect(gaps.standardError.contains("no department answers for item EXT"))
      try fleet.write(
        try String(contentsOfFile: policy, encoding: .utf8).replacing(
          "heads:", with: "  - {item: EXT, department: Safety}\nheads:"), to: "policy.yaml")
      try await fleet.succeed("hazard-producer", ["policy", "check", policy, "--campaign", campaign])
      try await fleet.succeed(
        "hazard-producer", ["policy", "publish", policy, "--person", "Chief"] + fleet.connection)

      let hazards = try await valves.hazards(api)
      let person = Person(fleet: fleet, api: api)
      let late = try #require(hazards["EXT S1"])
      try await person.waitForEvent(late, "escalated")
      let seen = try await person.see(late)["rectification"]
      #expect(seen["overdue"] == .bool(true))
      #expect(seen["escalatedTo"] == .string("Mayor Chen"))
      #expect(seen["owner"] == .string("Mayor Chen"))
      #expect(try await api.json("/v1/hazards?overdue=true")["total"] == .int(2))
      #expect(try await api.json("/v1/hazards?department=Water")["total"] == .int(2))

      let leak = try #require(hazards["VALVE S1"])
      try await person.waitForEvent(leak, "ordered")
      let why = try await fleet.succeed("hazardctl", ["--api", api.base, "responsibility", leak])
      #expect(why.contains("row 1: item VALVE"))
      #expect(why.contains("away through 2099-12-31"))
      #expect(try await person.see(leak)["rectification"]["owner"] == .string("Sun"))
      #expect(try await person.see(leak)["rectification"]["overdue"] == .bool(false))

      try await person.does(
        "extend", leak, ["--due", "2999-01-01", "--reason", "parts are ordered"], as: "Li")
      let deadline = try await person.see(leak)["rectification"]
      #expect(deadline["extensions"] == .int(1))
      #expect(deadline["dueAt"] != deadline["originalDueAt"])

      try await person.does(
        "whistle", leak,
        ["--reason", "smell", "--call", "Gas=2999-01-01", "--call", "Fire=2999-01-02"], as: "Li")
      #expect(try await api.json("/v1/hazards?awaited=Gas")["total"] == .int(1))
      try await person.does("check-in", leak, ["--department", "Gas"], as: "Zhao")
      let uncalled = try await person.tries("check-in", leak, ["--department", "Gas"], as: "Zhao")
      #expect(uncalled.exit == .code(2))
      #expect(uncalled.standardError.contains("but for Fire"))
      #expect(try await api.json("/v1/hazards?awaited=Gas")["total"] == .int(0))

      // Listed: a re-inspection that passes does not end it, nor does anything but acceptance.
      try await person.does("supervise", leak, ["--reason", "seen on the news"], as: "Li")
      try await person.does("green-channel", leak, ["--reason", "urgent"], as: "Li")
      try await person.does("take-charge", leak, ["--owner", "Mayor Chen", "--reason", "stuck"], as: "Li")
      let dismissed = try await person.tries("false-positive", leak, ["--reason", "no"], as: "Li")
      #expect(dismissed.exit == .code(2))
      #expect(dismissed.standardError.contains("listed supervision"))
      #expect(try await api.json("/v1/hazards?supervised=true")["total"] == .int(1))
      try valves.mend("S1")
      try await person.does("start", leak, [], as: "Sun")
      try await person.does("rectify", leak, ["--evidence", "valve.jpg"], as: "Sun")
      try await person.waitForEvent(leak, "re-inspection-undecided")
      try await person.does("accept", leak, [], as: "Li")
      try await person.wait(leak, "closed")
      #expect(try await api.json("/v1/hazards?supervised=true")["total"] == .int(0))

      aggregator.terminate()
      #expect(try await aggregator.waitForExit(within: .seconds(30)) == .code(0))
      #expect(try await fleet.verify() == "verified")
      let digests = try await fleet.digestsOfRebuild()
      #expect(digests.count == 2 && digests[0] == digests[1], "\(digests)")
    }
  }
}

/// Two sites whose valves and extinguishers are inspected.
private struct Valves {
  let fleet: Fleet

  init(_ fleet: Fleet) throws {
    self.fleet = fleet
    let script =
      "#!/bin/sh\n[ -e '\(fleet.folder.path)'/broken-$1 ] && echo \"$1 leaks\" && exit 2; echo tight\n"
    let plugin = try fleet.write(script, to: "valve")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: plugin)
    try fleet.write("plugins:\n  valve: {path: \(plugin), timeout: 10s}\n", to: Fleet.configurationName)
    try fleet.write(
      """
      checklist: water
      title: Water
      version: "1"
      sections:
        - id: W
          title: Water
          items:
            - {id: VALVE, text: The valve is tight, level: major, probe: "plugin valve {site}"}
            - {id: EXT, text: Extinguishers stand at their places}
      """, to: "checklist.yaml")
    try fleet.write("code,name,parent,level\nr,R,,county\n", to: "regions.csv")
    try fleet.write("site,name,region,type\nS1,One,r,a\nS2,Two,r,a\n", to: "sites.csv")
    for site in ["S1", "S2"] { try destroy(site) }
  }

  func destroy(_ site: String) throws { try fleet.write("", to: "broken-\(site)") }

  func mend(_ site: String) throws { try FileManager.default.removeItem(at: fleet.file("broken-\(site)")) }

  func launch(_ id: String, observed value: String, _ api: API) async throws {
    try fleet.write(
      "site,item,value,observed_at\nS1,EXT,\(value),2024-03-02T09:00:00Z\nS2,EXT,\(value),2024-03-02T09:00:00Z\n",
      to: "observations.csv")
    let file = try fleet.write(
      """
      campaign: \(id)
      checklist: checklist.yaml
      regions: regions.csv
      sites: sites.csv
      observations: observations.csv
      """, to: "\(id).yaml")
    let launch = try await fleet.launch(Campaign(id: id, file: file))
    try #require(launch.exit == .code(0), "\(launch.standardError)")
    _ = try await fleet.waitUntilComplete(id, api)
  }

  /// Ids by item and site.
  func hazards(_ api: API) async throws -> [String: String] {
    let found = try await api.hazards().map { hazard in
      ("\(hazard["item"]["id"].string ?? "") \(hazard["site"]["id"].string ?? "")", hazard["id"].string ?? "")
    }
    return Dictionary(found, uniquingKeysWith: { first, _ in first })
  }
}

/// Somebody at the command line.
private struct Person {
  let fleet: Fleet
  let api: API

  func tries(
    _ action: String, _ hazard: String?, _ options: [String], as name: String = "Wang"
  ) async throws -> Fleet.Output {
    try await fleet.run(
      "hazardctl", ["--api", api.base, action] + (hazard.map { [$0] } ?? []) + ["--person", name] + options)
  }

  func does(
    _ action: String, _ hazard: String?, _ options: [String], as name: String = "Wang"
  ) async throws {
    let output = try await tries(action, hazard, options, as: name)
    try #require(output.exit == .code(0), "\(action): \(output.standardError)")
  }

  func rectify(_ hazard: String, _ options: [String] = []) async throws {
    try await does("assign", hazard, ["--owner", "Wang"])
    try await does("start", hazard, [])
    try await does("rectify", hazard, ["--evidence", "after.jpg"] + options)
  }

  func see(_ hazard: String) async throws -> JSON { try await api.json("/v1/hazards/\(hazard)") }

  func wait(_ hazard: String, _ state: String) async throws {
    _ = try await eventually("hazard \(hazard) is \(state)") { () -> Bool? in
      try await see(hazard)["rectification"]["state"] == .string(state) ? true : nil
    }
  }

  func waitForEvent(_ hazard: String, _ event: String) async throws {
    _ = try await eventually("\(event) of hazard \(hazard)") { () -> Bool? in
      try await see(hazard)["timeline"].list.contains { $0["event"] == .string(event) } ? true : nil
    }
  }
}

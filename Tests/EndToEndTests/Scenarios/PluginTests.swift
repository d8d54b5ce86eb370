import Foundation
import Testing

extension EndToEndTests {
  /// What a plugin's worker leaves behind would go on asking devices that others ask already.
  @Test func aKilledWorkerTakesItsPluginsAlong() async throws {
    try await Fleet.run { fleet in
      // What it starts leaves its group and session.
      let script = try fleet.write(
        "#!/bin/sh\ncd '\(fleet.folder.path)'\nsetsid sh -c 'echo $$ >child; exec sleep 600' &\n"
          + "until [ -s child ]; do sleep 0.01; done\necho $$ >pid\nexec sleep 600\n", to: "hanging")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
      let campaign = try PluginCampaign.write(
        fleet, plugins: "  hanging: {path: \(script), timeout: 500s}\n",
        items: ["HANGING": "plugin hanging"])
      let worker = try await fleet.startWorker()
      let launch = try await fleet.launch(campaign)
      try #require(launch.exit == .code(0), "\(launch.standardError)")
      func pid(_ file: String) -> Int32? {
        (try? String(contentsOf: fleet.file(file), encoding: .utf8)).flatMap {
          Int32($0.trimmingCharacters(in: .newlines))
        }
      }
      let plugin = try await eventually("the plugin runs", within: .seconds(120)) { pid("pid") }
      let child = try #require(pid("child"))
      worker.kill()
      for pid in [plugin, child] {
        _ = try await eventually("process \(pid) is gone") { () -> Bool? in
          let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
          return stat?.contains(") Z ") ?? true ? true : nil
        }
      }
    }
  }

  /// Plugins as Debian has them, with thresholds on what they measure.
  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/lib/nagios/plugins/check_dummy"),
      "monitoring-plugins-basic is not installed"))
  func debianPluginsDecide() async throws {
    let server = try LoopbackServer { connection in
      _ = connection.receive()
      connection.write(Array("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nready".utf8))
    }
    defer { server.stop() }
    let port = server.address.split(separator: ":").last ?? ""
    try await Fleet.run { fleet in
      let names = ["check_dummy", "check_http", "check_disk"]
      let campaign = try PluginCampaign.write(
        fleet,
        plugins: names.map { "  \($0): {path: /usr/lib/nagios/plugins/\($0), timeout: 60s}\n" }.joined(),
        items: [
          "A-DUMMY": "plugin check_dummy 0 fine", "B-DUMMY": "plugin check_dummy 2 leaking",
          "C-PAGE": "plugin check_http -H 127.0.0.1 -p \(port) -s ready perf:size<=1KB",
          "D-PAGE": "plugin check_http -H 127.0.0.1 -p \(port) perf:size>1KB",
          "E-DISK": "plugin check_disk -w 0% -c 0% -p / alert:/=~:8000000GB",
        ])
      let (_, api) = try await fleet.startAggregator()
      _ = try await fleet.startWorker()
      let launch = try await fleet.launch(campaign)
      try #require(launch.exit == .code(0), "\(launch.standardError)")
      let answer = try await fleet.waitUntilComplete(campaign.id, api)
      #expect(answer["checks"]["byOutcome"].counts == ["pass": 3, "fail": 2])
      let reasons = try await api.hazards().compactMap { $0["reason"].string }.sorted()
      try #require(reasons.count == 2)
      #expect(reasons[0] == "plugin check_dummy: CRITICAL: leaking, item B-DUMMY")
      #expect(
        reasons[1].hasPrefix("plugin check_http: size is ")
          && reasons[1].hasSuffix(", not > 1KB, item D-PAGE"))
      #expect(try await fleet.verify() == "verified")
    }
  }
}

/// A campaign of one site whose items plugins decide.
private enum PluginCampaign {
  static func write(_ fleet: Fleet, plugins: String, items: [String: String]) throws -> Campaign {
    try fleet.write("plugins:\n\(plugins)", to: Fleet.configurationName)
    let lines = items.sorted { $0.key < $1.key }.map { "P,\($0.key),\($0.key),\($0.value)\n" }
    try fleet.write("# checklist: plugins\nsection,item,text,probe\n\(lines.joined())", to: "checklist.csv")
    try fleet.write("code,name,parent\nr,R,\n", to: "regions.csv")
    try fleet.write("site,name,region,type\nS1,One,r,a\n", to: "sites.csv")
    let file = try fleet.write(
      """
      campaign: plugins
      checklist: checklist.csv
      regions: regions.csv
      sites: sites.csv
      asOf: 2026-11-02T09:00:00Z
      """, to: "campaign.yaml")
    return Campaign(id: "plugins", file: file)
  }
}

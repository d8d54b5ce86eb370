import Foundation
import Testing

extension EndToEndTests {
  /// Probes that decide, that decide at the third attempt, and that never do.
  @Test func probesAreTriedAgainAndThenGivenUp() async throws {
    try await Fleet.run(configuration: "topics: {retryTiers: [1s, 2s]}") { fleet in
      let campaign = try ProbedCampaign.write(fleet)
      let (_, api) = try await fleet.startAggregator()
      _ = try await fleet.startWorker()
      let launch = try await fleet.launch(campaign)
      try #require(launch.exit == .code(0), "\(launch.standardError)")

      let answer = try await fleet.waitUntilComplete(campaign.id, api)
      #expect(answer["tasks"]["checked"] == .int(9), "three sites, and three kinds of tasks that end well")
      #expect(answer["tasks"]["dead"] == .int(9), "what hangs, floods and crashes")
      #expect(answer["checks"]["byOutcome"].counts == ["pass": 8, "fail": 1])
      let hazards = try await api.hazards()
      #expect(hazards.map { $0["reason"].string } == ["plugin steady: no water at S2, item STEADY"])
      #expect(try await fleet.verify() == "verified")
      for site in ["S1", "S2", "S3"] {
        let attempts = try String(contentsOf: fleet.file("flaky-\(site)"), encoding: .utf8)
        #expect(attempts.split(separator: "\n").count == 3, "\(site): the third attempt decides")
      }
      // Copying ends only when there are that many dead letters.
      try await fleet.succeed(
        "kafka-relay", ["relay", fleet.address, "hazardfleet.dlq", "hazardfleet.registers", "9", "0"])
    }
  }
}

private enum ProbedCampaign {
  private static let plugins = [
    "steady": "[ \"$1\" = S2 ] && echo \"no water at $1\" && exit 2; echo fine",
    "flaky": "echo x >>flaky-$1; [ \"$(wc -l <flaky-$1)\" -ge 3 ] || exit 3",
    "hanging": "sleep 600",
    "flooding": "while :; do echo 0123456789; done",
    "crashing": "kill -SEGV $$",
  ]

  static func write(_ fleet: Fleet) throws -> Campaign {
    var configuration = "topics: {retryTiers: [1s, 2s]}\nplugins:\n"
    var items = "      - {id: SEEN, text: Seen}\n"
    for (name, script) in plugins.sorted(by: { $0.key < $1.key }) {
      let path = try fleet.write("#!/bin/sh\ncd '\(fleet.folder.path)'\n\(script)\n", to: name)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      configuration += "  \(name): {path: \(path), timeout: 1s, outputLimit: 1000}\n"
      items += "      - {id: \(name.uppercased()), text: \(name), probe: \"plugin \(name) {site}\"}\n"
    }
    try fleet.write(configuration, to: Fleet.configurationName)
    try fleet.write(
      "checklist: probed\ntitle: Probed\nversion: \"1\"\nsections:\n  - id: P\n    title: P\n    items:\n\(items)",
      to: "checklist.yaml")
    try fleet.write("code,name,parent\nr,R,\n", to: "regions.csv")
    try fleet.write("site,name,region,type\nS1,One,r,a\nS2,Two,r,a\nS3,Three,r,a\n", to: "sites.csv")
    try fleet.write(
      "site,item,value,observed_at\nS1,SEEN,yes,2026-11-02T09:00:00Z\nS2,SEEN,yes,2026-11-02T09:00:00Z\nS3,SEEN,yes,2026-11-02T09:00:00Z\n",
      to: "observations.csv")
    let file = try fleet.write(
      """
      campaign: probed
      checklist: checklist.yaml
      regions: regions.csv
      sites: sites.csv
      observations: [observations.csv]
      checksPerTask: 1
      """, to: "campaign.yaml")
    return Campaign(id: "probed", file: file)
  }
}

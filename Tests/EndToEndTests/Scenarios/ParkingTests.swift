import Foundation
import Testing

extension EndToEndTests {
  /// One task hangs at the head of the only partition: the others do not wait for it.
  @Test func aHeadThatHoldsItsPartitionUpIsParked() async throws {
    try await Fleet.run(configuration: "topics: {partitions: {tasks.bulk: 1}, retryTiers: [1s]}") { fleet in
      let plugin = try fleet.write("#!/bin/sh\n[ \"$1\" = S0 ] && exec sleep 600\nexit 0\n", to: "plugin")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: plugin)
      try fleet.write(
        """
        topics: {partitions: {tasks.bulk: 1}, retryTiers: [1s]}
        worker: {window: 20, parkAfter: 1}
        plugins: {p: {path: \(plugin), timeout: 2m}}
        """, to: Fleet.configurationName)
      let campaign = try write(fleet, sites: 200)
      let (_, api) = try await fleet.startAggregator()
      _ = try await fleet.startWorker()
      let launch = try await fleet.launch(campaign)
      try #require(launch.exit == .code(0), "\(launch.standardError)")
      let checked = try await eventually("all but the hanging task are checked") { () -> Int? in
        let checked = await api.campaign(campaign.id)?["tasks"]["checked"].int ?? 0
        return checked >= 199 ? checked : nil
      }
      #expect(checked == 199)
      // Copying ends only when there is such a record.
      try await fleet.succeed(
        "kafka-relay", ["relay", fleet.address, "hazardfleet.tasks.long", "hazardfleet.dlq", "1", "0"])
    }
  }

  private func write(_ fleet: Fleet, sites: Int) throws -> Campaign {
    try fleet.write(
      """
      checklist: parked
      title: Parked
      version: "1"
      sections:
        - id: P
          title: P
          items:
            - {id: A, text: Answers, probe: "plugin p {site}"}
      """, to: "checklist.yaml")
    try fleet.write("code,name,parent\nr,R,\n", to: "regions.csv")
    let rows = (0..<sites).map { "S\($0),Site \($0),r,a" }.joined(separator: "\n")
    try fleet.write("site,name,region,type\n\(rows)\n", to: "sites.csv")
    let file = try fleet.write(
      """
      campaign: parked
      checklist: checklist.yaml
      regions: regions.csv
      sites: sites.csv
      asOf: 2026-11-02T09:00:00Z
      """, to: "campaign.yaml")
    return Campaign(id: "parked", file: file)
  }
}

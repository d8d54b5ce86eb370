import Foundation
import Testing

extension EndToEndTests {
  @Test("C3, G3: a schedule's occurrences by colour: issued once, missed, made up for, and what comes late")
  func aScheduleIssuesEveryOccurrenceOnce() async throws {
    try await Fleet.run { fleet in
      let schedule = try ScheduledCampaign.write(fleet)
      let (_, api) = try await fleet.startAggregator()
      _ = try await fleet.startWorker()
      let colours = ["--colours", try fleet.write("site,colour\nS1,red\nS2,none\n", to: "colours.csv")]
      func launch(_ at: String, _ more: [String] = []) async throws -> String {
        try await fleet.succeed(
          "hazard-producer", ["schedule", "launch", schedule, "--at", at] + colours + more + fleet.connection)
      }
      func states(_ at: String) async throws -> [String: String] {
        let text = try await fleet.succeed(
          "hazard-producer", ["schedule", "status", schedule, "--at", at, "--json"] + fleet.connection)
        let forms = try #require(
          try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        return Dictionary(
          uniqueKeysWithValues: forms.map { ($0["campaign"] as? String ?? "", $0["state"] as? String ?? "") })
      }
      #expect(try await launch("2026-11-01T00:00").contains("nothing is due"))
      #expect(
        try await states("2026-11-02T10:00") == [
          "fire-red-20261102T0900": "due", "fire-blue-20261102T0900": "due",
        ])

      // Monday: both colours are due. A second run finds them launched.
      let first = try await launch("2026-11-02T10:00")
      #expect(first.contains("campaign fire-red-20261102T0900 launched: 1 sites"))
      #expect(first.contains("campaign fire-blue-20261102T0900 launched: 1 sites"))
      #expect(try await launch("2026-11-02T11:00").contains("nothing is due"))

      // The next Monday's is missed; the one after is launched, and the missed one made up for.
      let third = try await launch("2026-11-16T09:00")
      #expect(third.contains("fire-red-20261116T0900 launched") && !third.contains("20261109"))
      #expect(try await states("2026-11-16T09:00")["fire-red-20261109T0900"] == "missed")
      #expect(try await launch("2026-11-16T09:00", ["--missed"]).contains("fire-red-20261109T0900 launched"))
      #expect(try await launch("2026-11-16T09:00", ["--missed"]).contains("nothing is due"))

      // The records of 2 November: one in time, and one after it was due.
      let red = try await fleet.waitUntilComplete("fire-red-20261102T0900", api)
      #expect(red["dueAt"] == .string("2026-11-03T01:00:00Z"))
      #expect(red["lateInspections"] == .int(1))
      let blue = try await fleet.waitUntilComplete("fire-blue-20261102T0900", api)
      #expect(blue["lateInspections"] == .int(0))
      let all = try await fleet.status()["campaigns"]
      #expect(all.list.count == 4)
      #expect(try await fleet.verify() == "verified")
    }
  }
}

private enum ScheduledCampaign {
  /// - Returns: the schedule's file.
  static func write(_ fleet: Fleet) throws -> String {
    try fleet.write("# checklist: c\nsection,item,text\nA,A-1,One\n", to: "checklist.csv")
    try fleet.write("code,name,parent\nr,R,\n", to: "regions.csv")
    try fleet.write("site,name,region,type\nS1,One,r,a\nS2,Two,r,a\n", to: "sites.csv")
    for name in ["20261102T0900", "20261109T0900", "20261116T0900"] {
      try fleet.write(
        """
        site,item,value,observed_at,inspection
        S1,A-1,yes,2026-11-02T09:30,1
        S1,A-1,yes,2026-11-03T09:00,2
        S2,A-1,yes,2026-11-02T09:30,1

        """, to: "records-\(name).csv")
    }
    try fleet.write(
      """
      campaign: template
      checklist: checklist.csv
      regions: regions.csv
      sites: sites.csv
      observations: ["records-{occurrence}.csv"]
      timeZone: Asia/Shanghai
      """, to: "campaign.yaml")
    return try fleet.write(
      """
      schedule: fire
      campaign: campaign.yaml
      timeZone: Asia/Shanghai
      start: 2026-11-02T09:00
      due: 24h
      grades: {red: FREQ=WEEKLY;BYDAY=MO, blue: FREQ=YEARLY}
      """, to: "schedule.yaml")
  }
}

import Foundation
import Inspection
import Ledger
import LedgerIntake
import LedgerTestSupport
import Rectification
import SQLLedger
import TestSupport
import Testing

/// Z5: who finds, who fixes, who answers; counted again here from what the ledger says of each hazard.
@Suite(.everyLedger) struct NetworkTests {
  @Test func theThreeViewsCountWhatTheLedgerSays() async throws {
    let sample = SampleCampaign(seed: 11)
    try await withTemporaryFolder { folder in
      let ledger = try LedgerKind.open(folder.appendingPathComponent("ledger.sqlite").path)
      _ = try await ledger.apply([
        LedgerSlice("fleet.control", from: 0, sample.control + [sample.seal]),
        LedgerSlice("fleet.registers", from: 0, [sample.register]),
        LedgerSlice("fleet.results", from: 0, sample.results.map(LedgerEntry.result)),
      ])
      let desk = CommandLog(ledger)
      let open = try await ledger.hazards(HazardQuery(state: .open, limit: 1_000)).hazards
      try #require(open.count > 12)
      var time: Int64 = 1_000_000
      func does(_ action: RectificationAction, _ hazard: HazardSummary, _ details: RectificationDetails)
        async throws
      {
        time += 1_000
        let command = RectificationCommand(
          action, [.init(hazard.id)], at: Timestamp(milliseconds: time), person: "Li", reason: "because",
          evidence: ["a.jpg"], details: details)
        let report = try await desk.carryOut(command, now: command.at)
        try #require(report.isCarriedOut, "\(report)")
      }
      let soon = Timestamp(milliseconds: 1_500_000)
      for (index, hazard) in open.enumerated() {
        let due = index % 2 == 0 ? soon : Timestamp(milliseconds: 90_000_000)
        try await does(
          .assign, hazard,
          RectificationDetails(
            owner: "owner \(index % 3)", department: index % 4 == 0 ? "Fire" : "Water", due: due))
        if index % 5 == 1 { try await does(.fixOnTheSpot, hazard, RectificationDetails(fixedBy: "Wang")) }
        if index % 5 == 2 { try await does(.markFalsePositive, hazard, RectificationDetails()) }
        if index % 5 == 3 {
          try await does(.takeCharge, hazard, RectificationDetails(owner: "Mayor"))
          try await does(
            .whistle, hazard, RectificationDetails(calls: [.init(department: "Gas", due: soon)]))
        }
      }
      let now = Timestamp(milliseconds: 10_000_000)
      let all = try await ledger.hazards(HazardQuery(limit: 1_000)).hazards
      for region in [nil, "p", "c1"] {
        let some = all.filter { region == nil || region == "p" || $0.region == region }
        try await compareFixes(ledger, some, region, now)
        try await compareAnswers(ledger, some, region, now)
        try await compareFinds(ledger, sample, some, region, now)
      }
      #expect(try await ledger.network(NetworkQuery(.fixes(.owner), region: "x", now: now)) == nil)
      let sources = try #require(try await ledger.network(NetworkQuery(.finds(.source), now: now)))
      #expect(sources.map(\.name) == ["campaign"])
    }
  }

  private func counts(
    _ ledger: SQLLedger, _ query: NetworkQuery
  ) async throws -> [String: [String: Int]] {
    let rows = try #require(try await ledger.network(query))
    let names = query.view.columns.map(\.name)
    return Dictionary(
      uniqueKeysWithValues: rows.map { ($0.name, Dictionary(uniqueKeysWithValues: zip(names, $0.counts))) })
  }

  private func compareFixes(
    _ ledger: SQLLedger, _ hazards: [HazardSummary], _ region: String?, _ now: Timestamp
  ) async throws {
    let said = try await counts(ledger, NetworkQuery(.fixes(.department), region: region, now: now))
    let known = Dictionary(grouping: hazards.filter { $0.state != .dismissed }) {
      $0.rectification.department.isEmpty ? $0.department : $0.rectification.department
    }
    #expect(Set(said.keys) == Set(known.keys))
    for (name, hazards) in known {
      let row = try #require(said[name])
      let closed = hazards.filter { $0.state == .closed }
      #expect(row["hazards"] == hazards.count)
      #expect(row["pending"] == hazards.count { $0.state == .open })
      #expect(row["overdue"] == hazards.count { $0.rectification.isOverdue(at: now) })
      #expect(row["closed"] == closed.count)
      #expect(row["recurrences"] == hazards.reduce(0) { $0 + $1.recurrences })
      #expect(
        row["inTime"]
          == closed.count { hazard in
            hazard.rectification.dueAt.map { (hazard.closedAt ?? now) <= $0 } ?? false
          })
    }
  }

  private func compareAnswers(
    _ ledger: SQLLedger, _ hazards: [HazardSummary], _ region: String?, _ now: Timestamp
  ) async throws {
    let open = hazards.filter { $0.state == .open }
    let owners = try await counts(ledger, NetworkQuery(.answers(.owner), region: region, now: now))
    for (name, hazards) in Dictionary(grouping: open, by: \.rectification.owner) {
      #expect(owners[name]?["hazards"] == hazards.count)
      #expect(owners[name]?["major"] == hazards.count { $0.level == .major })
      #expect(owners[name]?["overdue"] == hazards.count { $0.rectification.isOverdue(at: now) })
    }
    let charged = try await counts(ledger, NetworkQuery(.answers(.executive), region: region, now: now))
    let stuck = open.count { $0.rectification.executive == "Mayor" }
    #expect(stuck > 0)
    #expect(charged.mapValues { $0["hazards"] } == ["Mayor": stuck])
    let called = try await counts(ledger, NetworkQuery(.answers(.called), region: region, now: now))
    #expect(called["Gas"]?["waiting"] == stuck)
    #expect(called["Gas"]?["late"] == stuck)
    #expect(try await counts(ledger, NetworkQuery(.answers(.told), region: region, now: now)).isEmpty)
  }

  private func compareFinds(
    _ ledger: SQLLedger, _ sample: SampleCampaign, _ hazards: [HazardSummary], _ region: String?,
    _ now: Timestamp
  ) async throws {
    let row = try #require(
      try await counts(ledger, NetworkQuery(.finds(.inspector), region: region, now: now))["i"])
    let results = sample.results.filter { region == nil || region == "p" || $0.site.region == region }
    #expect(row["tasks"] == results.count)
    #expect(row["sites"] == Set(results.map(\.site.id)).count)
    #expect(row["findings"] == results.reduce(0) { $0 + $1.findings.count })
    #expect(row["hazards"] == hazards.count)
    #expect(row["first"] == hazards.count)
    #expect(row["open"] == hazards.count { $0.state == .open })
    #expect(row["dismissed"] == hazards.count { $0.state == .dismissed })
    #expect(row["major"] == results.reduce(0) { $0 + $1.findings.count { $0.level == .major } })
    let workers = try await counts(ledger, NetworkQuery(.finds(.worker), region: region, now: now))
    #expect(workers["w"] == row)
    let half = NetworkQuery(
      .finds(.inspector), region: region, from: Timestamp(milliseconds: 300), now: now)
    #expect(
      try await counts(ledger, half)["i"]?["tasks"]
        == results.count { $0.inspection.observedAt.milliseconds >= 300 })
  }
}

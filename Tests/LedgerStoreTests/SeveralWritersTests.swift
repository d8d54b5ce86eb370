import Foundation
import Inspection
import Ledger
import LedgerIntake
import LedgerTestSupport
import Responsibility
import SQLLedger
import TestSupport
import Testing

/// Several processes on one ledger: each remembers what it has seen, and another one changes it.
@Suite(.everyLedger) struct SeveralWritersTests {
  private func withTwo(
    seed: UInt64, inspections: Int = 60, _ body: (SQLLedger, SQLLedger, SampleCampaign) async throws -> Void
  ) async throws {
    let sample = SampleCampaign(seed: seed, inspections: inspections)
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("ledger.sqlite").path
      let (first, second) = (try LedgerKind.open(path), try LedgerKind.open(path))
      _ = try await first.apply([LedgerSlice("fleet.control", from: 0, sample.control + [sample.seal])])
      try await body(first, second, sample)
      #expect(try await first.verify() == [])
      let copy = folder.appendingPathComponent("copy.sqlite").path
      #expect(try await first.rebuiltDigest(at: copy) == (try await second.digest()))
    }
  }

  /// Both write results of the same sites all the time, each its partition.
  @Test func theyTakeTurns() async throws {
    try await withTwo(seed: 41, inspections: 200) { first, second, sample in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (partition, ledger) in [first, second].enumerated() {
          let entries = sample.results.enumerated().filter { $0.offset % 2 == partition }
            .map { LedgerEntry.result($0.element) }
          group.addTask {
            for offset in stride(from: 0, to: entries.count, by: 10) {
              _ = try await ledger.apply([
                LedgerSlice(
                  "fleet.results", partition: Int32(partition), from: Int64(offset),
                  Array(entries[offset..<(offset + 10)]))
              ])
            }
          }
        }
        try await group.waitForAll()
      }
      _ = try await second.apply([LedgerSlice("fleet.registers", from: 0, [sample.register])])
      let status = try #require(try await first.campaign("k")).status
      #expect(status.phase == .complete)
      #expect(status.taskOutcomes.checked == 400)
    }
  }

  /// A site that one of them remembers is moved by the other.
  @Test func aSiteThatMovedIsFoundWhereItIs() async throws {
    try await withTwo(seed: 42) { first, second, sample in
      let entries = sample.results.map(LedgerEntry.result)
      _ = try await first.apply([
        LedgerSlice("fleet.registers", from: 0, [sample.register]),
        LedgerSlice("fleet.results", from: 0, Array(entries[0..<10])),
      ])
      var sites = sample.sites
      for index in sites.indices { sites[index].region = "c2" }
      _ = try await second.apply([
        LedgerSlice("fleet.registers", from: 1, [.register(regions: sample.regions, sites: sites)])
      ])
      _ = try await first.apply([LedgerSlice("fleet.results", from: 10, Array(entries[10...]))])
      let hazards = try await first.hazards(HazardQuery(limit: 1_000)).hazards
      #expect(Set(hazards.map(\.region)) == ["c2"])
      let report = try #require(try await second.regions(below: "p"))
      #expect(report.children.map(\.hazards.hazards) == [0, hazards.count])
    }
  }

  /// The policy that one of them put in force orders what the other one finds.
  @Test func aPolicyIsInForceForAll() async throws {
    try await withTwo(seed: 43) { first, second, sample in
      let entries = sample.results.map(LedgerEntry.result)
      _ = try await second.apply([LedgerSlice("fleet.results", from: 0, Array(entries[0..<60]))])
      let policy = Policy(
        id: "p", title: "P", calendar: WorkCalendar(timeZone: "GMT"),
        deadlines: [Policy.Deadline(within: Period(100, .hours))])
      let published = PublishedPolicy(
        id: "p", publishedAt: Timestamp(milliseconds: 0), person: "boss",
        document: Array(try JSONEncoder().encode(policy)))
      _ = try await first.apply([LedgerSlice("fleet.control", from: 3, [.policy(published)])])
      _ = try await second.apply([LedgerSlice("fleet.results", from: 60, Array(entries[60...]))])
      let clock = CommandLog(second)
      let time = Timestamp(milliseconds: 10_000)
      while try await second.isAnythingDue(by: time) { _ = try await clock.letPass(until: time) }
      let open = try await first.hazards(HazardQuery(state: .open, limit: 1_000)).hazards
      #expect(!open.isEmpty)
      #expect(open.allSatisfy { $0.rectification.dueAt != nil })
    }
  }

  /// Commands have one place in the log, wherever they come from.
  @Test func theClocksOfTwoTakeTurns() async throws {
    try await withTwo(seed: 44) { first, second, _ in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for ledger in [first, second] {
          group.addTask {
            for time in 1...10 {
              _ = try await CommandLog(ledger).letPass(until: Timestamp(milliseconds: Int64(time)))
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try first.position(of: .commands) == 20)
    }
  }

  /// A text may hold what not every database can keep.
  @Test func everyLedgerSaysTheSameOfANull() async throws {
    try await withTwo(seed: 45) { first, _, sample in
      var result = try #require(sample.results.first { !$0.findings.isEmpty })
      result.findings[0].reason = "a\0b"
      _ = try await first.apply([LedgerSlice("fleet.results", from: 0, [.result(result)])])
      let reasons = try await first.hazards(HazardQuery(limit: 10)).hazards.map(\.reason)
      #expect(reasons.contains("a\u{FFFD}b"))
    }
  }
}

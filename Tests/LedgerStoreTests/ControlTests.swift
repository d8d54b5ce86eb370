import Figures
import Foundation
import Inspection
import Ledger
import LedgerTestSupport
import SQLLedger
import TestSupport
import Testing

@Suite(.everyLedger) struct ControlTests {
  private func withLedger(_ body: (SQLLedger) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      try await body(try LedgerKind.open(folder.appendingPathComponent("ledger.sqlite").path))
    }
  }

  @Test func nothingIsCompleteBeforeItIsSealed() async throws {
    let sample = SampleCampaign(seed: 1)
    try await withLedger { ledger in
      _ = try await ledger.apply([
        LedgerSlice("control", from: 0, sample.control),
        LedgerSlice("results", from: 0, sample.results.map(LedgerEntry.result)),
      ])
      #expect(try await ledger.campaign("k")?.status.phase == .launching)
      let change = try await ledger.apply([LedgerSlice("control", from: 2, [sample.seal])])
      #expect(change.completed == ["k"])
      #expect(try await ledger.campaign("k")?.status.phase == .complete)
    }
  }

  @Test func contradictingRecordsAreRejectedAndStopNothing() async throws {
    let sample = SampleCampaign(seed: 1)
    try await withLedger { ledger in
      let change = try await ledger.apply([
        LedgerSlice(
          "control", from: 0,
          [
            sample.seal, SampleCampaign(seed: 1).control[1], .garbage, .none, sample.control[0],
            sample.control[1], sample.control[1],
            .seal(campaign: "k", taskCount: 1, taskDigest: "other", at: Timestamp(milliseconds: 3)),
          ])
      ])
      // The early seal, the opening before its checklist, the garbage, and the seal with other figures.
      #expect(change.rejected == 4)
      #expect(try await ledger.overview().rejected == 4)
      #expect(try ledger.position(of: LedgerStream(topic: "control", partition: 0)) == 8)
      #expect(try await ledger.campaign("k")?.status.phase == .launching)
    }
  }

  @Test func limitsTellWhatBelongsToACampaign() async throws {
    let sample = SampleCampaign(seed: 1)
    try await withLedger { ledger in
      #expect(try await ledger.limits(ofCampaign: "k") == nil)
      _ = try await ledger.apply([LedgerSlice("control", from: 0, sample.control)])
      #expect(try await ledger.limits(ofCampaign: "k") == CampaignLimits(tasks: 120, items: 6))
      var beyond = sample.results[0]
      beyond.seq = 120
      var wide = sample.results[1]
      wide.items = [0..<7]
      var stray = sample.results[2]
      stray.campaign = "nowhere"
      let change = try await ledger.apply([
        LedgerSlice("results", from: 0, [.result(beyond), .result(wide), .result(stray), sample.checked(3)])
      ])
      #expect(change.rejected == 3)
      #expect(change.resultsInserted == 1)
      #expect(try await ledger.verify() == [])
    }
  }

  @Test func aSiteThatMovesTakesItsHazardsAlong() async throws {
    let sample = SampleCampaign(seed: 1)
    try await withLedger { ledger in
      _ = try await ledger.apply([
        LedgerSlice("control", from: 0, sample.control), LedgerSlice("registers", from: 0, [sample.register]),
        LedgerSlice("results", from: 0, sample.results.map(LedgerEntry.result)),
      ])
      let moved = sample.sites.map { site in
        var site = site
        site.region = "c2"
        return site
      }
      _ = try await ledger.apply([LedgerSlice("registers", from: 1, [.register(regions: [], sites: moved)])])
      let report = try #require(try await ledger.regions(below: "p"))
      #expect(report.children.map(\.hazards.hazards).first == 0)
      #expect(report.children.map(\.sites) == [0, 10])
      #expect(try await ledger.verify() == [])
    }
  }

  /// What was inspected is counted where the site lies, also when it moves between two results of one transaction.
  @Test func aSiteThatMovesTakesWhatWasInspectedAlong() async throws {
    let sample = SampleCampaign(seed: 1)
    let (early, late) = (sample.results.prefix(50), sample.results.dropFirst(50))
    let moved = sample.sites.map { site in
      var site = site
      site.region = "c2"
      return site
    }
    try await withLedger { ledger in
      _ = try await ledger.apply([
        LedgerSlice("control", from: 0, sample.control), LedgerSlice("registers", from: 0, [sample.register]),
        LedgerSlice("results", from: 0, early.map(LedgerEntry.result)),
        LedgerSlice("registers", from: 1, [.register(regions: [], sites: moved)]),
        LedgerSlice("results", from: 50, late.map(LedgerEntry.result)),
      ])
      let now = Timestamp(milliseconds: 4_000_000_000_000)
      func figures(_ region: String?, at time: Timestamp? = nil) async throws -> FigureReport {
        try #require(try await ledger.figures(FigureQuery(region: region, at: time, now: now)))
      }
      let all = try await figures(nil)
      #expect(all.coverage.denominator > 0 && all.sites.numerator > 0)
      #expect(try await figures("c2").coverage == all.coverage)
      #expect(try await figures("c2").sites == all.sites)
      #expect(try await figures("c1").coverage == Share(0, of: 0))
      #expect(try await figures("c1").sites == Share(0, of: 0))
      #expect(try await figures(nil, at: now).coverage == all.coverage)
      #expect(try await ledger.verify() == [])
    }
  }

  /// Registers that contradict each other can make a circle; whoever asks for it must get an answer.
  @Test func aCircleOfRegionsIsSurvived() async throws {
    let sample = SampleCampaign(seed: 1)
    try await withLedger { ledger in
      _ = try await ledger.apply([
        LedgerSlice("control", from: 0, sample.control),
        LedgerSlice(
          "registers", from: 0,
          [
            sample.register,
            .register(
              regions: [
                Region(code: "c1", name: "", parent: "c2"), Region(code: "c2", name: "", parent: "c1"),
                Region(code: "self", name: "", parent: "self"),
              ], sites: []),
          ]), LedgerSlice("results", from: 0, sample.results.map(LedgerEntry.result)),
      ])
      for code in ["c1", "self", "p"] {
        _ = try await ledger.regions(below: code)
        _ = try await ledger.hazards(HazardQuery(region: code))
      }
      _ = try await ledger.regions(below: nil)
    }
  }

  @Test func deadAndCancelledTasksCloseTheTotals() async throws {
    let sample = SampleCampaign(seed: 1)
    try await withLedger { ledger in
      var results = sample.results
      for index in results.indices.prefix(10) {
        results[index].outcome = index < 5 ? .dead : .cancelled
        results[index].items = []
        results[index].exceptions = []
        results[index].findings = []
      }
      let change = try await ledger.apply([
        LedgerSlice("control", from: 0, sample.control + [sample.seal]),
        LedgerSlice("results", from: 0, results.map(LedgerEntry.result)),
      ])
      #expect(change.completed == ["k"])
      let status = try #require(try await ledger.campaign("k")?.status)
      #expect(status.taskOutcomes == .init(checked: 110, dead: 5, cancelled: 5))
      #expect(status.outcomes.total == 330)
      #expect(try await ledger.verify() == [])
    }
  }
}

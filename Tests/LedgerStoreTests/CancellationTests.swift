import Foundation
import Inspection
import Ledger
import LedgerTestSupport
import SQLLedger
import TestSupport
import Testing

@Suite(.everyLedger) struct CancellationTests {
  private func withOpened(
    _ body: (SQLLedger, SampleCampaign) async throws -> Void
  ) async throws {
    let sample = SampleCampaign(seed: 1)
    try await withTemporaryFolder { folder in
      let ledger = try LedgerKind.open(folder.appendingPathComponent("ledger.sqlite").path)
      _ = try await ledger.apply([LedgerSlice("control", from: 0, sample.control)])
      try await body(ledger, sample)
    }
  }

  @Test func anUnsealedCampaignEndsOnce() async throws {
    try await withOpened { ledger, sample in
      _ = try await ledger.apply([LedgerSlice("control", from: 2, [sample.cancellation])])
      let cancelling = try #require(try await ledger.campaign("k")?.status)
      #expect(cancelling.phase == .cancelling)
      #expect(cancelling.cancellation?.person == "Li")
      #expect(cancelling.cancellation?.reason == "flooded")
      let half = (0..<60).map { sample.checked(UInt64($0)) }
      let rest = (60..<120).map { sample.unchecked(.cancelled, UInt64($0)) }
      #expect(try await ledger.apply([LedgerSlice("results", from: 0, half)]).completed == [])
      let end = try await ledger.apply(
        [LedgerSlice("results", from: 60, rest)], at: Timestamp(milliseconds: 77))
      #expect(end.completed == ["k"])
      // Neither the seal nor another cancellation changes anything.
      var again = CampaignCancellation(
        campaign: "k", cancelledAt: Timestamp(milliseconds: 99), person: "Wang", reason: "")
      again.reason = "other"
      let later = try await ledger.apply([
        LedgerSlice("control", from: 3, [sample.seal, .cancellation(again)])
      ])
      #expect(later.completed == [] && later.rejected == 0)
      let status = try #require(try await ledger.campaign("k")?.status)
      #expect(status.phase == .cancelled)
      #expect(status.completedAt == Timestamp(milliseconds: 77))
      #expect(status.cancellation == cancelling.cancellation)
      #expect(status.taskOutcomes == .init(checked: 60, dead: 0, cancelled: 60))
      #expect(try await ledger.verify() == [])
    }
  }

  @Test func whatIsCompleteStaysComplete() async throws {
    try await withOpened { ledger, sample in
      _ = try await ledger.apply([
        LedgerSlice("control", from: 2, [sample.seal]),
        LedgerSlice("results", from: 0, (0..<120).map { sample.checked(UInt64($0)) }),
      ])
      _ = try await ledger.apply([LedgerSlice("control", from: 3, [sample.cancellation])])
      let status = try #require(try await ledger.campaign("k")?.status)
      #expect(status.phase == .complete && status.cancellation?.person == "Li")
      #expect(try await ledger.verify() == [])
    }
  }

  @Test func lateResultsAreKeptApart() async throws {
    try await withOpened { ledger, sample in
      _ = try await ledger.apply([
        LedgerSlice("control", from: 2, [sample.cancellation]),
        LedgerSlice("results", from: 0, (0..<120).map { sample.unchecked(.cancelled, UInt64($0)) }),
      ])
      let late = try await ledger.apply([
        LedgerSlice("results", from: 120, [sample.checked(3), sample.checked(4), sample.checked(3)])
      ])
      #expect(late.lateResults == 2 && late.duplicates == 1 && late.resultsInserted == 0)
      let status = try #require(try await ledger.campaign("k")?.status)
      #expect(status.lateResults == 2)
      #expect(status.taskOutcomes == .init(checked: 0, dead: 0, cancelled: 120))
      #expect(status.outcomes.total == 0)
      #expect(try await ledger.overview().hazards.hazards == 0)
      #expect(try await ledger.verify() == [])
    }
  }

  @Test func ofAnUnknownCampaignItIsRejected() async throws {
    try await withOpened { ledger, _ in
      let stray = SampleCampaign(id: "nowhere", seed: 1).cancellation
      let change = try await ledger.apply([LedgerSlice("control", from: 2, [stray])])
      #expect(change.rejected == 1)
      #expect(try await ledger.campaign("k")?.status.phase == .launching)
    }
  }

  @Test func aDeadTaskThatIsRedrivenMovesFromOneCounterToTheOther() async throws {
    try await withOpened { ledger, sample in
      let dead = (0..<120).map { sample.unchecked(.dead, UInt64($0)) }
      let end = try await ledger.apply([
        LedgerSlice("control", from: 2, [sample.seal]), LedgerSlice("results", from: 0, dead),
      ])
      #expect(end.completed == ["k"])
      let redriven = try await ledger.apply([
        LedgerSlice("results", from: 120, [sample.checked(7, generation: 1), sample.checked(8)])
      ])
      #expect(redriven.resultsReplaced == 2 && redriven.completed == [])
      let status = try #require(try await ledger.campaign("k")?.status)
      #expect(status.taskOutcomes == .init(checked: 2, dead: 118, cancelled: 0))
      #expect(status.outcomes.total == 6)
      #expect(status.phase == .complete)
      #expect(
        try await ledger.outstanding(OutstandingQuery(campaign: "k", kind: .dead))?.maximumGeneration == 0)
      #expect(try await ledger.verify() == [])
    }
  }
}

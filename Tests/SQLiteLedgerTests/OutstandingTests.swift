import Foundation
import Inspection
import Ledger
import SQLLedger
import SQLiteLedger
import TestSupport
import Testing

@Suite struct OutstandingTests {
  @Test func ofAnUnknownCampaignThereIsNoAnswer() async throws {
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      #expect(try await ledger.outstanding(OutstandingQuery(campaign: "k")) == nil)
    }
  }

  @Test func generationsOfDeadTasks() async throws {
    let sample = SampleCampaign(seed: 1)
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      _ = try await ledger.apply([LedgerSlice("control", from: 0, sample.control)])
      let whole = try #require(try await ledger.outstanding(OutstandingQuery(campaign: "k")))
      #expect(whole == OutstandingPage(ranges: [0...119], next: nil, total: 120, maximumGeneration: 0))
      _ = try await ledger.apply([
        LedgerSlice(
          "results", from: 0,
          [
            sample.unchecked(.dead, 5, generation: 2), sample.unchecked(.dead, 6),
            sample.checked(119, generation: 9),
            sample.unchecked(.dead, 5, generation: 4),
          ])
      ])
      let dead = try #require(try await ledger.outstanding(OutstandingQuery(campaign: "k", kind: .dead)))
      #expect(dead == OutstandingPage(ranges: [5...6], next: nil, total: 2, maximumGeneration: 4))
      let missing = try #require(try await ledger.outstanding(OutstandingQuery(campaign: "k", limit: 1)))
      #expect(missing == OutstandingPage(ranges: [0...4], next: 7, total: 117, maximumGeneration: 4))
      let rest = try #require(
        try await ledger.outstanding(OutstandingQuery(campaign: "k", limit: 1, from: 7)))
      #expect(rest == OutstandingPage(ranges: [7...118], next: nil, total: 117, maximumGeneration: 4))
      let beyond = try #require(try await ledger.outstanding(OutstandingQuery(campaign: "k", from: .max)))
      #expect(beyond.ranges == [])
    }
  }
}

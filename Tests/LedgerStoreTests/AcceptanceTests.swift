import Foundation
import Inspection
import Ledger
import LedgerIntake
import LedgerTestSupport
import Rectification
import SQLLedger
import TestSupport
import Testing

/// N1, N2: a campaign is accepted by a person, once, and only when its gate is open.
@Suite(.everyLedger) struct AcceptanceTests {
  @Test func aCampaignIsAcceptedWhenItsGateIsOpen() async throws {
    let sample = SampleCampaign(seed: 4)
    let now = Timestamp(milliseconds: 10_000)
    try await withTemporaryFolder { folder in
      let ledger = try LedgerKind.open(folder.appendingPathComponent("ledger.sqlite").path)
      let desk = CommandLog(ledger)
      func acceptance(_ zero: CampaignGate.Zero = .all, coverage: Int = 0, person: String = "Li")
        -> CampaignAcceptance
      {
        CampaignAcceptance(
          campaign: sample.id, at: now, person: person, role: "supervisor", reason: "",
          gate: CampaignGate(zero: zero, minimumCoverage: coverage))
      }
      #expect(try await desk.accept(acceptance(), now: now) == .unknownCampaign)
      _ = try await ledger.apply([
        LedgerSlice("fleet.control", from: 0, sample.control + [sample.seal]),
        LedgerSlice("fleet.registers", from: 0, [sample.register]),
        LedgerSlice("fleet.results", from: 0, sample.results.dropLast().map(LedgerEntry.result)),
      ])
      guard case .gateClosed(let early) = try await desk.accept(acceptance(), now: now) else {
        Issue.record("the gate is open too early")
        return
      }
      #expect(early.map(\.what) == [.notComplete, .tasks, .hazards])
      let last = sample.results.count - 1
      _ = try await ledger.apply([
        LedgerSlice("fleet.results", from: Int64(last), [.result(sample.results[last])])
      ])
      let open = try await ledger.hazards(HazardQuery(state: .open, limit: 1_000)).hazards
      #expect(
        try await desk.accept(acceptance(), now: now)
          == .gateClosed([
            .init(what: .hazards, detail: "\(open.count) hazards are open", count: open.count)
          ]))
      let dismissal = RectificationCommand(
        .markFalsePositive, open.map { .init($0.id) }, at: Timestamp(milliseconds: 5_000), person: "Li",
        reason: "none there")
      #expect(try await desk.carryOut(dismissal, now: now).isCarriedOut)
      guard case .gateClosed(let low) = try await desk.accept(acceptance(coverage: 999), now: now) else {
        Issue.record("the coverage is not so high")
        return
      }
      #expect(low.map(\.what) == [.coverage])
      #expect(
        try await desk.accept(acceptance(person: " "), now: now)
          == .incomplete("person is missing: who accepts it?"))
      #expect(try await ledger.acceptance(ofCampaign: sample.id) == nil)
      #expect(try await desk.accept(acceptance(), now: now) == .accepted)
      #expect(try await ledger.acceptance(ofCampaign: sample.id) == acceptance())
      #expect(try await desk.accept(acceptance(.major), now: now) == .acceptedBefore(acceptance()))
      #expect(try await ledger.verify() == [])
      let copy = folder.appendingPathComponent("copy.sqlite").path
      #expect(try await ledger.rebuiltDigest(at: copy) == (try await ledger.digest()))
    }
  }
}

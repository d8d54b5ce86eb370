import Foundation
import Inspection
import Ledger
import LedgerIntake
import Rectification
import SQLLedger
import SQLiteLedger
import TestSupport
import Testing

/// What people do about hazards, in the ledger.
@Suite struct RectificationTests {
  private let now = Timestamp(milliseconds: 10_000)

  /// A ledger with a sample campaign, and its hazards that are open.
  private func withLedger(
    _ body: (SQLLedger, CommandLog, [HazardSummary]) async throws -> Void
  ) async throws {
    let sample = SampleCampaign(seed: 4)
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      _ = try await ledger.apply([
        LedgerSlice("fleet.control", from: 0, sample.control + [sample.seal]),
        LedgerSlice("fleet.registers", from: 0, [sample.register]),
        LedgerSlice("fleet.results", from: 0, sample.results.map(LedgerEntry.result)),
      ])
      let open = try await ledger.hazards(HazardQuery(state: .open, limit: 1_000)).hazards
      try #require(open.count > 5)
      try await body(ledger, CommandLog(ledger), open)
      #expect(try await ledger.verify() == [])
      let copy = folder.appendingPathComponent("copy.sqlite").path
      #expect(try await ledger.rebuiltDigest(at: copy) == (try await ledger.digest()))
    }
  }

  private func command(
    _ action: RectificationAction, _ hazards: [HazardID], at: Int64, person: String = "Li",
    details: RectificationDetails = RectificationDetails(owner: "Wang"), key: String = ""
  ) -> RectificationCommand {
    RectificationCommand(
      action, hazards.map { .init($0) }, at: Timestamp(milliseconds: at), person: person, role: "inspector",
      reason: "because", evidence: ["p/1.jpg", "p/2.jpg"], details: details, key: key)
  }

  @Test func aHazardIsFollowedToItsEnd() async throws {
    try await withLedger { ledger, desk, open in
      let id = open[0].id
      let before = try await ledger.overview().hazards
      for (index, step) in [RectificationAction.assign, .start, .rectify].enumerated() {
        let report = try await desk.carryOut(
          command(step, [id], at: 5_000 + Int64(index), person: "Wang"), now: now)
        #expect(report.isCarriedOut, "\(report)")
        #expect(report.lines[0].version == open[0].sightings + index + 1)
      }
      let same = try await desk.carryOut(command(.accept, [id], at: 6_000, person: "wang"), now: now)
      #expect(same.lines[0].refusal?.code == .samePerson)
      let accepted = try await desk.carryOut(command(.accept, [id], at: 6_000), now: now)
      #expect(accepted.lines[0].state == .closed)
      #expect(accepted.lines[0].allowed == [])

      let detail = try #require(try await ledger.hazard(id))
      #expect(detail.summary.state == .closed)
      #expect(detail.summary.closedAt == Timestamp(milliseconds: 6_000))
      #expect(detail.summary.rectification.state == .closed)
      #expect(detail.summary.rectification.owner == "Wang")
      #expect(detail.actions.map(\.action) == [.assign, .start, .rectify, .accept])
      #expect(detail.actions[2].evidence == ["p/1.jpg", "p/2.jpg"])
      #expect(try await ledger.overview().hazards.closed == before.closed + 1)
      #expect(try await ledger.hazards(HazardQuery(owner: "Wang")).total == 1)
      #expect(try await ledger.hazards(HazardQuery(stage: .open)).total == open.count - 1)
      #expect(try await ledger.hazards(HazardQuery(stage: .closed)).total == before.closed + 1)
    }
  }

  @Test func bulkCommandsChangeAllOrNothing() async throws {
    try await withLedger { ledger, desk, open in
      let ids = open.prefix(4).map(\.id)
      _ = try await desk.carryOut(
        command(.markFalsePositive, [ids[3]], at: 5_000), now: now)
      let digest = try await ledger.digest()
      let refused = try await desk.carryOut(
        command(.assign, ids + [HazardID(rawValue: 1)], at: 5_001), now: now)
      #expect(!refused.isCarriedOut)
      #expect(
        refused.lines.map { $0.refusal?.code } == [nil, nil, nil, .notAllowed, .unknownHazard])
      #expect(try await ledger.digest() != digest, "what was refused is kept")
      #expect(try await ledger.hazards(HazardQuery(stage: .assigned)).total == 0)
      let done = try await desk.carryOut(command(.assign, Array(ids.prefix(3)), at: 5_002), now: now)
      #expect(done.isCarriedOut)
      #expect(try await ledger.hazards(HazardQuery(stage: .assigned)).total == 3)
    }
  }

  @Test func aCommandThatIsSentAgainIsNotDoneAgain() async throws {
    try await withLedger { ledger, desk, open in
      var assign = command(.assign, [open[0].id], at: 5_000, key: "k1")
      #expect(try await desk.carryOut(assign, now: now).isRepeated == false)
      assign.at = Timestamp(milliseconds: 5_007)
      let again = try await desk.carryOut(assign, now: now)
      #expect(again.isRepeated)
      #expect(again.lines[0].state == .assigned)
      #expect(try await ledger.hazard(open[0].id)?.actions.count == 1)
      assign.details.owner = "Zhao"
      #expect(try await desk.carryOut(assign, now: now).refusal?.code == .keyReused)
      var stale = command(.start, [open[0].id], at: 5_010)
      stale.targets[0].version = open[0].sightings
      #expect(try await desk.carryOut(stale, now: now).lines[0].refusal?.code == .versionConflict)
    }
  }

  @Test func dismissedHazardsAreInNoFigureUntilTheyAreFoundAgain() async throws {
    try await withLedger { ledger, desk, open in
      let before = try await ledger.overview().hazards
      let (id, original) = (open[0].id, open[1].id)
      let details = RectificationDetails(original: original)
      #expect(
        try await desk.carryOut(command(.markDuplicate, [id], at: 5_000, details: details), now: now)
          .isCarriedOut)
      let after = try await ledger.overview().hazards
      #expect(after.hazards == before.hazards - 1)
      #expect(after.dismissed == 1)
      #expect(try await ledger.hazard(id)?.summary.rectification.original == original)
      // No chains: the one that is followed must be followed itself.
      let chained = RectificationDetails(original: id)
      let refused = try await desk.carryOut(
        command(.markDuplicate, [original], at: 5_000, details: chained), now: now)
      #expect(refused.refusal?.code == .notAllowed)
      #expect(try await desk.carryOut(command(.reopen, [id], at: 5_001), now: now).lines[0].state == .open)
      #expect(try await ledger.overview().hazards == before)
    }
  }

  @Test func riskAcceptancesRunOutByTheClock() async throws {
    try await withLedger { ledger, desk, open in
      let id = open[0].id
      let details = RectificationDetails(until: Timestamp(milliseconds: 8_000))
      _ = try await desk.carryOut(command(.acceptRisk, [id], at: 5_000, details: details), now: now)
      #expect(try await desk.letPass(until: Timestamp(milliseconds: 7_999)).hazardsTouched == 0)
      #expect(try await ledger.hazard(id)?.summary.rectification.state == .riskAccepted)
      #expect(try await desk.letPass(until: Timestamp(milliseconds: 9_000)).hazardsTouched == 1)
      let detail = try #require(try await ledger.hazard(id))
      #expect(detail.summary.rectification.state == .open)
      #expect(detail.actions.last?.at == Timestamp(milliseconds: 8_000))
      // Without the clock: a command that comes later finds it expired all the same.
      let other = open[1].id
      _ = try await desk.carryOut(command(.acceptRisk, [other], at: 5_000, details: details), now: now)
      #expect(try await desk.carryOut(command(.assign, [other], at: 8_500), now: now).isCarriedOut)
      #expect(try await ledger.hazard(other)?.actions.map(\.action) == [.acceptRisk, .expire, .assign])
    }
  }

  /// Another campaign over the same checklist, whose passes were observed or not.
  @Test(arguments: [true, false]) func anObservedPassEndsAnAcceptedRisk(_ isObserved: Bool) async throws {
    try await withLedger { ledger, desk, open in
      let hazard = open[0]
      let details = RectificationDetails(until: Timestamp(milliseconds: 8_000))
      _ = try await desk.carryOut(command(.acceptRisk, [hazard.id], at: 5_000, details: details), now: now)
      let sample = SampleCampaign(seed: 4)
      let opening = CampaignOpening(
        id: "later", title: "", checklistDigest: sample.checklistDigest, registerDigest: "", siteCount: 1,
        taskCount: 2, checkCount: 12, taskDigest: "t", openedAt: Timestamp(milliseconds: 6_000),
        passesAreObserved: isObserved)
      let results = [4_000, 7_000].enumerated().map { seq, time in
        TaskResult(
          campaign: "later", seq: UInt64(seq), generation: 0, outcome: .checked,
          site: SiteReference(id: hazard.site, type: "", region: hazard.region),
          inspection: Inspection(observedAt: Timestamp(milliseconds: Int64(time)), day: CivilDate(days: 0)),
          items: [0..<6], worker: "w")
      }
      _ = try await ledger.apply([LedgerSlice("fleet.control", from: 3, [.opening(opening)])])
      _ = try await ledger.apply([LedgerSlice("fleet.results", from: 120, [.result(results[0])])])
      #expect(try await ledger.hazard(hazard.id)?.summary.rectification.state == .riskAccepted, "seen before")
      _ = try await ledger.apply([LedgerSlice("fleet.results", from: 121, [.result(results[1])])])
      let state = try await ledger.hazard(hazard.id)?.summary.rectification.state
      #expect(state == (isObserved ? .closed : .riskAccepted))
    }
  }
}

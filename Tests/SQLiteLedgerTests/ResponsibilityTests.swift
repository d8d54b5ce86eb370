import Foundation
import Inspection
import Ledger
import LedgerIntake
import Rectification
import Responsibility
import SQLLedger
import SQLiteLedger
import TestSupport
import Testing

/// Orders, deadlines and escalations in the ledger, and the same ones in a ledger made anew.
@Suite struct ResponsibilityTests {
  private static let hour: Int64 = 3_600_000

  private static let policy = Policy(
    id: "p", title: "P", calendar: WorkCalendar(timeZone: "GMT"),
    duties: [Policy.Duty(region: "c1", department: "Brigade", owner: "Wang")],
    heads: ["p": Policy.Head("Governor")],
    deadlines: [
      Policy.Deadline(level: .major, within: Period(1, .hours)), Policy.Deadline(within: Period(100, .hours)),
    ], escalation: [Policy.Step(after: Period(1, .hours), to: "province")])

  private static func published(_ policy: Policy, at: Int64) throws -> LedgerEntry {
    .policy(
      PublishedPolicy(
        id: policy.id, publishedAt: Timestamp(milliseconds: at), person: "boss",
        document: Array(try JSONEncoder().encode(policy))))
  }

  private func letPass(_ ledger: SQLLedger, _ desk: CommandLog, until time: Int64) async throws {
    let time = Timestamp(milliseconds: time)
    while try await ledger.isAnythingDue(by: time) { _ = try await desk.letPass(until: time) }
  }

  private func withLedger(
    seed: UInt64 = 4, _ body: (SQLLedger, CommandLog, SampleCampaign) async throws -> Void
  ) async throws {
    let sample = SampleCampaign(seed: seed)
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      _ = try await ledger.apply([
        LedgerSlice(
          "fleet.control", from: 0, sample.control + [sample.seal, Self.published(Self.policy, at: 0)]),
        LedgerSlice("fleet.registers", from: 0, [sample.register]),
        LedgerSlice("fleet.results", from: 0, sample.results.map(LedgerEntry.result)),
      ])
      try await body(ledger, CommandLog(ledger), sample)
      #expect(try await ledger.verify() == [])
      let copy = folder.appendingPathComponent("copy.sqlite").path
      #expect(try await ledger.rebuiltDigest(at: copy) == (try await ledger.digest()))
    }
  }

  private func open(_ ledger: SQLLedger) async throws -> [HazardSummary] {
    try await ledger.hazards(HazardQuery(state: .open, limit: 1_000)).hazards
  }

  @Test func everyOpenHazardIsOrderedOnce() async throws {
    try await withLedger { ledger, desk, _ in
      #expect(try await ledger.isAnythingDue(by: Timestamp(milliseconds: 1)))
      try await letPass(ledger, desk, until: 10_000)
      let hazards = try await open(ledger)
      try #require(hazards.contains { $0.level == .major } && hazards.contains { $0.level == .general })
      for hazard in hazards {
        let found = try #require(try await ledger.hazard(hazard.id)).actions.filter { $0.action == .order }
        let hours: Int64 = hazard.level == .major ? 1 : 100
        let due = try #require(hazard.rectification.dueAt)
        // A hazard that was found to be major later is ordered anew from then on.
        let start = try #require(found.last).at
        #expect(due.milliseconds == start.milliseconds + hours * Self.hour)
        #expect(found.first?.at == hazard.openedAt)
        #expect(hazard.rectification.originalDueAt == due)
        #expect(hazard.rectification.owner == (hazard.region == "c1" ? "Wang" : "Governor"))
        #expect(hazard.rectification.state == .assigned)
      }
      let digest = try await ledger.digest()
      try await letPass(ledger, desk, until: 20_000)
      #expect(try await ledger.digest() == digest)
    }
  }

  @Test(arguments: [1, 7, 60])
  func whenTheClockLooksDoesNotMatter(_ steps: Int64) async throws {
    try await withLedger { ledger, desk, _ in
      let end = 200 * Self.hour
      for step in 1...steps { try await letPass(ledger, desk, until: end / steps * step) }
      try await letPass(ledger, desk, until: end)
      for hazard in try await open(ledger) {
        let actions = try #require(try await ledger.hazard(hazard.id)).actions
        #expect(actions.filter { $0.action == .escalate }.count == 1)
        let due = try #require(hazard.rectification.dueAt)
        #expect(actions.last?.at.milliseconds == due.milliseconds + Self.hour + 1)
        #expect(hazard.rectification.escalatedTo == "Governor")
      }
      let overdue = HazardQuery(limit: 1, overdueAt: Timestamp(milliseconds: end))
      #expect(try await ledger.hazards(overdue).total == (try await open(ledger)).count)
    }
  }

  @Test func aNewPolicyOrdersWhatHasNoDeadlineYet() async throws {
    try await withLedger { ledger, desk, sample in
      try await letPass(ledger, desk, until: 10_000)
      let before = try await open(ledger)
      var stricter = Self.policy
      stricter.deadlines = [Policy.Deadline(within: Period(0, .hours))]
      let control = LedgerStream(topic: "fleet.control", partition: 0)
      _ = try await ledger.apply([
        LedgerSlice(
          "fleet.control", from: try ledger.position(of: control), [Self.published(stricter, at: 20_000)])
      ])
      try await letPass(ledger, desk, until: 30_000)
      // What had a deadline keeps it.
      for (old, new) in zip(before, try await open(ledger)) {
        #expect(old.rectification.dueAt == new.rectification.dueAt)
      }
    }
  }

  @Test func measuresAreKeptAndFound() async throws {
    try await withLedger { ledger, desk, _ in
      try await letPass(ledger, desk, until: 10_000)
      let id = try await open(ledger)[0].id
      func does(_ action: RectificationAction, _ details: RectificationDetails, at: Int64) async throws
        -> RectificationReport
      {
        try await desk.carryOut(
          RectificationCommand(
            action, [.init(id)], at: Timestamp(milliseconds: at), person: "Li", reason: "because",
            evidence: ["p.jpg"], details: details), now: Timestamp(milliseconds: 60_000))
      }
      let calls = [
        DepartmentCall(department: "Fire", due: Timestamp(milliseconds: 30_000)),
        DepartmentCall(department: "Gas Works", due: Timestamp(milliseconds: 90_000)),
      ]
      #expect(try await does(.whistle, RectificationDetails(calls: calls), at: 20_000).isCarriedOut)
      #expect(try await does(.supervise, RectificationDetails(), at: 20_001).isCarriedOut)
      #expect(try await does(.takeCharge, RectificationDetails(owner: "Mayor"), at: 20_002).isCarriedOut)
      #expect(try await does(.greenChannel, RectificationDetails(), at: 20_003).isCarriedOut)
      let extended = Timestamp(milliseconds: 500 * Self.hour)
      #expect(try await does(.extend, RectificationDetails(due: extended), at: 20_004).isCarriedOut)
      #expect(
        try await does(.checkIn, RectificationDetails(department: "Fire"), at: 40_000).isCarriedOut)
      #expect(try await ledger.hazards(HazardQuery(isSupervised: true)).hazards.map(\.id) == [id])
      #expect(try await ledger.hazards(HazardQuery(awaited: "Gas Works")).hazards.map(\.id) == [id])
      #expect(try await ledger.hazards(HazardQuery(awaited: "Fire")).total == 0)

      let detail = try #require(try await ledger.hazard(id))
      let found = detail.summary.rectification
      #expect(found.executive == "Mayor")
      #expect(found.isGreenChannel)
      #expect(found.dueAt == extended)
      #expect(found.originalDueAt != extended)
      #expect(found.extensions == 1)
      #expect(detail.calls.map(\.person) == ["Li", ""])
      #expect(detail.calls.map { $0.isLate(at: Timestamp(milliseconds: 80_000)) } == [true, false])
      #expect(found.allowed.contains(.checkIn))
      #expect(!found.allowed.contains(.markFalsePositive))
      #expect(detail.actions.first { $0.action == .whistle }?.details.calls == calls)
    }
  }

  @Test func theAnswerSaysWhyAndWhatComes() async throws {
    try await withLedger { ledger, _, _ in
      let hazard = try #require(try await open(ledger).first { $0.region == "c1" })
      guard
        case .answer(let found) = try await ledger.responsibility(
          for: hazard.id, at: Timestamp(milliseconds: 0))
      else { return #expect(Bool(false), "there is a policy") }
      #expect(found.answer.owner == "Wang")
      #expect(found.answer.department == "Brigade")
      #expect(found.answer.chain.map(\.role) == [.owner, .head])
      #expect(found.ahead.first?.action == .order)
      #expect(found.ahead.last?.action == .escalate)
      #expect(
        try await ledger.responsibility(for: HazardID(rawValue: 1), at: Timestamp(milliseconds: 0))
          == .unknownHazard)
    }
  }
}

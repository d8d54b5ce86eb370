import Foundation
import Inspection
import Ledger
import LedgerIntake
import LedgerTestSupport
import SQLLedger
import TestSupport
import Testing

/// What is said of accidents, and that nothing of it is lost.
@Suite(.everyLedger) struct AccidentTests {
  private static func time(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

  private func withLedger(_ body: (SQLLedger, CommandLog) async throws -> Void) async throws {
    let sample = SampleCampaign(seed: 4)
    try await withTemporaryFolder { folder in
      let ledger = try LedgerKind.open(folder.appendingPathComponent("ledger.sqlite").path)
      _ = try await ledger.apply([
        LedgerSlice("fleet.control", from: 0, sample.control + [sample.seal]),
        LedgerSlice("fleet.registers", from: 0, [sample.register]),
        LedgerSlice("fleet.results", from: 0, sample.results.map(LedgerEntry.result)),
      ])
      try await body(ledger, CommandLog(ledger))
      #expect(try await ledger.verify() == [])
      let copy = folder.appendingPathComponent("copy.sqlite").path
      #expect(try await ledger.rebuiltDigest(at: copy) == (try await ledger.digest()))
    }
  }

  private func says(
    _ desk: CommandLog, _ act: AccidentCommand.Act, _ id: String = "", at: Int64, reason: String = "",
    key: String = "", _ details: AccidentDetails
  ) async throws -> AccidentReceipt {
    try await desk.note(
      AccidentCommand(
        act, accident: id, at: Self.time(at), person: "Li", reason: reason, details: details, key: key),
      now: Self.time(at))
  }

  private func done(_ receipt: AccidentReceipt) throws -> String {
    guard case .done(let id, false) = receipt else {
      Issue.record("\(receipt)")
      throw Trouble()
    }
    return id
  }

  @Test("Z10: an accident is recorded, corrected and withdrawn, and what was known when stays known")
  func whatIsSaidIsKept() async throws {
    try await withLedger { ledger, desk in
      let id = try done(
        try await says(
          desk, .record, at: 5_000,
          AccidentDetails(occurredAt: Self.time(4_000), region: "c1", kind: "fire", deaths: 0, injuries: 3)))
      _ = try done(
        try await says(
          desk, .correct, id, at: 6_000, reason: "one died", AccidentDetails(deaths: 1, injuries: 2)))
      let hazard = try #require(try await ledger.hazards(HazardQuery(limit: 1)).hazards.first)
      let other = try done(
        try await says(
          desk, .record, at: 7_000,
          AccidentDetails(occurredAt: Self.time(7_000), injuries: 1, hazard: hazard.id)
        ))
      let known = try #require(try await ledger.accidents(AccidentQuery(id: id))?.first)
      #expect(known.accident.deaths == 1 && known.accident.injuries == 2 && known.accident.kind == "fire")
      #expect(known.history.map(\.accident.injuries) == [3, 2])
      #expect(known.history.map(\.reason) == ["", "one died"])
      // A hazard says where it was.
      #expect(try await ledger.accidents(AccidentQuery(id: other))?.first?.accident.region == hazard.region)

      func totals(_ query: AccidentQuery) async throws -> AccidentTotals {
        AccidentTotals(try #require(try await ledger.accidents(query)).map(\.accident))
      }
      let all = try await totals(AccidentQuery())
      #expect(all.accidents == 2 && all.deaths == 1 && all.injuries == 3)
      #expect(try await totals(AccidentQuery(region: "p")) == all)
      #expect(try await totals(AccidentQuery(to: Self.time(7_000))).accidents == 1)
      #expect(try await totals(AccidentQuery(knownAt: Self.time(5_500))).injuries == 3)
      #expect(try await ledger.accidents(AccidentQuery(region: "x")) == nil)

      _ = try done(try await says(desk, .withdraw, id, at: 8_000, reason: "a drill", AccidentDetails()))
      #expect(try await totals(AccidentQuery()).accidents == 1)
      #expect(try await totals(AccidentQuery(includesWithdrawn: true)).accidents == 2)
      #expect(try await totals(AccidentQuery(knownAt: Self.time(7_500))) == all)
    }
  }

  @Test func whatCannotBeSaidIsRefused() async throws {
    try await withLedger { ledger, desk in
      let place = AccidentDetails(occurredAt: Self.time(4_000), region: "c1")
      let id = try done(try await says(desk, .record, at: 5_000, key: "k", place))
      #expect(
        try await says(desk, .record, at: 5_001, key: "k", place) == .done(id: id, isRepeated: true))
      _ = try done(try await says(desk, .withdraw, id, at: 6_000, reason: "no", AccidentDetails()))
      for (receipt, code) in [
        (
          try await says(
            desk, .record, at: 9_000, AccidentDetails(occurredAt: Self.time(9_001), region: "c1")),
          AccidentRefusal.Code.badTime
        ),
        (try await says(desk, .record, at: 9_000, AccidentDetails(region: "c1")), .incomplete),
        (try await says(desk, .record, at: 9_000, AccidentDetails(occurredAt: Self.time(1))), .incomplete),
        (
          try await says(desk, .record, at: 9_000, AccidentDetails(occurredAt: Self.time(1), region: "x")),
          .unknownRegion
        ),
        (
          try await says(
            desk, .record, at: 9_000,
            AccidentDetails(occurredAt: Self.time(1), hazard: HazardID(rawValue: 3))), .unknownHazard
        ),
        (
          try await says(
            desk, .record, at: 9_000, AccidentDetails(occurredAt: Self.time(1), region: "c1", deaths: -1)),
          .incomplete
        ),
        (try await says(desk, .correct, "accident-99", at: 9_000, reason: "r", place), .unknownAccident),
        (try await says(desk, .correct, id, at: 9_000, place), .incomplete),
        (try await says(desk, .correct, id, at: 9_000, reason: "r", place), .notAllowed),
        (
          try await says(desk, .record, at: 9_000, key: "k", AccidentDetails(occurredAt: Self.time(1))),
          .keyReused
        ),
      ] {
        guard case .refused(let refusal) = receipt else { throw Trouble() }
        #expect(refusal.code == code, "\(refusal.reason)")
      }
      #expect(try await ledger.accidents(AccidentQuery(includesWithdrawn: true))?.count == 1)
    }
  }

  @Test func periodsAreThoseOfTheCalendar() throws {
    let day: Int64 = 86_400_000
    let from = Self.time(1_767_225_600_000 + 14 * day)  // 2026-01-15
    let months = try #require(
      SeriesStep.month.periods(from: from, to: Self.time(from.milliseconds + 360 * day)))
    #expect(months.count == 13)
    #expect(months.first?.name == "2026-01" && months.last?.name == "2027-01")
    #expect(
      months[1].from.iso8601 == "2026-02-01T00:00:00Z" && months[1].to.iso8601 == "2026-03-01T00:00:00Z")
    #expect(zip(months, months.dropFirst()).allSatisfy { $0.to == $1.from })
    #expect(
      SeriesStep.year.periods(from: from, to: Self.time(from.milliseconds + 360 * day))?.map(\.name) == [
        "2026", "2027",
      ])
    #expect(SeriesStep.month.periods(from: Self.time(0), to: from) == nil)
  }
}

private struct Trouble: Error {}

import Foundation
import Inspection
import Ledger
import LedgerTestSupport
import Rectification
import SQLLedger
import TestSupport
import Testing

/// Whichever way hazards are looked for, the same come out, in the same order.
@Suite(.everyLedger) struct HazardSearchTests {
  private static let sorts: [[HazardSort]] = [
    [], [.grade], [.age], [.age, .grade], [.level, .age], [.grade, .age], [.difficulty], [.age, .difficulty],
  ]
  private static let filters: [HazardQuery] = [
    HazardQuery(), HazardQuery(state: .open), HazardQuery(state: .closed, level: .general),
    HazardQuery(region: "c1"), HazardQuery(state: .open, region: "p"), HazardQuery(grade: .red, item: "I2"),
    HazardQuery(campaign: "k"), HazardQuery(state: .open, level: .major, region: "c2", campaign: "k"),
    HazardQuery(stage: .open), HazardQuery(isSupervised: false), HazardQuery(isSupervised: true),
    HazardQuery(overdueAt: .now), HazardQuery(department: ""), HazardQuery(owner: "nobody"),
    HazardQuery(awaited: "nobody"), HazardQuery(state: .open, item: "I2", campaign: "k", department: ""),
  ]

  /// Looks at few hazards, so that it walks; counts to this.
  private static let counted = 3

  private func withLedgers(_ body: (SQLLedger, SQLLedger) async throws -> Void) async throws {
    let sample = SampleCampaign(seed: 12)
    try await withTemporaryFolder { folder in
      let ledger = try LedgerKind.open(folder.appendingPathComponent("ledger.sqlite").path)
      _ = try await ledger.apply([
        LedgerSlice("control", from: 0, sample.control), LedgerSlice("registers", from: 0, [sample.register]),
        LedgerSlice("results", from: 0, sample.results.map(LedgerEntry.result)),
      ])
      var limits = ListLimits()
      (limits.few, limits.counted) = (0, Self.counted)
      try await body(ledger, SQLLedger(ledger.database, limits: limits))
    }
  }

  private func all(_ ledger: SQLLedger, _ query: HazardQuery, total: (HazardPage) -> Void) async throws
    -> [HazardSummary]
  {
    var (query, hazards): (HazardQuery, [HazardSummary]) = (query, [])
    repeat {
      let page = try await ledger.hazards(query)
      total(page)
      hazards += page.hazards
      query.after = page.next
    } while query.after != nil
    return hazards
  }

  @Test(arguments: sorts) func everyWayFindsTheSame(_ sort: [HazardSort]) async throws {
    try await withLedgers { ledger, walking in
      let whole = try await ledger.hazards(HazardQuery(limit: 1_000)).hazards
      for filter in Self.filters {
        var query = filter
        query.sort = sort
        query.limit = 7
        var totals: Set<Int> = []
        let found = try await all(ledger, query) {
          totals.insert($0.total)
          #expect($0.isTotalExact)
        }
        #expect(totals == [found.count])
        #expect(found == found.sorted { Self.comes($0, before: $1, by: sort) }, "\(query)")
        #expect(
          Set(found.map(\.id)) == Set(whole.filter { Self.belongs($0, to: filter) }.map(\.id)), "\(query)")
        let walked = try await all(walking, query) {
          #expect($0.isTotalExact ? $0.total == found.count : $0.total == Self.counted)
          #expect($0.isTotalExact || $0.total < found.count)
        }
        #expect(walked == found, "\(query)")
      }
    }
  }

  private static func belongs(_ hazard: HazardSummary, to query: HazardQuery) -> Bool {
    let none =
      query.owner != nil || query.awaited != nil || query.isSupervised == true || query.overdueAt != nil
    return !none && (query.state.map { $0 == hazard.state } ?? true)
      && (query.level.map { $0 == hazard.level } ?? true) && (query.grade.map { $0 == hazard.grade } ?? true)
      && (query.region.map { $0 == "p" || $0 == hazard.region } ?? true)
      && (query.item.map { $0 == hazard.item } ?? true)
      && (query.stage.map { _ in hazard.state == .open } ?? true)
      && (query.department.map { $0 == hazard.department } ?? true)
  }

  private static func comes(_ a: HazardSummary, before b: HazardSummary, by sort: [HazardSort]) -> Bool {
    func places(_ hazard: HazardSummary) -> [Int64] {
      HazardSort.order(sort).map {
        switch $0 {
        case .level: -Int64(hazard.level.rawValue)
        case .grade: -Int64(hazard.grade.rawValue)
        case .age: hazard.openedAt.milliseconds
        case .difficulty: -Int64(hazard.difficulty?.rawValue ?? 0)
        }
      } + [Int64(bitPattern: hazard.id.rawValue)]
    }
    return places(a).lexicographicallyPrecedes(places(b))
  }
}

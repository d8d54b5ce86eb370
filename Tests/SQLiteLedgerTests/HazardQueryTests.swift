import Foundation
import Inspection
import Ledger
import SQLLedger
import SQLiteLedger
import TestSupport
import Testing

@Suite struct HazardQueryTests {
  private func withSample(_ body: (SQLLedger) async throws -> Void) async throws {
    let sample = SampleCampaign(seed: 11)
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      _ = try await ledger.apply([
        LedgerSlice("control", from: 0, sample.control), LedgerSlice("registers", from: 0, [sample.register]),
        LedgerSlice("results", from: 0, sample.results.map(LedgerEntry.result)),
      ])
      try await body(ledger)
    }
  }

  private func all(_ ledger: SQLLedger, _ query: HazardQuery) async throws -> [HazardSummary] {
    var query = query
    var hazards: [HazardSummary] = []
    while true {
      let page = try await ledger.hazards(query)
      #expect(page.hazards.count <= query.limit)
      hazards += page.hazards
      guard let next = page.next else {
        #expect(page.total == hazards.count)
        return hazards
      }
      query.after = HazardCursor(next.description)
    }
  }

  @Test func pagesTogetherAreTheWholeListWorstFirst() async throws {
    try await withSample { ledger in
      let whole = try await all(ledger, HazardQuery(limit: 1_000))
      #expect(whole.count > 20)
      for limit in [1, 3, 7] {
        let paged = try await all(ledger, HazardQuery(limit: limit))
        #expect(paged == whole)
      }
      for (a, b) in zip(whole, whole.dropFirst()) {
        #expect(a.level > b.level || (a.level == b.level && a.grade >= b.grade))
      }
    }
  }

  @Test func everyFilterFilters() async throws {
    try await withSample { ledger in
      let whole = try await all(ledger, HazardQuery(limit: 1_000))
      let site = try #require(whole.first?.site)
      let checks: [(HazardQuery, (HazardSummary) -> Bool)] = [
        (HazardQuery(state: .open), { $0.state == .open }),
        (HazardQuery(level: .major), { $0.level == .major }),
        (HazardQuery(grade: .red), { $0.grade == .red }), (HazardQuery(region: "c1"), { $0.region == "c1" }),
        (HazardQuery(region: "p"), { _ in true }), (HazardQuery(site: site), { $0.site == site }),
        (HazardQuery(item: "I2"), { $0.item == "I2" }), (HazardQuery(campaign: "k"), { _ in true }),
        (HazardQuery(campaign: "x"), { _ in false }), (HazardQuery(region: "x"), { _ in false }),
        (
          HazardQuery(state: .closed, level: .general, region: "c2"),
          { $0.state == .closed && $0.level == .general && $0.region == "c2" }
        ),
      ]
      for (query, belongs) in checks {
        #expect(try await all(ledger, query).map(\.id) == whole.filter(belongs).map(\.id))
      }
    }
  }

  @Test func aHazardTellsItsHistory() async throws {
    try await withSample { ledger in
      for summary in try await all(ledger, HazardQuery(limit: 1_000)) {
        let detail = try #require(try await ledger.hazard(summary.id))
        #expect(detail.summary == summary)
        #expect(detail.events.filter { $0.kind == .found }.count == summary.sightings)
        #expect(detail.events.map(\.at) == detail.events.map(\.at).sorted())
      }
      #expect(try await ledger.hazard(HazardID(rawValue: 1)) == nil)
    }
  }
}

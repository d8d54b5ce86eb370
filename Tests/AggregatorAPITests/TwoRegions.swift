import Inspection
import Ledger
import LedgerTestSupport
import SQLLedger

/// A ledger of a city with two counties, one site with two hazards in each.
enum TwoRegions {
  static let city = "city"
  static let here = "here"
  static let there = "yonder"

  static let items = (0..<2).map { index in
    Checklist.Item(
      id: "I-\(index)", text: "item \(index)", section: 0, requirement: .boolean(expected: true),
      level: .general)
  }

  static func hazard(_ county: String, _ item: Int = 0) -> HazardID {
    HazardID(site: site(county), checklist: "list", item: items[item].id)
  }

  static func site(_ county: String) -> String { "site-\(county)" }

  /// Says that all tasks were sent, which makes the campaign complete.
  static func seal(_ ledger: SQLLedger) async throws {
    let seal = LedgerEntry.seal(
      campaign: "k", taskCount: 2, taskDigest: "t", at: Timestamp(milliseconds: 3_000))
    _ = try await ledger.apply([LedgerSlice("seals", from: 0, [seal])], at: Timestamp(milliseconds: 3_000))
  }

  static func fill(_ ledger: SQLLedger) async throws {
    let checklist = Checklist(
      id: "list", title: "List", version: "1", sections: [.init(id: "S", title: "S", category: "fire")],
      items: items)
    let opening = CampaignOpening(
      id: "k", title: "", checklistDigest: "d", registerDigest: "", siteCount: 2, taskCount: 2, checkCount: 4,
      taskDigest: "t", openedAt: Timestamp(milliseconds: 1))
    let counties = [here, there]
    let regions =
      [Region(code: city, name: "City", parent: nil, level: "city")]
      + counties.map { Region(code: $0, name: $0, parent: city, level: "county") }
    let sites = counties.map { Site(id: site($0), name: "Site \($0)", region: $0) }
    let results = counties.enumerated().map { seq, county in
      LedgerEntry.result(
        TaskResult(
          campaign: "k", seq: UInt64(seq), generation: 0, outcome: .checked,
          site: SiteReference(id: site(county), type: "", region: county),
          inspection: Inspection(observedAt: Timestamp(milliseconds: 1_000), day: CivilDate(days: 0)),
          items: [0..<2],
          findings: items.indices.map { Finding(item: $0, level: .general, grade: .blue, reason: "no") },
          worker: "w"))
    }
    let entries =
      [
        LedgerEntry.checklist(checklist, digest: "d"), .opening(opening),
        .register(regions: regions, sites: sites),
      ] + results
    _ = try await ledger.apply([LedgerSlice("test", from: 0, entries)], at: Timestamp(milliseconds: 2_000))
  }
}

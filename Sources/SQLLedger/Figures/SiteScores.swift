import Figures
import Foundation
import Inspection
import Ledger

/// What items came to at sites, as of a moment, and the scores of that.
final class SiteScores {
  /// An item of one version of a checklist.
  private struct Item {
    var id: Int64
    var code: String
    var section: String
    var order: Int
    var weight: Double
  }

  private struct Edition {
    var checklist: String
    /// By position.
    var items: [Item]
  }

  /// An item as it stands at a site.
  private struct Standing {
    var item: Item
    var outcome: CheckOutcome
  }

  /// One checklist at one site.
  struct Benchmark {
    var checklist: String
    var items: [ScoredItem]
    /// Row ids, beside `items`.
    var rows: [Int64]
    /// Open hazards, by the index of their items.
    var hazards: [Int: (id: HazardID, level: HazardLevel, grade: RiskGrade)]
  }

  private let db: Database
  private let time: Timestamp?
  private var editions: [Int64: Edition] = [:]

  init(_ db: Database, at time: Timestamp?) {
    self.db = db
    self.time = time
  }

  func scores(_ groups: RegionGroups) throws -> [RegionScore] {
    var scores = Array(repeating: RegionScore(), count: groups.count)
    try forEachSite(groups) { group, site in
      for benchmark in try benchmarks(ofSite: site) { scores[group].add(SiteScore(benchmark.items)) }
    }
    return scores
  }

  func forEachSite(_ groups: RegionGroups, _ body: (Int, Int64) throws -> Void) throws {
    let sites = try Row.fetchCursor(
      db, sql: "SELECT id, region_id FROM site WHERE \(groups.condition("region_id")) ORDER BY id")
    while let row = try sites.next() {
      if let group = groups[row[1]] { try body(group, row[0]) }
    }
  }

  /// Of every checklist that the site was inspected by, in the order of their ids.
  ///
  /// - Parameter site: a row id.
  func benchmarks(ofSite site: Int64) throws -> [Benchmark] {
    var standings = try outcomes(ofSite: site)
    guard !standings.isEmpty else { return [] }
    var open: [Int64: (HazardID, HazardLevel, RiskGrade)] = [:]
    // The ledger's word on a hazard stands above that of the last check: only a verified end ends it.
    try HazardMoments(db: db, time: time, condition: "hazard.site_id = \(site)").walk { hazard in
      for checklist in standings.keys where standings[checklist]?[hazard.item] != nil {
        standings[checklist]?[hazard.item]?.outcome = Self.outcome(of: hazard.moment)
      }
      guard hazard.moment.state == .open else { return }
      open[hazard.item] = (
        HazardID(rawValue: UInt64(bitPattern: hazard.id)), hazard.moment.level, hazard.moment.grade
      )
    }
    return standings.sorted { $0.key < $1.key }.map { checklist, items in
      let ordered = items.values.sorted { ($0.item.order, $0.item.id) < ($1.item.order, $1.item.id) }
      let hazards = ordered.enumerated().compactMap { index, standing in
        open[standing.item.id].map { (index, $0) }
      }
      return Benchmark(
        checklist: checklist,
        items: ordered.map {
          ScoredItem(
            id: $0.item.code, section: $0.item.section, weight: $0.item.weight, outcome: $0.outcome)
        }, rows: ordered.map(\.item.id),
        hazards: Dictionary(hazards.map { ($0, $1) }, uniquingKeysWith: { first, _ in first }))
    }
  }

  /// A dismissed hazard was none, or is counted as another one.
  private static func outcome(of hazard: HazardMoment) -> CheckOutcome {
    switch hazard.state {
    case .open: .fail
    case .closed: .fixed
    case .dismissed: .pass
    }
  }

  /// By checklist and item: what its last check came to. One that was not made says nothing new.
  private func outcomes(ofSite site: Int64) throws -> [String: [Int64: Standing]] {
    var standings: [String: [Int64: Standing]] = [:]
    let statement = try db.cachedStatement(
      sql: """
        SELECT campaign.checklist_id, scope FROM (
          SELECT campaign_id, observed_at, seq, -1 AS number, scope FROM result INDEXED BY result_site
          WHERE site_id = ?1 AND outcome = 0 AND observed_at <= ?2 AND scope IS NOT NULL
          UNION ALL SELECT campaign_id, observed_at, seq, number, scope FROM supplement
          WHERE site_id = ?1 AND observed_at <= ?2
        ) AS inspected JOIN campaign ON campaign.id = inspected.campaign_id
        ORDER BY inspected.observed_at, campaign.code, inspected.seq, inspected.number
        """)
    let rows = try Row.fetchAll(statement, arguments: [site, time?.milliseconds ?? Int64.max])
    for row in rows {
      let edition = try edition(row[0])
      let scope = try ResultScope(row[1])
      let exceptions = Dictionary(
        scope.exceptions.map { ($0.item, $0.outcome) }, uniquingKeysWith: { first, _ in first })
      var known = standings[edition.checklist] ?? [:]
      for position in scope.ranges.joined() where position < edition.items.count {
        let item = edition.items[position]
        let outcome = exceptions[position] ?? .pass
        let saysNothing = outcome == .notchecked || outcome == .notselected
        known[item.id] = Standing(
          item: item, outcome: saysNothing ? known[item.id]?.outcome ?? outcome : outcome)
      }
      standings[edition.checklist] = known
    }
    return standings
  }

  private func edition(_ id: Int64) throws -> Edition {
    if let edition = editions[id] { return edition }
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT item.id, item.code, item.section, item.section_order, checklist_item.weight, item.checklist
        FROM checklist_item JOIN item ON item.id = checklist_item.item_id
        WHERE checklist_item.checklist_id = ? ORDER BY checklist_item.position
        """, arguments: [id])
    let edition = Edition(
      checklist: rows.first?[5] ?? "",
      items: rows.map { Item(id: $0[0], code: $0[1], section: $0[2], order: $0[3], weight: $0[4]) })
    editions[id] = edition
    return edition
  }
}

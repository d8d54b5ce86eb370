import Figures
import Inspection
package import Ledger

extension SQLLedger: LedgerFigures {
  package func figures(_ query: FigureQuery) async throws -> FigureReport? {
    try await database.read { db in
      guard query.region != nil else {
        return try Self.reports(db, .everything, query).first
      }
      let index = try RegionIndex.fetch(db)
      guard let groups = RegionGroups(region: query.region, index) else { return nil }
      var report = try Self.reports(db, groups, query).first ?? FigureReport()
      report.region = query.region.flatMap(index.id).flatMap { index.regions[$0] }
      return report
    }
  }

  package func ranking(
    _ query: FigureQuery, by rankBy: RankBy, minimum: Int
  ) async throws -> [RankedRegion]? {
    try await database.read { db in
      let index = try RegionIndex.fetch(db)
      let parent = query.region.flatMap(index.id)
      if query.region != nil, parent == nil { return nil }
      let ids = index.children(of: parent)
      // The smallest regions have none below them to be ranked.
      guard !ids.isEmpty else { return [] }
      let groups = RegionGroups(ids, index)
      var scores: [RegionScore]?
      if case .score = rankBy { scores = try SiteScores(db, at: query.at).scores(groups) }
      let reports = try Self.reports(db, groups, query)
      let places = ids.indices.compactMap { place in
        index.regions[ids[place]].map {
          RankedRegion(region: $0, report: reports[place], score: scores?[place])
        }
      }
      return places.ranked(by: rankBy, minimum: minimum)
    }
  }

  package func resolved(_ query: FigureQuery) async throws -> [ResolvedGroup]? {
    struct Group: Hashable {
      var level: String
      var department: String
    }
    return try await database.read { db in
      let index = try RegionIndex.fetch(db)
      guard let groups = RegionGroups(region: query.region, index) else { return nil }
      var shares: [Group: Share] = [:]
      let hazards = HazardMoments(db: db, time: query.at, condition: groups.condition("hazard.region_id"))
      try hazards.walk { hazard in
        guard hazard.moment.state != .dismissed else { return }
        let place = index.id(of: hazard.moment.climbedTo) ?? hazard.region
        let group = Group(
          level: index.regions[place]?.level ?? "", department: hazard.moment.department)
        let one = Share(hazard.moment.state == .closed ? 1 : 0, of: 1)
        shares[group] = (shares[group] ?? Share(0, of: 0)) + one
      }
      return shares.map { ResolvedGroup(level: $0.level, department: $0.department, settlement: $1) }
        .sorted { ($0.level, $0.department) < ($1.level, $1.department) }
    }
  }

  private static func reports(
    _ db: Database, _ groups: RegionGroups, _ query: FigureQuery
  ) throws -> [FigureReport] {
    // What is asked of a period, or of the past, is in no count that is kept.
    let isPresent = query.at == nil && query.since == nil
    let hazards =
      try isPresent
      ? HazardCounts.present(db, groups, now: query.now) : HazardCounts.past(db, groups, query)
    let inspected =
      try query.at.map { try CheckCounts.past(db, groups, at: $0) } ?? CheckCounts.present(db, groups)
    let reports = try CheckCounts.reports(db, groups, at: query.moment)
    return (0..<groups.count).map { group in
      var report = FigureReport()
      report.hazards = hazards[group]
      report.coverage = inspected[group].coverage
      report.sites = inspected[group].sites
      report.reports = reports[group].came
      report.reportsOnTime = reports[group].onTime
      return report
    }
  }
}

extension [RankedRegion] {
  /// The best first; equal ones, and those without a rank, in the order of their codes.
  fileprivate func ranked(by rankBy: RankBy, minimum: Int) -> [RankedRegion] {
    func value(_ place: RankedRegion) -> Double? {
      switch rankBy {
      case .figure(let name): place.report[name].value.map { name.isBetterLow ? -$0 : $0 }
      case .score(let model): place.score?.mean(model)
      }
    }
    func counts(_ place: RankedRegion) -> Bool {
      switch rankBy {
      case .figure(let name): place.report[name].isEnough(for: minimum)
      case .score(let model): place.score?.scored(model) ?? 0 >= Swift.max(1, minimum)
      }
    }
    func isLevel(_ a: RankedRegion, _ b: RankedRegion) -> Bool {
      switch rankBy {
      case .figure(let name): a.report[name].isLevel(with: b.report[name])
      // Means of the same scores in another order differ in their last bits.
      case .score: abs((value(a) ?? -1) - (value(b) ?? -1)) < 1e-9
      }
    }
    var places = sorted { a, b in
      if counts(a) != counts(b) { return counts(a) }
      let (x, y) = (value(a) ?? -.infinity, value(b) ?? -.infinity)
      return x != y && !isLevel(a, b) ? x > y : a.region.code < b.region.code
    }
    let ranks = Ranking.ranks(places, counts: counts, isLevel: isLevel)
    for index in places.indices { places[index].rank = ranks[index] }
    return places
  }
}

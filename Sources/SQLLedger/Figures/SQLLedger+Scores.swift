package import Figures
package import Inspection
package import Ledger

extension SQLLedger {
  package func scores(ofSite site: String, at time: Timestamp?) async throws -> [SiteScoreReport]? {
    try await database.read { db in
      let row = try Row.fetchOne(db, sql: "SELECT id, name FROM site WHERE code = ?", arguments: [site])
      guard let row else { return nil }
      return try SiteScores(db, at: time).benchmarks(ofSite: row[0]).map { benchmark in
        SiteScoreReport(
          site: site, siteName: row[1], checklist: benchmark.checklist, score: SiteScore(benchmark.items),
          failing: benchmark.items.filter { [.fail, .error, .unknown].contains($0.outcome) })
      }
    }
  }

  package func score(ofRegion region: String, at time: Timestamp?) async throws -> RegionScoreReport? {
    try await database.read { db in
      let index = try RegionIndex.fetch(db)
      guard let id = index.id(of: region), let known = index.regions[id] else { return nil }
      let scores = try SiteScores(db, at: time).scores(RegionGroups([id], index))
      return scores.first.map { RegionScoreReport(region: known, score: $0) }
    }
  }

  package func whatIf(
    _ scope: ScoreScope, model: ScoringModel, at time: Timestamp?, limit: Int
  ) async throws -> WhatIfReport? {
    try await database.read { db in
      switch scope {
      case .region(let code):
        let index = try RegionIndex.fetch(db)
        guard let id = index.id(of: code) else { return nil }
        return try Self.whatIf(db, RegionGroups([id], index), model, time, limit)
      case .site(let code):
        guard let id = try Int64.fetchOne(db, sql: "SELECT id FROM site WHERE code = ?", arguments: [code])
        else { return nil }
        return try Self.whatIf(db, site: id, only: nil, model, time, limit)
      case .hazard(let hazard):
        let site = try Int64.fetchOne(
          db, sql: "SELECT site_id FROM hazard WHERE id = ?", arguments: [hazard.key])
        guard let site else { return nil }
        return try Self.whatIf(db, site: site, only: hazard, model, time, limit)
      }
    }
  }

  private static func whatIf(
    _ db: Database, site: Int64, only hazard: HazardID?, _ model: ScoringModel, _ time: Timestamp?,
    _ limit: Int
  ) throws -> WhatIfReport {
    let code = try String.fetchOne(db, sql: "SELECT code FROM site WHERE id = ?", arguments: [site]) ?? ""
    let benchmarks = try SiteScores(db, at: time).benchmarks(ofSite: site)
    var score = RegionScore()
    var gains = Gains(model: model, limit: limit)
    for benchmark in benchmarks {
      score.add(SiteScore(benchmark.items))
      gains.add(benchmark, site: code, only: hazard)
    }
    return WhatIfReport(
      model: model, scored: score.scored(model), mean: score.mean(model), hazards: gains.best)
  }

  private static func whatIf(
    _ db: Database, _ groups: RegionGroups, _ model: ScoringModel, _ time: Timestamp?, _ limit: Int
  ) throws -> WhatIfReport {
    let scores = SiteScores(db, at: time)
    let name = try db.cachedStatement(sql: "SELECT code FROM site WHERE id = ?")
    var score = RegionScore()
    var gains = Gains(model: model, limit: limit)
    try scores.forEachSite(groups) { _, site in
      for benchmark in try scores.benchmarks(ofSite: site) {
        score.add(SiteScore(benchmark.items))
        guard !benchmark.hazards.isEmpty else { continue }
        gains.add(benchmark, site: try String.fetchOne(name, arguments: [site]) ?? "", only: nil)
      }
    }
    return WhatIfReport(
      model: model, scored: score.scored(model), mean: score.mean(model), hazards: gains.best)
  }
}

/// The hazards whose end would gain most, as far as they were looked at.
private struct Gains {
  let model: ScoringModel
  let limit: Int
  private(set) var best: [WhatIf] = []

  init(model: ScoringModel, limit: Int) {
    self.model = model
    self.limit = limit
  }

  mutating func add(_ benchmark: SiteScores.Benchmark, site: String, only wanted: HazardID?) {
    let before = SiteScore(benchmark.items)
    for (index, hazard) in benchmark.hazards where wanted == nil || hazard.id == wanted {
      var items = benchmark.items
      items[index].outcome = .fixed
      best.append(
        WhatIf(
          hazard: hazard.id, site: site, checklist: benchmark.checklist, item: items[index].id,
          level: hazard.level, grade: hazard.grade, before: before, after: SiteScore(items)))
    }
    // What is surely not among the best is let go now and then, so that a city does not pile up.
    let model = model
    best.sort { Self.precedes($0, $1, model) }
    best = Array(best.prefix(limit))
  }

  private static func precedes(_ a: WhatIf, _ b: WhatIf, _ model: ScoringModel) -> Bool {
    let (x, y) = (a.gain(model) ?? -1, b.gain(model) ?? -1)
    if abs(x - y) > 1e-9 { return x > y }
    return (b.level.rawValue, b.grade.rawValue, a.hazard.rawValue)
      < (a.level.rawValue, a.grade.rawValue, b.hazard.rawValue)
  }
}

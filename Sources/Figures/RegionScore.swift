/// The mean of the scores of a region's sites: every site, and every checklist that it was inspected by, counts alike.
package struct RegionScore: Sendable, Hashable {
  private var sums: [ScoringModel: Double] = [:]
  private var counts: [ScoringModel: Int] = [:]
  private var full = 0

  package init() {}

  package mutating func add(_ score: SiteScore) {
    for model in ScoringModel.allCases {
      guard let percent = score.percent(model) else { continue }
      sums[model, default: 0] += percent
      counts[model, default: 0] += 1
    }
    if score.absolute == 1 { full += 1 }
  }

  /// 0...100; nil without a site that can be scored.
  package func mean(_ model: ScoringModel) -> Double? {
    guard let sum = sums[model], let count = counts[model], count > 0 else { return nil }
    return sum / Double(count)
  }

  /// How many sites, by checklist, have a score.
  package func scored(_ model: ScoringModel) -> Int { counts[model] ?? 0 }

  /// Sites where all that applies passed.
  package var flawless: Share { Share(full, of: scored(.absolute)) }
}

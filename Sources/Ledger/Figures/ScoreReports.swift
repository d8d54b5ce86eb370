package import Figures
package import Inspection

/// What a site comes to by one checklist.
package struct SiteScoreReport: Sendable, Hashable {
  package var site: String
  package var siteName: String
  package var checklist: String
  package var score: SiteScore
  /// What does not pass, in the checklist's order.
  package var failing: [ScoredItem]

  package init(site: String, siteName: String, checklist: String, score: SiteScore, failing: [ScoredItem]) {
    self.site = site
    self.siteName = siteName
    self.checklist = checklist
    self.score = score
    self.failing = failing
  }
}

package struct RegionScoreReport: Sendable, Hashable {
  package var region: Region
  package var score: RegionScore

  package init(region: Region, score: RegionScore) {
    self.region = region
    self.score = score
  }
}

/// What would be gained if a hazard were gone.
package struct WhatIf: Sendable, Hashable {
  package var hazard: HazardID
  package var site: String
  package var checklist: String
  package var item: String
  package var level: HazardLevel
  package var grade: RiskGrade
  package var before: SiteScore
  package var after: SiteScore

  package init(
    hazard: HazardID, site: String, checklist: String, item: String, level: HazardLevel, grade: RiskGrade,
    before: SiteScore, after: SiteScore
  ) {
    self.hazard = hazard
    self.site = site
    self.checklist = checklist
    self.item = item
    self.level = level
    self.grade = grade
    self.before = before
    self.after = after
  }

  /// In points of 0...100 of the site; nil where it has no score.
  package func gain(_ model: ScoringModel) -> Double? {
    guard let before = before.percent(model), let after = after.percent(model) else { return nil }
    return after - before
  }
}

/// Hazards by what fixing them would gain, the most first.
package struct WhatIfReport: Sendable, Hashable {
  package var model: ScoringModel
  /// Sites, by checklist, that the region's mean is made of; 1 where a site was asked about.
  package var scored: Int
  /// The mean as it is; nil without a score.
  package var mean: Double?
  package var hazards: [WhatIf]

  package init(model: ScoringModel, scored: Int, mean: Double?, hazards: [WhatIf]) {
    self.model = model
    self.scored = scored
    self.mean = mean
    self.hazards = hazards
  }
}

/// Whose scores are wanted.
package enum ScoreScope: Sendable, Hashable {
  case site(String)
  case region(String)
  case hazard(HazardID)
}

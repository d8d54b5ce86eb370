package import Figures
package import Inspection

/// What figures are wanted of.
package struct FigureQuery: Sendable, Hashable {
  /// A region, with everything below it; nil for all that there is.
  package var region: String?
  /// The moment that they are of, by the times of what was found and done; nil for everything that is known.
  package var at: Timestamp?
  /// The beginning of a period, for what was newly found and closed in it.
  package var since: Timestamp?
  /// What the clock says: whether what is open now is overdue.
  package var now: Timestamp

  package init(region: String? = nil, at: Timestamp? = nil, since: Timestamp? = nil, now: Timestamp) {
    self.region = region
    self.at = at
    self.since = since
    self.now = now
  }

  /// The moment that hazards are held against.
  package var moment: Timestamp { at ?? now }
}

/// The figures of a region, or of all that there is, at one moment.
package struct FigureReport: Sendable, Hashable {
  /// Nil where no region was asked for.
  package var region: Region?
  package var hazards = HazardFigures()
  /// Reports that came, of those that were due.
  package var reports = Share(0, of: 0)
  /// Reports that came before they were due, of those that came.
  package var reportsOnTime = Share(0, of: 0)
  package var coverage = Share(0, of: 0)
  package var sites = Share(0, of: 0)

  package init(region: Region? = nil) {
    self.region = region
  }

  package subscript(name: FigureName) -> Share {
    switch name {
    case .settlement: hazards.settlement
    case .verified: hazards.verification
    case .onTime: hazards.onTime
    case .onFirstTime: hazards.onFirstTime
    case .overdue: hazards.overdueShare
    case .recurrence: hazards.recurrence
    case .reports: reports
    case .reportsOnTime: reportsOnTime
    case .coverage: coverage
    case .sites: sites
    }
  }
}

/// A region among its siblings.
package struct RankedRegion: Sendable, Hashable {
  package var region: Region
  /// Nil where there is too little of it to be compared.
  package var rank: Int?
  package var report: FigureReport
  /// Only where regions are ranked by it.
  package var score: RegionScore?

  package init(region: Region, rank: Int? = nil, report: FigureReport, score: RegionScore? = nil) {
    self.region = region
    self.rank = rank
    self.report = report
    self.score = score
  }
}

/// By what regions are ranked.
package enum RankBy: Sendable, Hashable {
  case figure(FigureName)
  case score(ScoringModel)

  package var name: String {
    switch self {
    case .figure(let figure): figure.name
    case .score(let model): "score-\(model.name)"
    }
  }

  package static let all = FigureName.allCases.map(Self.figure) + ScoringModel.allCases.map(Self.score)

  /// How it is ranked, in words.
  package func rule(minimum: Int) -> String {
    let few =
      "Regions with fewer than \(minimum) have no rank and move nobody; equal ones share a rank, and the next "
      + "one counts all before it."
    switch self {
    case .figure(let figure):
      return
        "\(figure.title): \(figure.rule). The \(figure.isBetterLow ? "lowest" : "highest") is first. \(few)"
    case .score(let model):
      return
        "Mean of the sites' scores by \(model.urn), each site and checklist alike. The highest is first. \(few)"
    }
  }
}

/// Who got hazards closed: at which level of regions, and in which department. A hazard that climbed is at the level that
/// it had climbed to.
package struct ResolvedGroup: Sendable, Hashable {
  package var level: String
  package var department: String
  /// Closed, of all but dismissed ones.
  package var settlement: Share

  package init(level: String, department: String, settlement: Share) {
    self.level = level
    self.department = department
    self.settlement = settlement
  }
}

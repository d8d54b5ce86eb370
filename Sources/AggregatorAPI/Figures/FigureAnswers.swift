import Figures
import Inspection
import Ledger

/// A share with all that it takes to judge it.
struct ShareAnswer: Encodable {
  /// 0...1; null of nothing.
  var value: Nullable<Double>
  var numerator: Int
  var denominator: Int
  /// The Wilson interval at 95 %; null of nothing.
  var low: Nullable<Double>
  var high: Nullable<Double>
  /// Whether there is enough of it to be compared.
  var enough: Bool

  init(_ share: Share, minimum: Int) {
    value = Nullable(share.value)
    numerator = share.numerator
    denominator = share.denominator
    low = Nullable(share.interval?.lowerBound)
    high = Nullable(share.interval?.upperBound)
    enough = share.isEnough(for: minimum)
  }
}

/// A figure with the rule that it is counted by.
struct FigureAnswer: Encodable {
  var name: String
  var title: String
  var rule: String
  var share: ShareAnswer

  init(_ name: FigureName, _ share: Share, minimum: Int) {
    self.name = name.name
    title = name.title
    rule = name.rule
    self.share = ShareAnswer(share, minimum: minimum)
  }
}

/// Hazards counted at a moment.
struct HazardCountsAnswer: Encodable {
  var found: Int
  var open: Int
  var closed: Int
  var dismissed: Int
  var openMajor: Int

  init(_ figures: HazardFigures) {
    found = figures.found
    open = figures.open
    closed = figures.closed
    dismissed = figures.dismissed
    openMajor = figures.openMajor
  }
}

/// Milliseconds; null without a closed hazard.
struct TimesAnswer: Encodable {
  var rule =
    "from the finding that opened a hazard last to its end, of closed hazards; percentiles by nearest rank"
  var hazards: Int
  var median: Nullable<Int64>
  var p90: Nullable<Int64>

  init(_ times: RectificationTimes) {
    hazards = times.hazards
    median = Nullable(times.median)
    p90 = Nullable(times.p90)
  }
}

/// All figures at one moment.
struct FiguresAnswer: Encodable {
  struct Period: Encodable {
    var since: String
    var found: Int
    var closed: Int
  }

  /// Null for all that there is.
  var region: Nullable<PlaceAnswer>
  /// Null for everything that is known.
  var at: Nullable<String>
  var minimum: Int
  var hazards: HazardCountsAnswer
  var timeToRectify: TimesAnswer
  var figures: [FigureAnswer]
  /// Null where no period was asked for.
  var period: Nullable<Period>

  init(_ report: FigureReport, _ query: FigureQuery, minimum: Int) {
    region = Nullable(report.region.map(PlaceAnswer.init))
    at = Nullable(query.at?.iso8601)
    self.minimum = minimum
    hazards = HazardCountsAnswer(report.hazards)
    timeToRectify = TimesAnswer(report.hazards.times)
    figures = FigureName.allCases.map { FigureAnswer($0, report[$0], minimum: minimum) }
    period = Nullable(
      query.since.map {
        Period(since: $0.iso8601, found: report.hazards.newlyFound, closed: report.hazards.newlyClosed)
      })
  }
}

/// Regions, the best first.
struct RankingAnswer: Encodable {
  struct Place: Encodable {
    var rank: Nullable<Int>
    var region: PlaceAnswer
    /// The share that is ranked by; null where it is a score.
    var share: Nullable<ShareAnswer>
    /// 0...100; null where it is a share, or where no site has a score.
    var score: Nullable<Double>
    var scored: Nullable<Int>
    var hazards: HazardCountsAnswer
  }

  var by: String
  var rule: String
  var minimum: Int
  var at: Nullable<String>
  var items: [Place]

  init(_ places: [RankedRegion], _ query: FigureQuery, by rankBy: RankBy, minimum: Int) {
    by = rankBy.name
    rule = rankBy.rule(minimum: minimum)
    self.minimum = minimum
    at = Nullable(query.at?.iso8601)
    items = places.map { place in
      var (share, score, scored): (ShareAnswer?, Double?, Int?)
      switch rankBy {
      case .figure(let name): share = ShareAnswer(place.report[name], minimum: minimum)
      case .score(let model): (score, scored) = (place.score?.mean(model), place.score?.scored(model))
      }
      return Place(
        rank: Nullable(place.rank), region: PlaceAnswer(place.region), share: Nullable(share),
        score: Nullable(score), scored: Nullable(scored), hazards: HazardCountsAnswer(place.report.hazards))
    }
  }
}

struct ResolvedAnswer: Encodable {
  struct Group: Encodable {
    var level: String
    var department: String
    var share: ShareAnswer
  }

  var rule =
    "closed hazards, of all but dismissed ones, by the level of the region that they lie in, or had climbed to, and by "
    + "the department that has them, or that the checklist names"
  var items: [Group]

  init(_ groups: [ResolvedGroup], minimum: Int) {
    items = groups.map {
      Group(
        level: $0.level, department: $0.department, share: ShareAnswer($0.settlement, minimum: minimum))
    }
  }
}

/// A period beside the one that it is held against.
struct TrendAnswer: Encodable {
  struct Period: Encodable {
    var from: String
    var to: String
    var found: Int
    var closed: Int
    /// At the end of the period.
    var open: Int
    var settlement: ShareAnswer
  }

  struct Change: Encodable {
    var difference: Int
    /// Of the baseline's number; null where that is 0.
    var ratio: Nullable<Double>

    init(_ now: Int, from before: Int) {
      difference = now - before
      ratio = Nullable(before == 0 ? nil : Double(now - before) / Double(before))
    }
  }

  var rule =
    "hazards that were found for the first time in the period and are not dismissed at its end; hazards that are closed "
    + "at its end and were closed within it; all others as they stood at its end"
  var region: Nullable<PlaceAnswer>
  var baseline: Period
  var period: Period
  var found: Change
  var closed: Change
  var open: Change
}

struct SiteScoresAnswer: Encodable {
  struct Model: Encodable {
    var model: String
    var system: String
    var score: Nullable<Double>
    var maximum: Nullable<Double>
    /// 0...100, to compare by.
    var percent: Nullable<Double>
  }

  struct Failing: Encodable {
    var item: String
    var section: String
    var weight: Double
    var outcome: String
  }

  struct Benchmark: Encodable {
    var checklist: String
    /// Items that count.
    var items: Int
    var scores: [Model]
    var failing: [Failing]
  }

  static let rule =
    "What the last check of each item came to, where one that was not made says nothing; an open hazard fails, a closed "
    + "one is fixed, a dismissed one passes. Scores as XCCDF 1.2, section 7.3.2; sections weigh 1 each."

  var site: String
  var name: String
  var at: Nullable<String>
  var rule = Self.rule
  var checklists: [Benchmark]

  init(_ site: String, _ reports: [SiteScoreReport], at time: Timestamp?) {
    self.site = site
    name = reports.first?.siteName ?? site
    at = Nullable(time?.iso8601)
    checklists = reports.map { report in
      Benchmark(
        checklist: report.checklist, items: report.score.items, scores: Self.models(report.score),
        failing: report.failing.map {
          Failing(item: $0.id, section: $0.section, weight: $0.weight, outcome: $0.outcome.name)
        })
    }
  }

  static func models(_ score: SiteScore) -> [Model] {
    ScoringModel.allCases.map { model in
      var (points, maximum): (Double?, Double?)
      switch model {
      case .byDefault: (points, maximum) = (score.byDefault, 100)
      case .flat: (points, maximum) = (score.flat.score, score.flat.maximum)
      case .flatUnweighted: (points, maximum) = (score.flatUnweighted.score, score.flatUnweighted.maximum)
      case .absolute: (points, maximum) = (score.absolute, 1)
      }
      return Model(
        model: model.name, system: model.urn, score: Nullable(points), maximum: Nullable(maximum),
        percent: Nullable(score.percent(model)))
    }
  }
}

struct RegionScoreAnswer: Encodable {
  struct Model: Encodable {
    var model: String
    var system: String
    /// 0...100; null without a site that has a score.
    var mean: Nullable<Double>
    var scored: Int
  }

  var region: PlaceAnswer
  var at: Nullable<String>
  var rule = "the mean of its sites' scores, each site and checklist alike. \(SiteScoresAnswer.rule)"
  var scores: [Model]
  /// Sites where all that applies passed.
  var flawless: ShareAnswer

  init(_ report: RegionScoreReport, at time: Timestamp?, minimum: Int) {
    region = PlaceAnswer(report.region)
    at = Nullable(time?.iso8601)
    scores = ScoringModel.allCases.map {
      Model(
        model: $0.name, system: $0.urn, mean: Nullable(report.score.mean($0)),
        scored: report.score.scored($0))
    }
    flawless = ShareAnswer(report.score.flawless, minimum: minimum)
  }
}

struct WhatIfAnswer: Encodable {
  struct Gain: Encodable {
    var hazard: String
    var site: String
    var checklist: String
    var item: String
    var level: String
    var grade: String
    /// The site's score, 0...100.
    var before: Nullable<Double>
    var after: Nullable<Double>
    var gain: Nullable<Double>
    /// What the mean of all that was asked about would gain.
    var meanGain: Nullable<Double>
  }

  var model: String
  var system: String
  /// Sites, by checklist, that the mean is made of.
  var scored: Int
  var mean: Nullable<Double>
  var items: [Gain]

  init(_ report: WhatIfReport) {
    model = report.model.name
    system = report.model.urn
    scored = report.scored
    mean = Nullable(report.mean)
    items = report.hazards.map { hazard in
      let gain = hazard.gain(report.model)
      return Gain(
        hazard: hazard.hazard.description, site: hazard.site, checklist: hazard.checklist, item: hazard.item,
        level: hazard.level.name, grade: hazard.grade.name,
        before: Nullable(hazard.before.percent(report.model)),
        after: Nullable(hazard.after.percent(report.model)), gain: Nullable(gain),
        meanGain: Nullable(report.scored == 0 ? nil : gain.map { $0 / Double(report.scored) }))
    }
  }
}

struct CoverageAnswer: Encodable {
  struct Missing: Encodable {
    var id: String
    var name: String
    /// A site's region, an item's checklist.
    var group: String

    init(_ missing: Uninspected) {
      id = missing.id
      name = missing.name
      group = missing.group
    }
  }

  var rule =
    "a site or item counts as inspected when at least one check came to pass or fail; sites are those of the register, "
    + "items those of the checklists that are known"
  var sites: ShareAnswer
  var items: ShareAnswer
  /// One page.
  var missingSites: [Missing]
  /// The `cursor` of the next page of sites; null on the last one.
  var next: Nullable<String>
  var missingItems: [Missing]

  init(_ report: CoverageReport, minimum: Int) {
    sites = ShareAnswer(report.sites, minimum: minimum)
    items = ShareAnswer(report.items, minimum: minimum)
    missingSites = report.missingSites.map(Missing.init)
    next = Nullable(report.next.map { OpaqueCursor.text(site: $0) })
    missingItems = report.missingItems.map(Missing.init)
  }
}

struct SignalsAnswer: Encodable {
  struct Fast: Encodable {
    var inspector: String
    var steps: ShareAnswer
    var shortestMilliseconds: Int64
  }

  struct AllPass: Encodable {
    var inspector: String
    var inspections: Int
    var checks: Int
    var chance: Double
  }

  struct Reuse: Encodable {
    var evidence: String
    var hazards: [String]
    var sites: Int
  }

  var rule =
    "questions to ask, not proofs. fast: inspections by one person at different sites closer together than the limit; "
    + "allPass: so many passes without a failure that luck has less than 1 chance in 1000, were every check as likely "
    + "to fail as all are together; reused: one piece of evidence, by its hash, for several hazards. An inspection has "
    + "one time: how long it took is not known. Evidence of checks that passed is not kept."
  var failing: ShareAnswer
  var fast: [Fast]
  var allPass: [AllPass]
  var reused: [Reuse]

  init(_ signals: Signals, minimum: Int) {
    failing = ShareAnswer(signals.failing, minimum: minimum)
    fast = signals.fast.map {
      Fast(
        inspector: $0.inspector, steps: ShareAnswer($0.steps, minimum: minimum),
        shortestMilliseconds: $0.shortest)
    }
    allPass = signals.allPass.map {
      AllPass(inspector: $0.inspector, inspections: $0.inspections, checks: $0.checks, chance: $0.chance)
    }
    reused = signals.reused.map {
      Reuse(evidence: $0.evidence, hazards: $0.hazards.map(\.description), sites: $0.sites)
    }
  }
}

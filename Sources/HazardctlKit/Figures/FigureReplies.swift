/// A share with all that it takes to judge it.
struct ShareReply: Decodable {
  var value: Double?
  var numerator: Int
  var denominator: Int
  var low: Double?
  var high: Double?
  var enough: Bool
}

struct RegionReply: Decodable {
  var code: String
  var name: String
  var level: String

  var label: String { name.isEmpty ? code : name }
}

struct FiguresReply: Decodable {
  struct Figure: Decodable {
    var title: String
    var rule: String
    var share: ShareReply
  }

  struct Hazards: Decodable {
    var found: Int
    var open: Int
    var closed: Int
    var dismissed: Int
    var openMajor: Int
  }

  struct Times: Decodable {
    var rule: String
    var hazards: Int
    var median: Int?
    var p90: Int?
  }

  struct Period: Decodable {
    var since: String
    var found: Int
    var closed: Int
  }

  var region: RegionReply?
  var at: String?
  var minimum: Int
  var hazards: Hazards
  var timeToRectify: Times
  var figures: [Figure]
  var period: Period?
}

struct RankingReply: Decodable {
  struct Place: Decodable {
    var rank: Int?
    var region: RegionReply
    var share: ShareReply?
    var score: Double?
    var scored: Int?
    var hazards: FiguresReply.Hazards
  }

  var rule: String
  var items: [Place]
}

struct ResolvedReply: Decodable {
  struct Group: Decodable {
    var level: String
    var department: String
    var share: ShareReply
  }

  var rule: String
  var items: [Group]
}

struct TrendReply: Decodable {
  struct Period: Decodable {
    var from: String
    var to: String
    var found: Int
    var closed: Int
    var open: Int
    var settlement: ShareReply
  }

  struct Change: Decodable {
    var difference: Int
    var ratio: Double?
  }

  var rule: String
  var baseline: Period
  var period: Period
  var found: Change
  var closed: Change
  var open: Change
}

struct CoverageReply: Decodable {
  struct Missing: Decodable {
    var id: String
    var name: String
    var group: String
  }

  var rule: String
  var sites: ShareReply
  var items: ShareReply
  var missingSites: [Missing]
  var next: String?
  var missingItems: [Missing]
}

struct SignalsReply: Decodable {
  struct Fast: Decodable {
    var inspector: String
    var steps: ShareReply
    var shortestMilliseconds: Int
  }

  struct AllPass: Decodable {
    var inspector: String
    var inspections: Int
    var checks: Int
    var chance: Double
  }

  struct Reuse: Decodable {
    var evidence: String
    var hazards: [String]
    var sites: Int
  }

  var rule: String
  var failing: ShareReply
  var fast: [Fast]
  var allPass: [AllPass]
  var reused: [Reuse]
}

struct SiteScoresReply: Decodable {
  struct Model: Decodable {
    var model: String
    var score: Double?
    var maximum: Double?
    var percent: Double?
  }

  struct Failing: Decodable {
    var item: String
    var section: String
    var weight: Double
    var outcome: String
  }

  struct Benchmark: Decodable {
    var checklist: String
    var items: Int
    var scores: [Model]
    var failing: [Failing]
  }

  var site: String
  var name: String
  var rule: String
  var checklists: [Benchmark]
}

struct RegionScoreReply: Decodable {
  struct Model: Decodable {
    var model: String
    var mean: Double?
    var scored: Int
  }

  var region: RegionReply
  var rule: String
  var scores: [Model]
  var flawless: ShareReply
}

struct WhatIfReply: Decodable {
  struct Gain: Decodable {
    var hazard: String
    var site: String
    var item: String
    var level: String
    var grade: String
    var before: Double?
    var after: Double?
    var gain: Double?
    var meanGain: Double?
  }

  var system: String
  var scored: Int
  var mean: Double?
  var items: [Gain]
}

struct GateReply: Decodable {
  struct Obstacle: Decodable {
    var what: String
    var detail: String
    var count: Int
  }

  struct Hazard: Decodable {
    var id: String
    var site: String
    var item: String
    var level: String
    var grade: String
    var openedAt: String
    var reason: String
  }

  struct Acceptance: Decodable {
    var at: String
    var person: String
  }

  var campaign: String
  var isOpen: Bool
  var rule: String
  var obstacles: [Obstacle]
  var hazards: [Hazard]
  var accepted: Acceptance?
}

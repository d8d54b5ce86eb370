package import Inspection

/// Hazards counted by how they stand and how bad they are.
package struct HazardTotals: Sendable, Hashable {
  /// All but the dismissed ones, which are in no other figure.
  package var hazards = 0
  package var closed = 0
  /// Found to be no hazard, or followed as another one.
  package var dismissed = 0
  package var major = 0
  package var openMajor = 0
  package var red = 0
  package var orange = 0
  package var yellow = 0
  package var blue = 0
  /// Failed checks behind the hazards: a hazard found three times counts three.
  package var sightings = 0
  package var recurrences = 0
  /// Open ones, four grades for each level.
  private var openByRisk = Counters<8>()

  package init() {}

  package var open: Int { hazards - closed }

  /// Open hazards of one level and grade.
  package func open(_ level: HazardLevel, _ grade: RiskGrade) -> Int {
    openByRisk[Self.place(level, grade)]
  }

  /// The grade of the worst open hazard; nil without any.
  package var worstOpenGrade: RiskGrade? {
    RiskGrade.allCases.last { open(.general, $0) + open(.major, $0) > 0 }
  }

  private static func place(_ level: HazardLevel, _ grade: RiskGrade) -> Int {
    Int(level.rawValue - 1) * RiskGrade.allCases.count + Int(grade.rawValue - 1)
  }

  /// Settlement rate (办结率): closed hazards among all, 0...1; nil without any.
  package var settlementRate: Double? { hazards == 0 ? nil : Double(closed) / Double(hazards) }

  package mutating func count(
    state: HazardState, level: HazardLevel, grade: RiskGrade, hazards: Int, sightings: Int,
    recurrences: Int
  ) {
    guard state != .dismissed else {
      dismissed += hazards
      return
    }
    self.hazards += hazards
    self.sightings += sightings
    self.recurrences += recurrences
    if state == .closed { closed += hazards }
    if level == .major { major += hazards }
    if level == .major, state == .open { openMajor += hazards }
    if state == .open { openByRisk[Self.place(level, grade)] += hazards }
    switch grade {
    case .red: red += hazards
    case .orange: orange += hazards
    case .yellow: yellow += hazards
    case .blue: blue += hazards
    }
  }

  package static func += (a: inout HazardTotals, b: HazardTotals) {
    a.hazards += b.hazards
    a.closed += b.closed
    a.dismissed += b.dismissed
    a.major += b.major
    a.openMajor += b.openMajor
    a.red += b.red
    a.orange += b.orange
    a.yellow += b.yellow
    a.blue += b.blue
    a.sightings += b.sightings
    a.recurrences += b.recurrences
    a.openByRisk += b.openByRisk
  }
}

/// A region with everything below it.
package struct RegionTotals: Sendable, Hashable {
  package var region: Region
  package var sites: Int
  package var outcomes: OutcomeCounts
  package var hazards: HazardTotals
  /// Whether there are regions below it.
  package var hasChildren: Bool

  package init(
    region: Region, sites: Int, outcomes: OutcomeCounts, hazards: HazardTotals, hasChildren: Bool
  ) {
    self.region = region
    self.sites = sites
    self.outcomes = outcomes
    self.hazards = hazards
    self.hasChildren = hasChildren
  }
}

/// A region and its children.
package struct RegionReport: Sendable, Hashable {
  /// From the root to the region itself; empty when the roots are reported.
  package var lineage: [Region]
  package var children: [RegionTotals]

  package init(lineage: [Region], children: [RegionTotals]) {
    self.lineage = lineage
    self.children = children
  }
}

/// A checklist item over all campaigns, or over one.
package struct ItemTotals: Sendable, Hashable {
  package var checklist: String
  package var item: String
  package var text: String
  package var section: String
  package var outcomes: OutcomeCounts
  /// Distinct hazards of this item.
  package var hazards: Int

  package init(
    checklist: String, item: String, text: String, section: String, outcomes: OutcomeCounts, hazards: Int
  ) {
    self.checklist = checklist
    self.item = item
    self.text = text
    self.section = section
    self.outcomes = outcomes
    self.hazards = hazards
  }
}

/// A calendar month.
package struct MonthTotals: Sendable, Hashable {
  /// `2026-11`.
  package var month: String
  /// Failed checks.
  package var found: Int
  /// Failed checks of that month whose rectification was accepted, whenever that was.
  package var accepted: Int

  package init(month: String, found: Int, accepted: Int) {
    self.month = month
    self.found = found
    self.accepted = accepted
  }
}

/// The ledger at a glance.
package struct LedgerOverview: Sendable, Hashable {
  package var campaigns: Int
  package var runningCampaigns: Int
  package var sites: Int
  package var results: Int
  package var hazards: HazardTotals
  package var rejected: Int

  package init(
    campaigns: Int, runningCampaigns: Int, sites: Int, results: Int, hazards: HazardTotals, rejected: Int
  ) {
    self.campaigns = campaigns
    self.runningCampaigns = runningCampaigns
    self.sites = sites
    self.results = results
    self.hazards = hazards
    self.rejected = rejected
  }
}

package import Inspection
package import Rectification

/// A hazard as it stands.
package struct HazardSummary: Sendable, Hashable {
  package var id: HazardID
  package var state: HazardState
  package var level: HazardLevel
  package var grade: RiskGrade
  package var site: String
  package var siteName: String
  package var region: String
  package var regionName: String
  package var item: String
  package var itemText: String
  package var category: String
  package var department: String
  package var reason: String
  package var firstFoundAt: Timestamp
  package var openedAt: Timestamp
  package var lastFoundAt: Timestamp
  package var closedAt: Timestamp?
  package var sightings: Int
  package var recurrences: Int
  /// By the newest version of the checklist; nil where it gives none.
  package var difficulty: Difficulty?
  /// The grade that remains after rectification, by the newest version of the checklist; nil while the hazard
  /// is open, and where the checklist gives none. `grade` stays the initial one.
  package var residualGrade: RiskGrade?
  package var rectification: HazardRectification

  /// - Parameter rectification: nil while nothing was done about it in the ledger.
  package init(
    id: HazardID, state: HazardState, level: HazardLevel, grade: RiskGrade, site: String, siteName: String,
    region: String, regionName: String, item: String, itemText: String, category: String,
    department: String, reason: String, firstFoundAt: Timestamp, openedAt: Timestamp,
    lastFoundAt: Timestamp, closedAt: Timestamp?, sightings: Int, recurrences: Int,
    rectification: HazardRectification? = nil
  ) {
    self.id = id
    self.state = state
    self.level = level
    self.grade = grade
    self.site = site
    self.siteName = siteName
    self.region = region
    self.regionName = regionName
    self.item = item
    self.itemText = itemText
    self.category = category
    self.department = department
    self.reason = reason
    self.firstFoundAt = firstFoundAt
    self.openedAt = openedAt
    self.lastFoundAt = lastFoundAt
    self.closedAt = closedAt
    self.sightings = sightings
    self.recurrences = recurrences
    self.rectification =
      rectification ?? HazardRectification(state: state == .open ? .open : .closed, version: sightings)
  }

  package var cursor: HazardCursor {
    HazardCursor(level: level, grade: grade, openedAt: openedAt, difficulty: difficulty, id: id)
  }
}

/// Some hazards, and where the next ones begin.
package struct HazardPage: Sendable, Hashable {
  package var hazards: [HazardSummary]
  /// Nil on the last page.
  package var next: HazardCursor?
  /// How many hazards match, on all pages; at least so many where it is not exact.
  package var total: Int
  /// Many that match a condition that hazards are not counted by are not counted to their end.
  package var isTotalExact: Bool

  package init(hazards: [HazardSummary], next: HazardCursor?, total: Int, isTotalExact: Bool = true) {
    self.hazards = hazards
    self.next = next
    self.total = total
    self.isTotalExact = isTotalExact
  }
}

/// A hazard with everything that happened to it.
package struct HazardDetail: Sendable, Hashable {
  package var summary: HazardSummary
  /// In event time.
  package var events: [HazardEvent]
  /// What was done about it, in the order in which it was carried out.
  package var actions: [RectificationEvent]
  /// The departments that were called to it, in the order of the calls.
  package var calls: [DepartmentCall]

  package init(
    summary: HazardSummary, events: [HazardEvent], actions: [RectificationEvent] = [],
    calls: [DepartmentCall] = []
  ) {
    self.summary = summary
    self.events = events
    self.actions = actions
    self.calls = calls
  }
}

/// Something that happened to a hazard.
package struct HazardEvent: Sendable, Hashable {
  package enum Kind: UInt8, Sendable, Hashable, CaseIterable {
    case found = 0
    case accepted = 1

    package var name: String { String(describing: self) }
  }

  package var kind: Kind
  package var at: Timestamp
  package var campaign: String
  package var seq: UInt64
  /// Who found or accepted it; empty where the record does not say.
  package var person: String
  package var reason: String
  package var evidence: [String]

  package init(
    kind: Kind, at: Timestamp, campaign: String, seq: UInt64, person: String, reason: String,
    evidence: [String]
  ) {
    self.kind = kind
    self.at = at
    self.campaign = campaign
    self.seq = seq
    self.person = person
    self.reason = reason
    self.evidence = evidence
  }
}

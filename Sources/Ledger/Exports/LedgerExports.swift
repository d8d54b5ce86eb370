package import Inspection
import Rectification

/// Everything that a ledger says, row by row, for other programs. Pages are read one after the other: each is of one
/// moment, all together need not be.
package protocol LedgerExports: Sendable {
  /// Hazards in the order of their ids' numbers; nil for an unknown region.
  ///
  /// - Parameter last: the hazard that the page before ended with.
  func exportedHazards(_ query: ExportQuery, after last: HazardID?, limit: Int) async throws
    -> [ExportedHazard]?
  /// Sites in the order of their ids; nil for an unknown region.
  func exportedSites(_ query: ExportQuery, after last: String?, limit: Int) async throws -> [ExportedSite]?
  /// Who did what when: first what was found, then what was done, then what was refused.
  func exportedEvents(_ query: ExportQuery, after last: AuditPlace?, limit: Int) async throws -> [AuditEvent]?
  /// The worst hazards that were open at a moment, the longest open first among equals.
  func openHazards(_ query: FigureQuery, limit: Int) async throws -> [OpenHazard]?
}

/// What managers and other programs ask of a ledger.
package typealias LedgerReports = LedgerExports & LedgerFigures

package struct ExportQuery: Sendable, Hashable {
  /// A region, with everything below it.
  package var region: String?
  /// Only hazards in this state.
  package var state: HazardState?

  package init(region: String? = nil, state: HazardState? = nil) {
    self.region = region
    self.state = state
  }
}

package struct ExportedHazard: Sendable, Hashable {
  package var summary: HazardSummary
  /// Of its site.
  package var position: Site.Position?

  package init(summary: HazardSummary, position: Site.Position?) {
    self.summary = summary
    self.position = position
  }
}

package struct ExportedSite: Sendable, Hashable {
  package var site: SiteSummary
  package var position: Site.Position?
  package var owner: String

  package init(site: SiteSummary, position: Site.Position?, owner: String) {
    self.site = site
    self.position = position
    self.owner = owner
  }
}

/// Where an event stands in the audit log.
package struct AuditPlace: Sendable, Hashable {
  package enum Part: Int, Sendable, Hashable, CaseIterable {
    case found, done, refused
  }

  package var part: Part
  package var first: Int64
  package var second: Int64

  package init(part: Part, first: Int64, second: Int64 = 0) {
    self.part = part
    self.first = first
    self.second = second
  }
}

/// One line of the audit log.
package struct AuditEvent: Sendable, Hashable {
  package var place: AuditPlace
  package var hazard: HazardID
  package var site: String
  package var item: String
  /// Such as `found`, `accept`, or the action that was refused.
  package var event: String
  package var at: Timestamp
  package var person: String
  package var role: String
  package var reason: String
  package var evidence: [String]
  /// Of what was found.
  package var campaign: String
  package var seq: UInt64?
  package var owner: String
  package var department: String
  /// Why it was refused; empty where it was not.
  package var refusal: String

  package init(
    place: AuditPlace, hazard: HazardID, site: String, item: String, event: String, at: Timestamp,
    person: String, role: String = "", reason: String, evidence: [String] = [], campaign: String = "",
    seq: UInt64? = nil, owner: String = "", department: String = "", refusal: String = ""
  ) {
    self.place = place
    self.hazard = hazard
    self.site = site
    self.item = item
    self.event = event
    self.at = at
    self.person = person
    self.role = role
    self.reason = reason
    self.evidence = evidence
    self.campaign = campaign
    self.seq = seq
    self.owner = owner
    self.department = department
    self.refusal = refusal
  }
}

/// A hazard that was open at a moment.
package struct OpenHazard: Sendable, Hashable {
  package var id: HazardID
  package var level: HazardLevel
  package var grade: RiskGrade
  package var openedAt: Timestamp
  package var dueAt: Timestamp?
  package var site: String
  package var siteName: String
  package var region: String
  package var item: String
  package var itemText: String

  package init(
    id: HazardID, level: HazardLevel, grade: RiskGrade, openedAt: Timestamp, dueAt: Timestamp?, site: String,
    siteName: String, region: String, item: String, itemText: String
  ) {
    self.id = id
    self.level = level
    self.grade = grade
    self.openedAt = openedAt
    self.dueAt = dueAt
    self.site = site
    self.siteName = siteName
    self.region = region
    self.item = item
    self.itemText = itemText
  }
}

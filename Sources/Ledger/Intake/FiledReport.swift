package import Inspection
import Rectification

/// What can be reported: an item of a checklist, as its newest version says it.
package struct ReportService: Sendable, Hashable {
  package var checklist: String
  package var item: String
  package var text: String
  /// The section that the item stands in.
  package var section: String
  package var category: String
  package var department: String
  /// As a checklist writes it.
  package var requirement: String
  /// Whether a program looks for itself.
  package var hasProbe: Bool

  package init(
    checklist: String, item: String, text: String, section: String, category: String, department: String,
    requirement: String, hasProbe: Bool
  ) {
    self.checklist = checklist
    self.item = item
    self.text = text
    self.section = section
    self.category = category
    self.department = department
    self.requirement = requirement
    self.hasProbe = hasProbe
  }

  package var code: String { "\(checklist):\(item)" }

  /// Whether a report has to say what was observed: everywhere but where a program looks, or yes and no are all there is.
  package var needsObservation: Bool { !hasProbe && BooleanText.value(of: requirement) == nil }
}

/// A report that the ledger took, and what has come of it.
package struct FiledReport: Sendable, Hashable {
  package enum State: Int64, Sendable, Hashable, CaseIterable {
    /// A worker has not decided it yet.
    case pending = 0
    /// The hazard was found.
    case confirmed = 1
    /// A program looked, and found it in order.
    case inOrder = 2
    /// It could not be decided.
    case undecided = 3

    package var name: String {
      switch self {
      case .pending: "pending"
      case .confirmed: "confirmed"
      case .inOrder: "in-order"
      case .undecided: "undecided"
      }
    }
  }

  /// `report-N`, which is also the campaign that it became.
  package var id: String
  package var at: Timestamp
  package var takenAt: Timestamp
  package var service: ReportService
  package var site: String
  package var siteName: String
  package var region: String
  package var regionName: String
  package var position: Site.Position?
  /// From the reported point to the site, in metres; nil where a site was named.
  package var distance: Double?
  package var description: String
  package var person: String
  package var role: String
  package var channel: HazardReport.Channel
  package var evidence: [String]
  /// Whether the owner of the smallest unit reported it, so that it is relayed upward.
  package var isInstant: Bool
  package var state: State
  /// What the worker said; empty while it has not.
  package var reason: String
  /// When the state was reached.
  package var decidedAt: Timestamp?
  /// The hazard that was found.
  package var hazard: HazardSummary?

  package init(
    id: String, at: Timestamp, takenAt: Timestamp, service: ReportService, site: String, siteName: String,
    region: String, regionName: String, position: Site.Position?, distance: Double?, description: String,
    person: String, role: String, channel: HazardReport.Channel, evidence: [String], isInstant: Bool,
    state: State, reason: String, decidedAt: Timestamp?, hazard: HazardSummary?
  ) {
    self.id = id
    self.at = at
    self.takenAt = takenAt
    self.service = service
    self.site = site
    self.siteName = siteName
    self.region = region
    self.regionName = regionName
    self.position = position
    self.distance = distance
    self.description = description
    self.person = person
    self.role = role
    self.channel = channel
    self.evidence = evidence
    self.isInstant = isInstant
    self.state = state
    self.reason = reason
    self.decidedAt = decidedAt
    self.hazard = hazard
  }

  /// Whether somebody still has to do something about it.
  package var isOpen: Bool {
    switch state {
    case .pending: true
    case .confirmed: hazard?.state == .open && hazard?.rectification.state.isDismissal != true
    case .inOrder, .undecided: false
    }
  }
}

/// Which reports are wanted. Filters that are nil do not filter.
package struct ReportQuery: Sendable, Hashable {
  package static let maximumLimit = 1_000

  package var ids: [String]?
  /// Of services.
  package var codes: [String]?
  package var isOpen: Bool?
  package var site: String?
  /// With everything below it.
  package var region: String?
  /// Not before.
  package var from: Timestamp?
  /// Not after.
  package var to: Timestamp?
  /// 1...`maximumLimit`.
  package var limit: Int

  package init(
    ids: [String]? = nil, codes: [String]? = nil, isOpen: Bool? = nil, site: String? = nil,
    region: String? = nil, from: Timestamp? = nil, to: Timestamp? = nil, limit: Int = 50
  ) {
    self.ids = ids
    self.codes = codes
    self.isOpen = isOpen
    self.site = site
    self.region = region
    self.from = from
    self.to = to
    self.limit = limit
  }
}

/// An open hazard near a place, of the same category: it may be the same one.
package struct NearHazard: Sendable, Hashable {
  package var hazard: HazardSummary
  /// In metres, 0 at the same site.
  package var distance: Double

  package init(hazard: HazardSummary, distance: Double) {
    self.hazard = hazard
    self.distance = distance
  }
}

extension Site.Position {
  /// Along the Earth taken as a sphere of 6,371,008.8 m, in metres (haversine formula).
  package func distance(to other: Site.Position) -> Double { Haversine.metres(self, other) }
}

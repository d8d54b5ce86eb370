/// The unit of work: some items of one inspection of one site, with what was observed.
package struct InspectionTask: Sendable, Hashable {
  package var campaign: String
  /// Dense within the campaign, from 0.
  package var seq: UInt64
  /// Raised by a redrive; a higher generation may replace only a dead or unchecked outcome.
  package var generation: UInt32
  package var site: SiteReference
  package var inspection: Inspection
  /// Ranges of item indexes in the checklist, ascending.
  package var items: [Range<Int>]
  /// One entry a check, in the order of `items`.
  package var observations: ObservationColumns
  /// What is attached, by item index, ascending.
  package var evidence: [ItemEvidence]
  /// Recorded acceptances of rectification, by item index, ascending.
  package var accepted: [RecordedAcceptance]
  /// What was observed of the items that conditions of this task ask, whether they belong to it or not.
  package var referenced: ReferencedObservations
  /// Nil for a task that has not failed yet; otherwise `items` are those that are still to be checked.
  package var retry: RetryState?

  package init(
    campaign: String, seq: UInt64, generation: UInt32 = 0, site: SiteReference, inspection: Inspection,
    items: [Range<Int>], observations: ObservationColumns, evidence: [ItemEvidence] = [],
    accepted: [RecordedAcceptance] = [], referenced: ReferencedObservations = ReferencedObservations(),
    retry: RetryState? = nil
  ) {
    self.campaign = campaign
    self.seq = seq
    self.generation = generation
    self.site = site
    self.inspection = inspection
    self.items = items
    self.observations = observations
    self.evidence = evidence
    self.accepted = accepted
    self.referenced = referenced
    self.retry = retry
  }

  package var checkCount: Int { items.reduce(0) { $0 + $1.count } }
}

/// What a worker needs to know of a site.
package struct SiteReference: Sendable, Hashable {
  package var id: String
  package var type: String
  /// The code of the smallest region that it lies in.
  package var region: String
  /// Where its device is reached; empty where there is none.
  package var address: String

  package init(id: String, type: String, region: String, address: String = "") {
    self.id = id
    self.type = type
    self.region = region
    self.address = address
  }

  /// Stands in the outcome of a task that could not be read.
  package static let unknown = SiteReference(id: "", type: "", region: "")
}

/// When a site was inspected and by whom.
package struct Inspection: Sendable, Hashable {
  package var observedAt: Timestamp
  /// The calendar day of `observedAt` where the site is; ages of dates are counted from it.
  package var day: CivilDate
  /// May be empty.
  package var inspector: String

  package init(observedAt: Timestamp, day: CivilDate, inspector: String = "") {
    self.observedAt = observedAt
    self.day = day
    self.inspector = inspector
  }

  /// Stands in the outcome of a task that could not be read.
  package static let unknown = Inspection(observedAt: Timestamp(milliseconds: 0), day: CivilDate(days: 0))
}

/// References to photos or documents that belong to one observation.
package struct ItemEvidence: Sendable, Hashable {
  package var item: Int
  package var references: [String]

  package init(item: Int, references: [String]) {
    self.item = item
    self.references = references
  }
}

/// A record that says when the rectification of what the item's check found was accepted.
package struct RecordedAcceptance: Sendable, Hashable {
  package var item: Int
  package var at: Timestamp

  package init(item: Int, at: Timestamp) {
    self.item = item
    self.at = at
  }
}

/// Observations of other items that a task needs to decide its own.
package struct ReferencedObservations: Sendable, Hashable {
  /// Item indexes, ascending.
  package var items: [Int]
  /// One entry an item.
  package var columns: ObservationColumns

  package init(items: [Int] = [], columns: ObservationColumns = ObservationColumns()) {
    self.items = items
    self.columns = columns
  }
}

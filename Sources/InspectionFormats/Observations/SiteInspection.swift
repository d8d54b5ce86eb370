package import Inspection

/// One inspection of one site with everything that was recorded.
///
/// The walk reuses its buffers: a copy of this that outlives the closure makes the walk allocate anew.
package struct SiteInspection: Sendable {
  /// The position among the selected sites.
  package var siteIndex: Int
  package var site: Site
  /// The id that the records give the inspection; empty where they give none.
  package var id: String
  package var inspection: Inspection
  /// By item index, over the whole checklist; nil where nothing was observed.
  package var values: [ObservationValue?]
  /// By item index, ascending; selected items only.
  package var evidence: [ItemEvidence]
  /// By item index, ascending; selected items only.
  package var accepted: [RecordedAcceptance]
  /// How many rows or lines it was recorded in; 0 for a site without records.
  package var rowCount: Int
}

/// What a walk over the observations came to.
package struct ObservationSummary: Sendable, Hashable {
  package var sites = 0
  /// Sites that no record names; each has one inspection without values all the same.
  package var sitesWithoutRecords = 0
  package var inspections = 0
  /// Rows, or lines of JSON, of selected sites.
  package var rows = 0
  /// Values that were observed; neither blank nor assumed.
  package var values = 0
  /// Rows that repeat an item of the same inspection with an equal value, and were merged.
  package var repeatedRows = 0
  /// Values that were left out, since nobody who was qualified had signed them.
  package var unqualifiedValues = 0
  /// Whose rows were observed on different days; the last of these is the inspection's.
  package var inspectionsOfSeveralDays = 0

  package init() {}
}

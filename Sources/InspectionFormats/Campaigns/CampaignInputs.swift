package import Inspection

/// Everything that a campaign is made of, read and found valid, except for the values of its observations:
/// those are read site by site, since a city's do not fit into memory.
package struct CampaignInputs: Sendable {
  package let campaign: CampaignFile
  /// As the campaign's profile refines it, if it chooses one.
  package let checklist: Checklist
  package let checklistPlaces: ChecklistPlaces
  package let regions: RegionTree
  /// The selected sites in the order of the register.
  package let sites: [Site]
  /// Ranges of item indexes, ascending.
  package let selectedItems: [Range<Int>]
  /// The same by the site types whose profile selects others.
  package let selectedItemsByType: [String: [Range<Int>]]
  /// How many rows or lines of observations there are for the selected sites.
  package var recordCount: Int { index.rowCount }
  /// Nil where everybody may judge everything.
  let qualifications: QualificationGate?
  /// The same, as what is submitted later is held against it.
  package var publishedQualifications: Qualifications? {
    qualifications.map { Qualifications(needs: $0.needs, holders: $0.holders) }
  }
  /// The time of an inspection that nothing was recorded of.
  package let defaultMoment: DateText.LocalMoment
  let index: ObservationIndex
  /// Times behind it are in the future; nil where that does not matter.
  let latestTime: Timestamp?

  /// Reads a campaign file and all that it names, and the observations as far as their sites.
  ///
  /// A relative path in the campaign file is looked for in `dataDirectory`, if one is given, and then next
  /// to the campaign file.
  ///
  /// - Parameter latestTime: what was observed or accepted later is an error; nil for none.
  /// - Throws: `ValidationErrors` with everything that is wrong with any of the files.
  package static func load(
    campaignFile: String, dataDirectory: String? = nil, latestTime: Timestamp? = nil
  ) throws -> CampaignInputs {
    var loader = CampaignLoader(
      campaignFile: campaignFile, dataDirectory: dataDirectory, latestTime: latestTime)
    return try loader.load()
  }

  /// The same, as a schedule changes it.
  ///
  /// - Returns: nil when the change leaves no site.
  package static func load(
    campaignFile: String, dataDirectory: String? = nil, latestTime: Timestamp? = nil,
    as change: CampaignChange
  ) throws -> CampaignInputs? {
    var loader = CampaignLoader(
      campaignFile: campaignFile, dataDirectory: dataDirectory, latestTime: latestTime)
    do {
      return try loader.load(as: change)
    } catch is CampaignLoader.NoSite {
      return nil
    }
  }

  /// How far a walk has come.
  package struct Progress: Sendable, Hashable {
    package var sitesDone: Int
    package var siteCount: Int
    package var inspections: Int

    package init(sitesDone: Int, siteCount: Int, inspections: Int) {
      self.sitesDone = sitesDone
      self.siteCount = siteCount
      self.inspections = inspections
    }
  }

  /// Walks over the inspections of the selected sites: sites in the order of the register, the inspections
  /// of one site by time and then id. A site without records has one inspection without values.
  ///
  /// After a fault the walk goes on, so that all faults show, but no longer calls `body`. To validate only,
  /// pass an empty body.
  ///
  /// - Parameter progress: called after every thousand sites and at the end.
  /// - Throws: what `body` throws, at once; `ValidationErrors` with all faults, at the end.
  @discardableResult
  package func forEachInspection(
    progress: ((Progress) -> Void)? = nil, _ body: (SiteInspection) throws -> Void
  ) throws -> ObservationSummary {
    var log = IssueLog()
    let summary = try walk(log: &log, progress: progress, body)
    try log.throwIfAny()
    return summary
  }

  func walk(
    log: inout IssueLog, progress: ((Progress) -> Void)? = nil, _ body: (SiteInspection) throws -> Void
  ) throws -> ObservationSummary {
    var walk = ObservationWalk(self)
    return try walk.run(log: &log, progress: progress, body)
  }
}

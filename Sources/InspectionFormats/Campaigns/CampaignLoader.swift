import Foundation
import Inspection

/// Reads a campaign file and everything that it names, keeping the issues of all of them.
struct CampaignLoader {
  let campaignFile: String
  let dataDirectory: String?
  let latestTime: Timestamp?
  private var log = IssueLog()

  init(campaignFile: String, dataDirectory: String?, latestTime: Timestamp?) {
    self.campaignFile = campaignFile
    self.dataDirectory = dataDirectory
    self.latestTime = latestTime
  }

  /// A change left no site of those that the file selects.
  struct NoSite: Error {}

  /// - Throws: `ValidationErrors`; `NoSite`.
  mutating func load(as change: CampaignChange? = nil) throws -> CampaignInputs {
    // Without the campaign file nothing else is known, so its issues stand alone.
    var campaign = try CampaignFile(InputFile(path: campaignFile))
    change?.apply(to: &campaign)
    let mapping = try readMapping(campaign)
    var file = try readChecklist(campaign, mapping)
    try readCriteria(campaign, into: &file)
    let profile = file.flatMap { chosenProfile(campaign, of: $0.checklist) }
    let checklist = file.map { file in profile.map(file.checklist.refined) ?? file.checklist }
    let regions = try readRegions(campaign, mapping)
    let register = try readSites(campaign, mapping, regions)

    let resolver = SelectionResolver(selection: campaign.select, location: .init(file: campaignFile))
    let selection = profile.flatMap { file?.checklist.selection(by: $0) }
    let items = checklist.map { resolver.items(of: $0, within: selection, log: &log) } ?? []
    guard let register, let regions else { throw errors }
    var selected = resolver.sites(of: register, regions: regions, log: &log)
    if let includes = change?.includes, !selected.isEmpty {
      selected = selected.filter { includes(register.sites[$0].id) }
      if selected.isEmpty, log.isEmpty { throw NoSite() }
    }
    let types = Set(selected.map { register.sites[$0].type })
    let itemsByType =
      checklist.map { resolver.items(of: $0, within: items, ofTypes: types, log: &log) } ?? [:]
    let qualifications = try readQualifications(campaign, checklist)
    let index = try readObservations(campaign, mapping, register, selected: selected)
    let moment = campaign.asOf ?? index.latest
    if moment == nil {
      log.report(
        .init(file: campaignFile), field: "asOf", "is missing: no observation has a time to take instead")
    }
    if let asOf = campaign.asOf, let latestTime, asOf.moment > latestTime {
      log.report(.init(file: campaignFile), field: "asOf", ObservationRules.future(asOf.moment))
    }
    guard let checklist, let places = file?.places, !items.isEmpty, !selected.isEmpty else { throw errors }
    let inputs = CampaignInputs(
      campaign: campaign, checklist: checklist, checklistPlaces: places, regions: regions,
      sites: selected.map { register.sites[$0] },
      selectedItems: items, selectedItemsByType: itemsByType, qualifications: qualifications,
      defaultMoment: moment ?? .init(moment: Timestamp(milliseconds: 0), day: CivilDate(days: 0)),
      index: index, latestTime: latestTime)
    if !log.isEmpty {
      // The values may have faults too, and whoever corrects these wants to know of those.
      _ = try inputs.walk(log: &log) { _ in }
      throw errors
    }
    return inputs
  }

  /// One file may serve several roles, and what is wrong with it as a file shows in each of them.
  private var errors: ValidationErrors {
    var seen: Set<ValidationIssue> = []
    let issues = log.issues.filter { seen.insert($0).inserted }
    return ValidationErrors(issues: issues, total: log.total - log.issues.count + issues.count)
  }

  private mutating func readMapping(_ campaign: CampaignFile) throws -> MappingFile {
    guard let input = try open(campaign.mapping) else { return MappingFile() }
    return try log.collect { try MappingFile(input) } ?? MappingFile()
  }

  private mutating func readChecklist(
    _ campaign: CampaignFile, _ mapping: MappingFile
  ) throws -> ChecklistFile? {
    guard let input = try open(campaign.checklist) else { return nil }
    let before = log.total
    let file = ChecklistFile(input, mapping: mapping.checklist, log: &log)
    return log.total == before ? file : nil
  }

  private mutating func chosenProfile(_ campaign: CampaignFile, of checklist: Checklist) -> Checklist.Profile?
  {
    guard let name = campaign.profile else { return nil }
    if let profile = checklist.profile(name.text) { return profile }
    let ids = checklist.profiles.map(\.id)
    let known = ids.isEmpty ? "the checklist has none" : "known are \(ids.joined(separator: ", "))"
    log.report(
      name.issue("profile \"\(name.text)\" is unknown\(log.hint(for: name.text, among: ids)); \(known)"))
    return nil
  }

  private mutating func readCriteria(_ campaign: CampaignFile, into file: inout ChecklistFile?) throws {
    guard let path = campaign.criteria, let input = try open(path) else { return }
    guard let draft = CriteriaReader.file(input, log: &log), var checklist = file?.checklist else { return }
    if let own = checklist.criteria {
      return log.report(path.issue("the checklist has criteria of its own already (\(own.id))"))
    }
    CriteriaReader.apply(draft, to: &checklist, log: &log)
    file?.checklist = checklist
  }

  private mutating func readRegions(
    _ campaign: CampaignFile, _ mapping: MappingFile
  ) throws -> RegionTree? {
    guard let input = try open(campaign.regions) else { return nil }
    return RegionReader.read(input, mapping: mapping.regions, log: &log)
  }

  private mutating func readSites(
    _ campaign: CampaignFile, _ mapping: MappingFile, _ regions: RegionTree?
  ) throws -> SiteRegister? {
    guard let input = try open(campaign.sites) else { return nil }
    return SiteRegisterReader.read(input, regions: regions, mapping: mapping.sites, log: &log)
  }

  private mutating func readQualifications(
    _ campaign: CampaignFile, _ checklist: Checklist?
  ) throws -> QualificationGate? {
    guard let input = try open(campaign.inspectors), let checklist else { return nil }
    return QualificationReader(campaign: campaign, checklist: checklist).gate(input, log: &log)
  }

  private mutating func readObservations(
    _ campaign: CampaignFile, _ mapping: MappingFile, _ register: SiteRegister, selected: [Int]
  ) throws -> ObservationIndex {
    var indexer = ObservationIndexer(register, selected: selected, readsTimes: campaign.asOf == nil)
    for path in campaign.observations {
      guard let input = try open(path) else { continue }
      indexer.read(input, mapping: mapping.observations, campaign: campaign, log: &log)
    }
    return indexer.finish()
  }

  /// Opens a file that the campaign names; a file that is not there is an issue of the line that names it.
  private mutating func open(_ path: LocatedText?) throws -> InputFile? {
    guard let path else { return nil }
    let paths = InputPaths(campaignFile: campaignFile, dataDirectory: dataDirectory)
    let candidates = paths.candidates(for: path.text)
    guard let found = candidates.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      log.report(
        path.issue("\"\(path.text)\" does not exist; looked for \(candidates.joined(separator: " and "))"))
      return nil
    }
    return try log.collect { try InputFile(path: found) }
  }
}

import Inspection

/// The second pass over the observations: the sites in order, each with its runs.
struct ObservationWalk {
  private let inputs: CampaignInputs
  private var parsers: [any RunParser]
  private var assembler: InspectionAssembler
  private var nextRun = 0
  private var limit = ReadingLimit()
  private var summary = ObservationSummary()

  init(_ inputs: CampaignInputs) {
    self.inputs = inputs
    let items = inputs.checklist.items
    let names = items.map(\.id)
    let values = ValueReader(items)
    parsers = inputs.index.sources.map { source in
      switch source.format {
      case .csv(let layout): CSVRunParser(source, layout: layout, values: values, itemNames: names)
      case .jsonLines: JSONRunParser(source, values: values, itemNames: names)
      }
    }
    assembler = InspectionAssembler(
      inputs.campaign, itemNames: names, selected: inputs.selectedItems,
      qualifications: inputs.qualifications,
      fileNames: inputs.index.sources.map(\.file.name), latestTime: inputs.latestTime)
  }

  mutating func run(
    log: inout IssueLog, progress: ((CampaignInputs.Progress) -> Void)?,
    _ body: (SiteInspection) throws -> Void
  ) throws -> ObservationSummary {
    guard let first = inputs.sites.first else { return summary }
    let moment = inputs.defaultMoment
    var inspection = SiteInspection(
      siteIndex: 0, site: first, id: "", inspection: .init(observedAt: moment.moment, day: moment.day),
      values: Array(repeating: nil, count: inputs.checklist.items.count), evidence: [], accepted: [],
      rowCount: 0)
    var records = SiteObservations()
    for (ordinal, site) in inputs.sites.enumerated() {
      inspection.siteIndex = ordinal
      inspection.site = site
      records.removeAll()
      let hasRecords = readRuns(of: ordinal, into: &records, log: &log)
      summary.sites += 1
      if hasRecords {
        try assembler.assemble(&records, into: &inspection, summary: &summary, log: &log) {
          if $1.isEmpty { try body($0) }
        }
      } else {
        clear(&inspection)
        if log.isEmpty { try body(inspection) }
      }
      if let progress, summary.sites % 1_000 == 0 || summary.sites == inputs.sites.count {
        progress(
          .init(
            sitesDone: summary.sites, siteCount: inputs.sites.count, inspections: summary.inspections))
      }
    }
    return summary
  }

  private mutating func readRuns(
    of site: Int, into records: inout SiteObservations, log: inout IssueLog
  ) -> Bool {
    var hasRecords = false
    while nextRun < inputs.index.runs.count, inputs.index.runs[nextRun].site == Int32(site) {
      let run = inputs.index.runs[nextRun]
      parsers[Int(run.source)].parse(run, into: &records, log: &log)
      limit.count(Int(run.length), of: inputs.index.sources.lazy.map(\.file))
      hasRecords = true
      nextRun += 1
    }
    return hasRecords
  }

  private mutating func clear(_ inspection: inout SiteInspection) {
    summary.sitesWithoutRecords += 1
    summary.inspections += 1
    let moment = inputs.defaultMoment
    inspection.id = ""
    inspection.inspection = .init(observedAt: moment.moment, day: moment.day)
    inspection.rowCount = 0
    inspection.evidence = []
    inspection.accepted = []
    for item in inspection.values.indices { inspection.values[item] = nil }
  }
}

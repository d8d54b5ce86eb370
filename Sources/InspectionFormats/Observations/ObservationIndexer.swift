import Inspection

/// The first pass over the observations: which site each row belongs to.
///
/// It reports files that cannot be read, rows that are no rows, and unknown sites; all else is the second
/// pass's, so that nothing is reported twice.
struct ObservationIndexer {
  private(set) var index = ObservationIndex()
  private var sites: SiteLookup
  private let siteNames: [String]
  /// Whether the latest time is asked for; reading times costs more than all else here.
  let readsTimes: Bool

  init(_ register: SiteRegister, selected: [Int], readsTimes: Bool) {
    sites = SiteLookup(register, selected: selected)
    siteNames = register.sites.count <= 5_000 ? register.sites.map(\.id) : []
    self.readsTimes = readsTimes
  }

  mutating func read(
    _ file: InputFile, mapping: ObservationsMapping?, campaign: CampaignFile, log: inout IssueLog
  ) {
    switch file.nameParts.suffix {
    case "csv": readCSV(file, mapping: mapping, campaign: campaign, log: &log)
    case "jsonl" where mapping != nil:
      log.report(file.location(), "the mapping of observations applies to CSV, not to JSON lines")
    case "jsonl": readJSON(file, campaign: campaign, log: &log)
    default: log.report(file.location(), "observations are a file named .csv or .jsonl")
    }
  }

  private mutating func readCSV(
    _ file: InputFile, mapping: ObservationsMapping?, campaign: CampaignFile, log: inout IssueLog
  ) {
    guard var table = CSVTable<ObservationColumn>(file, mapping: mapping?.role, log: &log) else { return }
    let zone = mapping?.timeZone ?? campaign.timeZone
    let source = index.add(
      ObservationSource(
        file: file, format: .csv(table.layout), zone: zone,
        countsBlankItems: mapping?.countsBlankItems ?? false))
    var moments = MomentReader(zone: zone)
    let before = log.total
    var isEmpty = true
    var limit = ReadingLimit()
    while table.next(log: &log) {
      isEmpty = false
      limit.count(table.row.end - table.row.offset, of: CollectionOfOne(file))
      guard table.row.end - table.row.offset <= ObservationIndex.maximumRowLength else {
        log.report(table.location, "the row is longer than \(ObservationIndex.maximumRowLength >> 20) MB")
        continue
      }
      if readsTimes, let moment = table.withBytes(.observedAt, { moments.read($0) }) { index.see(moment) }
      switch table.withBytes(.site, { sites.find($0) }) {
      case .site(let site):
        index.addRow(
          site: site, source: source, offset: table.row.offset, end: table.row.end, line: table.row.line)
      case .notSelected: break
      case .unknown: log.report(table.issue(.site, unknown(table.text(.site), log: log)))
      }
    }
    if isEmpty, log.total == before { log.report(file.location(), "has a header, but no observations") }
  }

  private mutating func readJSON(_ file: InputFile, campaign: CampaignFile, log: inout IssueLog) {
    guard file.checkText(&log) else { return }
    let source = index.add(
      ObservationSource(file: file, format: .jsonLines, zone: campaign.timeZone, countsBlankItems: false))
    var moments = MomentReader(zone: campaign.timeZone)
    var lines = JSONLines(file)
    var limit = ReadingLimit()
    while let line = lines.next() {
      limit.count(line.next - line.start, of: CollectionOfOne(file))
      let location = file.location(line: line.number)
      guard line.next - line.start <= ObservationIndex.maximumRowLength else {
        log.report(location, "the line is longer than \(ObservationIndex.maximumRowLength >> 20) MB")
        continue
      }
      var scanner = JSONScanner(file.bytes, offset: line.start, end: line.end)
      do throws(JSONFault) {
        guard let site = try findSite(&scanner, moments: &moments) else {
          log.report(location, field: "site", "is missing")
          continue
        }
        switch scanner.withBytes(of: site, { sites.find($0.trimmed) }) {
        case .site(let site):
          index.addRow(
            site: site, source: source, offset: line.start, end: line.next, line: line.number)
        case .notSelected: break
        case .unknown: log.report(location, field: "site", unknown(scanner.text(of: site), log: log))
        }
      } catch {
        log.report(location, "column \(error.offset - line.start + 1): \(error.message)")
      }
    }
  }

  /// Reads only as far as is needed; the keys that this pass wants mostly come first.
  private mutating func findSite(
    _ scanner: inout JSONScanner, moments: inout MomentReader
  ) throws(JSONFault) -> JSONScanner.Token? {
    var site: JSONScanner.Token?
    var wantsTime = readsTimes
    var isFirst = true
    try scanner.beginObject()
    while site == nil || wantsTime, let key = try scanner.nextKey(isFirst: &isFirst) {
      if scanner.withBytes(of: key, { $0.elementsEqual("site".utf8) }) {
        switch try scanner.scalar() {
        case .string(let token), .bare(let token): site = token
        case .null: break
        }
      } else if wantsTime, scanner.withBytes(of: key, { $0.elementsEqual("observed_at".utf8) }) {
        wantsTime = false
        if case .string(let token) = try scanner.scalar(),
          let moment = scanner.withBytes(of: token, { moments.read($0.trimmed) })
        {
          index.see(moment)
        }
      } else {
        try scanner.skipValue()
      }
    }
    return site
  }

  private func unknown(_ site: String, log: IssueLog) -> String {
    site.isEmpty
      ? "is missing"
      : "site \"\(site)\" is not in the register\(log.hint(for: site, among: siteNames))"
  }

  mutating func finish() -> ObservationIndex {
    index.finish()
    return index
  }
}

package import Inspection

/// Reads a site register in CSV (`.csv`) or JSON lines (`.jsonl`).
package enum SiteRegisterReader {
  /// - Throws: `ValidationErrors` with everything that is wrong with the file.
  package static func read(
    _ input: InputFile, regions: RegionTree, mapping: RoleMapping? = nil
  ) throws -> SiteRegister {
    var log = IssueLog()
    let register = read(input, regions: regions, mapping: mapping, log: &log)
    try log.throwIfAny()
    return register ?? SiteRegister()
  }

  static func read(
    _ input: InputFile, regions: RegionTree?, mapping: RoleMapping?, log: inout IssueLog
  ) -> SiteRegister? {
    var builder = SiteRegisterBuilder(regions: regions, mergesRepeats: mapping?.mergesRepeats ?? false)
    let before = log.total
    switch input.nameParts.suffix {
    case "csv": readCSV(input, mapping: mapping, into: &builder, log: &log)
    case "jsonl" where mapping != nil:
      log.report(input.location(), "the mapping of sites applies to CSV, not to JSON lines")
    case "jsonl": readJSON(input, into: &builder, log: &log)
    default: log.report(input.location(), "a site register is a file named .csv or .jsonl")
    }
    if builder.register.sites.isEmpty, log.total == before { log.report(input.location(), "has no sites") }
    return log.total == before ? builder.register : nil
  }

  private static func readCSV(
    _ input: InputFile, mapping: RoleMapping?, into builder: inout SiteRegisterBuilder, log: inout IssueLog
  ) {
    guard var table = CSVTable<SiteColumn>(input, mapping: mapping, log: &log) else { return }
    while table.next(log: &log) {
      var draft = SiteDraft(location: table.location)
      for column in SiteColumn.allCases { draft.fields[column] = table.located(column) }
      builder.add(draft, log: &log)
    }
  }

  private static func readJSON(
    _ input: InputFile, into builder: inout SiteRegisterBuilder, log: inout IssueLog
  ) {
    guard input.checkText(&log) else { return }
    var lines = JSONLines(input)
    while let line = lines.next() {
      var scanner = JSONScanner(input.bytes, offset: line.start, end: line.end)
      let location = input.location(line: line.number)
      do throws(JSONFault) {
        let draft = try draft(&scanner, at: location, log: &log)
        builder.add(draft, log: &log)
      } catch {
        log.report(location, "column \(error.offset - line.start + 1): \(error.message)")
      }
    }
  }

  private static func draft(
    _ scanner: inout JSONScanner, at location: ValidationIssue.Location, log: inout IssueLog
  ) throws(JSONFault) -> SiteDraft {
    var draft = SiteDraft(location: location)
    var isFirst = true
    try scanner.beginObject()
    while let token = try scanner.nextKey(isFirst: &isFirst) {
      let key = scanner.text(of: token)
      guard let column = SiteColumn.allCases.first(where: { $0.name == key }) else {
        log.report(location, field: key, "unknown key\(log.hint(for: key, among: SiteColumn.names))")
        try scanner.skipValue()
        continue
      }
      if draft.fields[column] != nil { log.report(location, field: key, "is given twice") }
      switch try scanner.scalar() {
      case .null: break
      case .bare(let token), .string(let token):
        draft.fields[column] = LocatedText(
          scanner.text(of: token).trimmingBlanks(), at: location, field: key)
      }
    }
    try scanner.expectEnd()
    return draft
  }
}

package import Inspection

/// Reads a table of regions.
package enum RegionReader {
  /// - Throws: `ValidationErrors` with everything that is wrong with the file.
  package static func read(_ input: InputFile, mapping: RegionsMapping? = nil) throws -> RegionTree {
    var log = IssueLog()
    guard let tree = read(input, mapping: mapping, log: &log) else {
      throw ValidationErrors(issues: log.issues, total: log.total)
    }
    return tree
  }

  static func read(_ input: InputFile, mapping: RegionsMapping?, log: inout IssueLog) -> RegionTree? {
    guard var table = CSVTable<RegionColumn>(input, mapping: mapping?.role, log: &log) else { return nil }
    let before = log.total
    var regions: [Region] = mapping?.root.map { [$0] } ?? []
    var lines: [String: Int] = mapping?.root.map { [$0.code: 1] } ?? [:]
    while table.next(log: &log) {
      let code = table.located(.code)
      if let fault = Identifier.fault(in: code.text) {
        log.report(code.issue(fault))
        continue
      }
      if let first = lines[code.text] {
        if mapping?.role.mergesRepeats != true {
          log.report(code.issue("region \"\(code.text)\" is already on line \(first)"))
        }
        continue
      }
      lines[code.text] = table.row.line
      let (name, parent) = (table.text(.name), table.text(.parent))
      regions.append(
        Region(
          code: code.text, name: name.isEmpty ? code.text : name,
          parent: parent.isEmpty ? mapping?.root?.code : parent, level: table.text(.level)))
    }
    if regions.isEmpty, log.total == before { log.report(input.location(), "has a header, but no regions") }
    switch RegionTree.build(regions) {
    case .success(let tree): return log.total == before ? tree : nil
    case .failure(let faults):
      for fault in faults.faults { report(fault, lines: lines, codes: regions, in: table, input, log: &log) }
      return nil
    }
  }

  private static func report(
    _ fault: RegionTree.Fault, lines: [String: Int], codes: [Region], in table: CSVTable<RegionColumn>,
    _ input: InputFile, log: inout IssueLog
  ) {
    func report(_ code: String, _ column: RegionColumn, _ message: String) {
      log.report(input.location(line: lines[code]), field: table.layout.fieldName(of: column), message)
    }
    switch fault {
    case .duplicateCode(let code): report(code, .code, "region \"\(code)\" is there twice")
    case .missingParent(let code, let parent):
      let hint = log.hint(for: parent, among: codes.map(\.code))
      report(code, .parent, "region \"\(parent)\" is not in the file\(hint)")
    case .cycle(let code): report(code, .parent, "region \"\(code)\" lies in itself, over its parents")
    case .tooDeep(let code):
      report(code, .parent, "region \"\(code)\" lies deeper than \(RegionTree.maximumDepth) levels")
    }
  }
}

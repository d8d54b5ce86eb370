package import Inspection

/// A checklist in a file, in YAML (`.yaml`, `.yml`) or CSV (`.csv`).
package struct ChecklistFile: Sendable {
  package static let extensions = ["yaml", "yml", "csv"]

  package var checklist: Checklist
  package var places: ChecklistPlaces

  /// - Throws: `ValidationErrors` with everything that is wrong with the file.
  package init(_ input: InputFile, mapping: ChecklistMapping? = nil) throws {
    var log = IssueLog()
    let file = Self(input, mapping: mapping, log: &log)
    try log.throwIfAny()
    guard let file else { throw ValidationErrors(ValidationIssue(input.location(), "cannot be read")) }
    self = file
  }

  init?(_ input: InputFile, mapping: ChecklistMapping?, log: inout IssueLog) {
    guard let builder = Self.builder(input, mapping: mapping, log: &log) else { return nil }
    checklist = builder.build(log: &log)
    places = builder.places
  }

  /// The checklist alone.
  package static func read(_ input: InputFile, mapping: ChecklistMapping? = nil) throws -> Checklist {
    try ChecklistFile(input, mapping: mapping).checklist
  }

  private static func builder(
    _ input: InputFile, mapping: ChecklistMapping?, log: inout IssueLog
  ) -> ChecklistBuilder? {
    let (stem, suffix) = input.nameParts
    switch suffix {
    case "yaml" where mapping != nil, "yml" where mapping != nil:
      log.report(input.location(), "the mapping of checklists applies to CSV, not to YAML")
      return nil
    case "yaml", "yml": return YAMLChecklistReader.read(input, defaultID: stem, log: &log)
    case "csv":
      if let fault = ForeignBytes.fault(in: input) {
        log.report(fault)
        return nil
      }
      return CSVChecklistReader.read(input, mapping: mapping, defaultID: stem, log: &log)
    default:
      log.report(input.location(), "a checklist is a file named .yaml, .yml or .csv")
      return nil
    }
  }
}

extension InputFile {
  /// The file's name without folders, and its lower-case extension.
  var nameParts: (stem: String, suffix: String) {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return (last, "") }
    return (String(last[..<dot]), last[last.index(after: dot)...].lowercased())
  }
}

import Inspection

/// The first row of a CSV file: which column stands where.
struct TableHeader {
  let names: [String]
  let positions: [String: Int]
  let location: ValidationIssue.Location

  /// - Returns: nil, with issues in `log`, when no column can be found by its name.
  init?(_ names: [String], at location: ValidationIssue.Location, log: inout IssueLog) {
    var positions: [String: Int] = [:]
    var isSound = true
    for (index, name) in names.enumerated() where !name.isEmpty {
      guard let first = positions[name] else {
        positions[name] = index
        continue
      }
      log.report(location, field: name, "columns \(first + 1) and \(index + 1) have the same name")
      isSound = false
    }
    self.names = names
    self.positions = positions
    self.location = location
    if !isSound { return nil }
  }

  /// What to say of a column that is not there.
  static func missing(_ name: String, in table: String, has names: [String]) -> String {
    let names = names.filter { !$0.isEmpty }.sorted()
    return "column \"\(name)\" is not in \(table)\(NearestName.hint(for: name, among: names));"
      + " it has \(names.joined(separator: ", "))"
  }
}

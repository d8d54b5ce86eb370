import Inspection

/// Warnings for people, each with its place.
enum WarningTable {
  static func text(_ warnings: IssueLog) -> String {
    let rows = warnings.issues.map { issue in
      let place = issue.location.line.map { "\(issue.location.file):\($0)" } ?? issue.location.file
      return [place, issue.field, issue.message]
    }
    let rest = warnings.total - warnings.issues.count
    return PlainTable.text([["PLACE", "FIELD", "WARNING"]] + rows)
      + (rest > 0 ? "\n... and \(rest) more" : "")
      + "\n\(warnings.total) warning\(warnings.total == 1 ? "" : "s")"
  }
}

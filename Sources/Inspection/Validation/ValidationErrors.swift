/// Everything that is wrong with a set of inputs, thrown at once after all of it was read.
package struct ValidationErrors: Error, Sendable, CustomStringConvertible {
  /// The first issues, in reading order.
  package let issues: [ValidationIssue]
  /// How many issues there are in all; more than `issues.count` when the list was cut.
  package let total: Int

  package init(issues: [ValidationIssue], total: Int) {
    self.issues = issues
    self.total = total
  }

  package init(_ issue: ValidationIssue) {
    self.init(issues: [issue], total: 1)
  }

  package var description: String {
    var lines = issues.map(\.description)
    if total > issues.count { lines.append("... and \(total - issues.count) more") }
    return lines.joined(separator: "\n")
  }
}

import Foundation
import Inspection
package import Responsibility

/// A policy as a file says it (YAML), with the places of its rows.
package struct PolicyFile: Sendable {
  package let policy: Policy
  /// Of the rows of `Policy.duties`.
  let dutyPlaces: [ValidationIssue.Location]
  /// Of the rows of `Policy.escalation`.
  let stepPlaces: [ValidationIssue.Location]
  let headPlaces: [String: ValidationIssue.Location]

  private static let keys = [
    "policy", "title", "timeZone", "weekdays", "holidays", "duties", "heads", "absences", "deadlines",
    "escalation",
  ]

  /// - Throws: `ValidationErrors` with everything that is wrong with the file and those that it names.
  package init(path: String) throws {
    let input = try InputFile(path: path)
    let folder = (path as NSString).deletingLastPathComponent
    try self.init(input) { name in
      try InputFile(
        path: name.hasPrefix("/") || folder.isEmpty ? name : "\(folder)/\(name)", name: name)
    }
  }

  /// - Parameter open: gives a file that the policy names.
  package init(_ input: InputFile, open: (String) throws -> InputFile) throws {
    var log = IssueLog()
    var reader = PolicyReader()
    if let root = YAMLObject(input, keys: Self.keys, log: &log) {
      try reader.read(root, open: open, log: &log)
    }
    try log.throwIfAny()
    policy = reader.policy
    dutyPlaces = reader.dutyPlaces
    stepPlaces = reader.stepPlaces
    headPlaces = reader.headPlaces
  }
}

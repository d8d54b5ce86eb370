package import Inspection

/// What a person wants to be done about some hazards: about all of them, or about none.
package struct RectificationCommand: Sendable, Hashable {
  /// A hazard, and the version that the person saw of it; nil to act on whatever it is.
  package struct Target: Sendable, Hashable {
    package var hazard: HazardID
    package var version: Int?

    package init(_ hazard: HazardID, version: Int? = nil) {
      self.hazard = hazard
      self.version = version
    }
  }

  package static let maximumTargets = 1_000

  package var action: RectificationAction
  package var targets: [Target]
  /// When it was done, by the person's word.
  package var at: Timestamp
  package var person: String
  /// What the person acts as, such as `inspector` or `owner`; recorded, not judged.
  package var role: String
  package var reason: String
  /// References to photos or documents.
  package var evidence: [String]
  package var details: RectificationDetails
  /// Names the command, so that one that is sent again is not done again; empty for none.
  package var key: String

  package init(
    _ action: RectificationAction, _ targets: [Target], at: Timestamp, person: String, role: String = "",
    reason: String = "", evidence: [String] = [], details: RectificationDetails = RectificationDetails(),
    key: String = ""
  ) {
    self.action = action
    self.targets = targets
    self.at = at
    self.person = person
    self.role = role
    self.reason = reason
    self.evidence = evidence
    self.details = details
    self.key = key
  }
}

package import Inspection

/// Something that was done about a hazard. It is never changed.
package struct RectificationEvent: Sendable, Hashable {
  package var action: RectificationAction
  package var at: Timestamp
  /// Empty where the ledger itself did it.
  package var person: String
  package var role: String
  package var reason: String
  package var evidence: [String]
  package var details: RectificationDetails

  package init(
    _ action: RectificationAction, at: Timestamp, person: String = "", role: String = "",
    reason: String = "", evidence: [String] = [], details: RectificationDetails = RectificationDetails()
  ) {
    self.action = action
    self.at = at
    self.person = person
    self.role = role
    self.reason = reason
    self.evidence = evidence
    self.details = details
  }

  /// A command that was carried out.
  package init(_ command: RectificationCommand) {
    self.init(
      command.action, at: command.at, person: command.person, role: command.role, reason: command.reason,
      evidence: command.evidence, details: command.details)
  }
}

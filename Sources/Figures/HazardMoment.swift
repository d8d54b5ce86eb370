package import Inspection

/// A hazard as it stood at some moment: what figures count.
package struct HazardMoment: Sendable, Hashable {
  package var state: HazardState
  package var level: HazardLevel
  package var grade: RiskGrade
  package var firstFoundAt: Timestamp
  /// When the episode began.
  package var openedAt: Timestamp
  /// Nil unless it was closed or dismissed.
  package var closedAt: Timestamp?
  package var recurrences: Int
  /// When an acceptance, a fix on the spot or a passed re-inspection in the ledger ended it last; nil for never.
  package var verifiedAt: Timestamp?
  /// The deadline that is in force, of this episode; nil where none was set.
  package var dueAt: Timestamp?
  /// The first deadline of this episode, whatever extensions there were.
  package var originalDueAt: Timestamp?
  /// Whether somebody has to rectify it: open, and neither reported as done nor borne as a risk.
  package var isPending: Bool
  /// Who answered for it last, or whom the checklist names; may be empty.
  package var department: String
  /// The code of the region that it has climbed to since it is overdue; empty while it did not climb.
  package var climbedTo: String

  package init(
    state: HazardState, level: HazardLevel, grade: RiskGrade, firstFoundAt: Timestamp, openedAt: Timestamp,
    closedAt: Timestamp?, recurrences: Int, verifiedAt: Timestamp?, dueAt: Timestamp? = nil,
    originalDueAt: Timestamp? = nil, isPending: Bool, department: String = "", climbedTo: String = ""
  ) {
    self.state = state
    self.level = level
    self.grade = grade
    self.firstFoundAt = firstFoundAt
    self.openedAt = openedAt
    self.closedAt = closedAt
    self.recurrences = recurrences
    self.verifiedAt = verifiedAt
    self.dueAt = dueAt
    self.originalDueAt = originalDueAt
    self.isPending = isPending
    self.department = department
    self.climbedTo = climbedTo
  }

  /// Whether the ledger knows who verified that it is gone, since it was opened last.
  package var isVerified: Bool { state == .closed && verifiedAt.map { $0 >= openedAt } ?? false }
}

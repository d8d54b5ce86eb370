package import Inspection

/// A department that was called to a hazard (吹哨报到), and its clock.
package struct DepartmentCall: Sendable, Hashable {
  package static let maximumCount = 50

  package var department: String
  /// When it is to have checked in.
  package var due: Timestamp
  /// Nil while it has not.
  package var checkedInAt: Timestamp?
  /// Who checked in for it; empty while nobody has.
  package var person: String

  package init(department: String, due: Timestamp, checkedInAt: Timestamp? = nil, person: String = "") {
    self.department = department
    self.due = due
    self.checkedInAt = checkedInAt
    self.person = person
  }

  /// Whether it came too late, or has not come by now though it should have.
  package func isLate(at now: Timestamp) -> Bool { (checkedInAt ?? now) > due }

  /// Whether it is this department that has not checked in yet. Upper and lower case do not matter.
  package func awaits(_ other: String) -> Bool { checkedInAt == nil && department.isSame(as: other) }
}

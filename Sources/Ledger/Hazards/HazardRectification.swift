package import Inspection
package import Rectification

/// Where the rectification of a hazard stands.
package struct HazardRectification: Sendable, Hashable {
  package var state: RectificationState
  /// Grows with everything that happens to the hazard; what a command is held against.
  package var version: Int
  /// Empty while nobody answers for it.
  package var owner: String
  package var department: String
  /// Who reported it as rectified, until that is verified or rejected; empty otherwise.
  package var rectifiedBy: String
  /// While the risk is accepted.
  package var riskAcceptedUntil: Timestamp?
  /// While it is a duplicate.
  package var original: HazardID?
  /// How often it was reported as rectified and was not.
  package var failuresToAbate: Int
  /// The deadline that is in force; nil while none was set.
  package var dueAt: Timestamp?
  /// The first deadline of the episode, whatever extensions there were.
  package var originalDueAt: Timestamp?
  package var extensions = 0
  /// How many steps of the region ladder it has climbed since its deadline.
  package var escalations = 0
  /// Who was told last that it is overdue; empty while nobody was.
  package var escalatedTo = ""
  /// The executive who took charge; empty while nobody has.
  package var executive = ""
  /// Whether it is handled before others.
  package var isGreenChannel = false
  /// Since when it is under listed supervision; nil while it is not.
  package var supervisedSince: Timestamp?
  /// Whether a department was called that has not checked in.
  package var isAwaiting = false

  package init(
    state: RectificationState, version: Int, owner: String = "", department: String = "",
    rectifiedBy: String = "", riskAcceptedUntil: Timestamp? = nil, original: HazardID? = nil,
    failuresToAbate: Int = 0
  ) {
    self.state = state
    self.version = version
    self.owner = owner
    self.department = department
    self.rectifiedBy = rectifiedBy
    self.riskAcceptedUntil = riskAcceptedUntil
    self.original = original
    self.failuresToAbate = failuresToAbate
  }

  package init(_ course: RectificationCourse) {
    self.init(
      state: course.state, version: course.version, owner: course.owner, department: course.department,
      rectifiedBy: course.rectifiedBy, riskAcceptedUntil: course.riskAcceptedUntil,
      original: course.original, failuresToAbate: course.failuresToAbate)
    dueAt = course.dueAt
    originalDueAt = course.originalDueAt
    extensions = course.extensions
    escalations = course.escalations
    escalatedTo = course.escalatedTo
    executive = course.executive
    isGreenChannel = course.isGreenChannel
    supervisedSince = course.supervisedSince
    isAwaiting = course.calls.contains { $0.checkedInAt == nil }
  }

  /// Whether it should have been rectified by then, by the deadline that is in force.
  package func isOverdue(at now: Timestamp) -> Bool {
    RectificationAction.escalate.origins.contains(state) && dueAt.map { $0 < now } ?? false
  }

  /// What may be commanded now.
  package var allowed: [RectificationAction] {
    RectificationAction.allowed(
      in: state, hasDeadline: dueAt != nil, isSupervised: supervisedSince != nil, isAwaiting: isAwaiting)
  }
}

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
  }

  /// What may be commanded now.
  package var allowed: [RectificationAction] { RectificationAction.allowed(in: state) }
}

package import Figures
package import Inspection
package import Rectification

extension HazardMoment {
  /// A hazard as it stood at a moment, by what had happened to it by then. Nothing that happened later matters, not
  /// even an acceptance that the record dates behind it.
  ///
  /// - Parameters:
  ///   - events: in the order in which they were carried out.
  ///   - fallback: the department that the checklist names.
  /// - Returns: nil where it had not been found yet.
  package init?(
    at time: Timestamp, _ sightings: [HazardHistory.Sighting], _ events: [RectificationEvent],
    department fallback: String
  ) {
    let known = sightings.filter { $0.foundAt <= time }.map { sighting in
      var sighting = sighting
      if let acceptedAt = sighting.acceptedAt, acceptedAt > time { sighting.acceptedAt = nil }
      return sighting
    }
    let done = Array(events.prefix { $0.at <= time })
    guard let history = HazardHistory(known, endings: done.endings) else { return nil }
    let course = RectificationCourse(
      done,
      RectificationCourse.Findings(
        times: known.map(\.foundAt), openedAt: history.openedAt, closedAt: history.closedAt))
    let climb = course.escalations > 0 ? done.last { $0.action == .escalate } : nil
    self.init(
      state: history.state, level: history.level, grade: history.grade, firstFoundAt: history.firstFoundAt,
      openedAt: history.openedAt, closedAt: history.closedAt, recurrences: history.recurrences,
      verifiedAt: done.last { $0.action.verifies }?.at, dueAt: course.dueAt,
      originalDueAt: course.originalDueAt, isPending: history.state == .open && course.isPending,
      department: course.department.isEmpty ? fallback : course.department,
      climbedTo: climb?.details.region ?? "")
  }
}

extension RectificationAction {
  /// Whether it ends a hazard by somebody's or something's verifying that it is gone.
  package var verifies: Bool {
    self == .accept || self == .fixOnTheSpot || self == .passReinspection
  }
}

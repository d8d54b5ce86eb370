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
    let done = events.prefix { $0.at <= time }
    guard let history = HazardHistory(known, endings: done.endings) else { return nil }
    let owner = done.last { $0.action.namesOwner }
    self.init(
      state: history.state, level: history.level, grade: history.grade, firstFoundAt: history.firstFoundAt,
      openedAt: history.openedAt, closedAt: history.closedAt, recurrences: history.recurrences,
      verifiedAt: done.last { $0.action.verifies }?.at,
      department: owner.flatMap { $0.action == .denyResponsibility ? nil : $0.details.department }
        .flatMap { $0.isEmpty ? nil : $0 } ?? fallback)
  }
}

extension RectificationAction {
  /// Whether it ends a hazard by somebody's or something's verifying that it is gone.
  package var verifies: Bool {
    self == .accept || self == .fixOnTheSpot || self == .passReinspection
  }

  /// Whether it says who answers for the hazard from then on, or that nobody does.
  fileprivate var namesOwner: Bool { self == .assign || self == .handOff || self == .denyResponsibility }
}

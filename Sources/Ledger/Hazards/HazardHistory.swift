package import Inspection
package import Rectification

/// A hazard's standing, computed from everything that was ever found and accepted of it.
///
/// Every finding opens an interval from the time when it was found to the time when its rectification was
/// accepted, or to no end. The hazard is open while any interval is. This makes the standing a function of the
/// set of findings, whatever order they arrive in:
///
/// - found for the first time: **created**;
/// - found while open (also at the very moment of an acceptance): **untouched**, one more sighting;
/// - the last open interval ends: **closed**;
/// - found after that: **reactivated**, one more recurrence.
///
/// What people did about it in the ledger (`HazardEnding`) ends every interval that had begun by then. What is found
/// after a dismissal makes the hazard open again, but is no recurrence.
package struct HazardHistory: Sendable, Hashable {
  /// One check that failed for this hazard.
  package struct Sighting: Sendable, Hashable {
    package var foundAt: Timestamp
    /// Nil while its rectification is not accepted.
    package var acceptedAt: Timestamp?
    package var level: HazardLevel
    package var grade: RiskGrade
    package var reason: String
    /// With `seq`, breaks ties between findings of the same moment.
    package var campaign: String
    package var seq: UInt64

    package init(
      foundAt: Timestamp, acceptedAt: Timestamp?, level: HazardLevel, grade: RiskGrade, reason: String,
      campaign: String, seq: UInt64
    ) {
      self.foundAt = foundAt
      self.acceptedAt = acceptedAt
      self.level = level
      self.grade = grade
      self.reason = reason
      self.campaign = campaign
      self.seq = seq
    }
  }

  package private(set) var state: HazardState
  /// The worst of the current episode.
  package private(set) var level: HazardLevel
  /// The worst of the current episode.
  package private(set) var grade: RiskGrade
  /// Of the latest sighting.
  package private(set) var reason: String
  package private(set) var firstFoundAt: Timestamp
  package private(set) var lastFoundAt: Timestamp
  /// When the current episode began: the first finding since the hazard was last closed.
  package private(set) var openedAt: Timestamp
  /// Nil while open.
  package private(set) var closedAt: Timestamp?
  package private(set) var sightings: Int
  /// How often it came back after it had been closed.
  package private(set) var recurrences: Int
  /// The end of the interval that ends last; nil while one has no end.
  private var coveredUntil: HazardEnding?

  /// - Parameter endings: in the order of their times.
  /// - Returns: nil for no sighting at all.
  package init?(_ sightings: [Sighting], endings: [HazardEnding] = []) {
    let ordered = sightings.sorted(by: Self.precedes)
    guard let first = ordered.first else { return nil }
    self.init(first: first, end: first.end(endings))
    for sighting in ordered.dropFirst() { add(sighting, end: sighting.end(endings)) }
    closedAt = coveredUntil?.at
    if let coveredUntil { state = coveredUntil.isDismissal ? .dismissed : .closed }
  }

  private init(first: Sighting, end: HazardEnding?) {
    state = .open
    level = first.level
    grade = first.grade
    reason = first.reason
    firstFoundAt = first.foundAt
    lastFoundAt = first.foundAt
    openedAt = first.foundAt
    sightings = 1
    recurrences = 0
    coveredUntil = end
  }

  private mutating func add(_ sighting: Sighting, end: HazardEnding?) {
    sightings += 1
    lastFoundAt = sighting.foundAt
    reason = sighting.reason
    if let before = coveredUntil, sighting.foundAt > before.at {
      if !before.isDismissal { recurrences += 1 }
      openedAt = sighting.foundAt
      level = sighting.level
      grade = sighting.grade
      coveredUntil = end
    } else {
      level = max(level, sighting.level)
      grade = max(grade, sighting.grade)
      coveredUntil = Self.later(coveredUntil, end)
    }
  }

  /// Nil stands for no end.
  private static func later(_ a: HazardEnding?, _ b: HazardEnding?) -> HazardEnding? {
    guard let a, let b else { return nil }
    return a.at < b.at ? b : a
  }

  private static func precedes(_ a: Sighting, _ b: Sighting) -> Bool {
    if a.foundAt != b.foundAt { return a.foundAt < b.foundAt }
    return (a.campaign, a.seq) < (b.campaign, b.seq)
  }
}

extension HazardHistory.Sighting {
  /// What ends its interval first; nil for nothing.
  package func end(_ endings: [HazardEnding]) -> HazardEnding? {
    let recorded = acceptedAt.map { HazardEnding(at: $0, isDismissal: false) }
    guard let ending = endings.first(where: { $0.at >= foundAt }) else { return recorded }
    guard let recorded, recorded.at <= ending.at else { return ending }
    return recorded
  }
}

package import Inspection

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
  /// When the interval that ends last does; nil while one has no end.
  private var coveredUntil: Timestamp?

  /// - Returns: nil for no sighting at all.
  package init?(_ sightings: [Sighting]) {
    let ordered = sightings.sorted(by: Self.precedes)
    guard let first = ordered.first else { return nil }
    self.init(first: first)
    for sighting in ordered.dropFirst() { add(sighting) }
    closedAt = coveredUntil
    state = closedAt == nil ? .open : .closed
  }

  private init(first: Sighting) {
    state = .open
    level = first.level
    grade = first.grade
    reason = first.reason
    firstFoundAt = first.foundAt
    lastFoundAt = first.foundAt
    openedAt = first.foundAt
    sightings = 1
    recurrences = 0
    coveredUntil = first.acceptedAt
  }

  private mutating func add(_ sighting: Sighting) {
    sightings += 1
    lastFoundAt = sighting.foundAt
    reason = sighting.reason
    if let end = coveredUntil, sighting.foundAt > end {
      recurrences += 1
      openedAt = sighting.foundAt
      level = sighting.level
      grade = sighting.grade
      coveredUntil = sighting.acceptedAt
    } else {
      level = max(level, sighting.level)
      grade = max(grade, sighting.grade)
      coveredUntil = Self.later(coveredUntil, sighting.acceptedAt)
    }
  }

  /// Nil stands for no end.
  private static func later(_ a: Timestamp?, _ b: Timestamp?) -> Timestamp? {
    guard let a, let b else { return nil }
    return max(a, b)
  }

  private static func precedes(_ a: Sighting, _ b: Sighting) -> Bool {
    if a.foundAt != b.foundAt { return a.foundAt < b.foundAt }
    return (a.campaign, a.seq) < (b.campaign, b.seq)
  }
}

import GRDB
import Inspection
import Ledger
import Rectification

/// A hazard with all that is known of it.
struct HazardCase {
  let key: Int64
  private let sightings: [HazardHistory.Sighting]
  private(set) var events: [RectificationEvent]
  /// How many of the events the database has.
  private var stored: Int
  private(set) var history: HazardHistory
  private(set) var course: RectificationCourse

  /// - Returns: nil for an unknown hazard.
  static func fetch(_ db: Database, key: Int64) throws -> HazardCase? {
    let sightings = try SightingRows.fetch(db, hazard: key)
    let events = try RectificationRows.fetch(db, hazard: key)
    return HazardCase(key: key, sightings: sightings, events: events)
  }

  init?(key: Int64, sightings: [HazardHistory.Sighting], events: [RectificationEvent]) {
    guard let history = HazardHistory(sightings, endings: events.endings) else { return nil }
    self.key = key
    self.sightings = sightings
    self.events = events
    stored = events.count
    self.history = history
    course = RectificationCourse(events, history.findings(at: sightings.map(\.foundAt)))
  }

  mutating func append(_ event: RectificationEvent) {
    events.append(event)
    guard let history = HazardHistory(sightings, endings: events.endings) else { return }
    self.history = history
    course = RectificationCourse(events, history.findings(at: sightings.map(\.foundAt)))
  }

  /// Appends what the passing of time brought about by then.
  mutating func settle(through time: Timestamp) {
    while let event = course.dueEvent(through: time) { append(event) }
  }

  /// Writes the events that are new, and how the hazard stands.
  mutating func write(_ run: IngestRun) throws {
    for number in stored..<events.count {
      try RectificationRows.insert(run.db, events[number], hazard: key, number: number + 1)
    }
    stored = events.count
    try run.update(history, key: key)
    try run.db.cachedStatement(
      sql: "INSERT OR REPLACE INTO rectification VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ).execute(arguments: [key] + StatementArguments(course.values(events: events.count)))
  }
}

extension HazardHistory {
  fileprivate func findings(at times: [Timestamp]) -> RectificationCourse.Findings {
    RectificationCourse.Findings(times: times, openedAt: openedAt, closedAt: closedAt)
  }
}

extension RectificationCourse {
  /// In the order of the table, from `state` on.
  func values(events: Int) -> [(any DatabaseValueConvertible)?] {
    [
      Int64(state.rawValue), version, events, owner, department, rectifiedBy,
      riskAcceptedUntil?.milliseconds, original.map { Int64(bitPattern: $0.rawValue) }, failuresToAbate,
    ]
  }
}

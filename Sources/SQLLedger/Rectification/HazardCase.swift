import Inspection
import Ledger
import Rectification
import Responsibility

/// A hazard with all that is known of it.
struct HazardCase {
  let key: Int64
  private let sightings: [HazardHistory.Sighting]
  private(set) var events: [RectificationEvent]
  /// How many of the events the database has.
  private var stored: Int
  private(set) var history: HazardHistory
  private(set) var course: RectificationCourse
  /// What a policy brings about; nil without one.
  var clock: HazardClock?

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

  /// What was found in the current episode.
  var currentSightings: [HazardFacts.Sighting] {
    sightings.filter { $0.foundAt >= history.openedAt }
      .map { HazardFacts.Sighting(at: $0.foundAt, level: $0.level, grade: $0.grade) }
  }

  /// What the passing of time does next.
  var nextEvent: RectificationEvent? { course.nextEvent ?? clock?.nextEvent(after: course) }

  /// Appends what the passing of time brought about by then.
  mutating func settle(through time: Timestamp) {
    while let event = nextEvent, event.at <= time { append(event) }
  }

  /// Writes the events that are new, and how the hazard stands.
  mutating func write(_ run: IngestRun) throws {
    for number in stored..<events.count {
      try RectificationRows.insert(run.db, events[number], hazard: key, number: number + 1)
    }
    stored = events.count
    try run.update(history, key: key)
    try run.db.cachedStatement(
      sql: """
        INSERT INTO rectification (hazard_id, \(RectificationCourse.columns), next_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (hazard_id) DO UPDATE SET \(RectificationCourse.replacing)
        """
    ).execute(
      arguments: [key] + StatementArguments(course.values(events: events.count))
        + [nextEvent?.at.milliseconds])
    try writeCalls(run.db)
  }

  private func writeCalls(_ db: Database) throws {
    guard events.contains(where: { $0.action == .whistle }) else { return }
    try db.cachedStatement(sql: "DELETE FROM department_call WHERE hazard_id = ?").execute(arguments: [key])
    for (number, call) in course.calls.enumerated() {
      try db.cachedStatement(sql: "INSERT INTO department_call VALUES (?, ?, ?, ?, ?, ?)").execute(
        arguments: [
          key, number, call.department, call.due.milliseconds, call.checkedInAt?.milliseconds, call.person,
        ])
    }
  }
}

extension HazardHistory {
  fileprivate func findings(at times: [Timestamp]) -> RectificationCourse.Findings {
    RectificationCourse.Findings(times: times, openedAt: openedAt, closedAt: closedAt)
  }
}

extension RectificationCourse {
  /// Of the table of standings, from `state` on.
  static let columns = """
    state, version, events, owner, department, rectified_by, until, original, failures, due_at,
    original_due_at, extensions, escalations, escalated_to, executive, green_channel, supervised_since
    """

  private static let names = columns.split(whereSeparator: { $0 == "," || $0.isWhitespace })

  static func columns(of table: String) -> String {
    names.map { "\(table).\($0)" }.joined(separator: ", ")
  }

  /// Puts a standing in the place of the one before.
  fileprivate static let replacing =
    (names + ["next_at"]).map { "\($0) = excluded.\($0)" }.joined(separator: ", ")

  /// In the order of `columns`.
  func values(events: Int) -> [(any SQLConvertible)?] {
    [
      Int64(state.rawValue), version, events, owner, department, rectifiedBy,
      riskAcceptedUntil?.milliseconds, original.map { Int64(bitPattern: $0.rawValue) }, failuresToAbate,
      dueAt?.milliseconds, originalDueAt?.milliseconds, extensions, escalations, escalatedTo, executive,
      isGreenChannel, supervisedSince?.milliseconds,
    ]
  }
}

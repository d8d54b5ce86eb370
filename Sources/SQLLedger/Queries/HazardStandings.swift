import Inspection
import Ledger
import Rectification

/// Holds every hazard against what its events come to.
enum HazardStandings {
  /// How many hazards do not stand as `HazardHistory` and `RectificationCourse` make them of all their events.
  static func countWrong(_ db: Database) throws -> Int {
    let hazards = try Row.fetchCursor(
      db,
      sql: """
        SELECT hazard.id, hazard.state, hazard.level, hazard.grade, hazard.reason, hazard.first_found_at,
          hazard.opened_at, hazard.last_found_at, hazard.closed_at, hazard.sightings, hazard.recurrences,
          \(RectificationCourse.columns(of: "rectification"))
        FROM hazard LEFT JOIN rectification ON rectification.hazard_id = hazard.id
        """)
    var wrong = 0
    while let row = try hazards.next() {
      let known = try HazardCase.fetch(db, key: row[0])
      let columns = Array(row.values.dropFirst())
      if known?.history.standing != Array(columns.prefix(10))
        || known.map(course) != Array(columns.dropFirst(10))
      {
        wrong += 1
      }
    }
    return wrong
  }

  /// How many events do not follow from those before them by the rules, as far as those can tell afterwards.
  static func countUnruly(_ db: Database) throws -> Int {
    let keys = try Int64.fetchCursor(db, sql: "SELECT hazard_id FROM rectification")
    var unruly = 0
    while let key = try keys.next() {
      unruly += RectificationRules.countUnruly(try RectificationRows.fetch(db, hazard: key))
    }
    return unruly
  }

  private static func course(_ hazard: HazardCase) -> [SQLValue] {
    let count = hazard.events.count
    guard count > 0 else { return Array(repeating: .null, count: hazard.course.values(events: 0).count) }
    return hazard.course.values(events: count).map { $0?.sqlValue ?? .null }
  }
}

extension HazardHistory {
  /// As the table should have it.
  fileprivate var standing: [SQLValue] {
    [
      Int64(state.rawValue).sqlValue, Int64(level.rawValue).sqlValue,
      Int64(grade.rawValue).sqlValue, reason.sqlValue, firstFoundAt.milliseconds.sqlValue,
      openedAt.milliseconds.sqlValue, lastFoundAt.milliseconds.sqlValue,
      (closedAt?.milliseconds).sqlValue, sightings.sqlValue, recurrences.sqlValue,
    ]
  }
}

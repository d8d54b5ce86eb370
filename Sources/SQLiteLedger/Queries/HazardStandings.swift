import GRDB
import Inspection
import Ledger

/// Holds every hazard against what its events come to.
enum HazardStandings {
  /// How many hazards do not stand as `HazardHistory` makes them of all their events.
  static func countWrong(_ db: Database) throws -> Int {
    let hazards = try Row.fetchCursor(
      db,
      sql: """
        SELECT id, state, level, grade, reason, first_found_at, opened_at, last_found_at, closed_at, sightings,
          recurrences FROM hazard
        """)
    var wrong = 0
    while let row = try hazards.next() {
      let history = HazardHistory(try SightingRows.fetch(db, hazard: row[0]))
      if history?.standing != Array(row.databaseValues.dropFirst()) { wrong += 1 }
    }
    return wrong
  }
}

extension HazardHistory {
  /// As the table should have it.
  fileprivate var standing: [DatabaseValue] {
    [
      Int64(state.rawValue).databaseValue, Int64(level.rawValue).databaseValue,
      Int64(grade.rawValue).databaseValue, reason.databaseValue, firstFoundAt.milliseconds.databaseValue,
      openedAt.milliseconds.databaseValue, lastFoundAt.milliseconds.databaseValue,
      closedAt?.milliseconds.databaseValue ?? .null, sightings.databaseValue, recurrences.databaseValue,
    ]
  }
}

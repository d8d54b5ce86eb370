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
      if history.map({ !matches(row, $0) }) ?? true { wrong += 1 }
    }
    return wrong
  }

  private static func matches(_ row: Row, _ history: HazardHistory) -> Bool {
    row[1] == history.state.rawValue && row[2] == history.level.rawValue && row[3] == history.grade.rawValue
      && row[4] == history.reason && row[5] == history.firstFoundAt.milliseconds
      && row[6] == history.openedAt.milliseconds && row[7] == history.lastFoundAt.milliseconds
      && row[8] as Int64? == history.closedAt?.milliseconds && row[9] == history.sightings
      && row[10] == history.recurrences
  }
}

import Inspection
import Ledger

/// What one transaction adds to the counts of hazards and events, summed up before it is written.
struct TallyDeltas {
  private struct Kind: Hashable {
    var region: Int64
    var state: HazardState
    var level: HazardLevel
    var grade: RiskGrade
  }

  private struct Counts {
    var hazards = 0
    var sightings = 0
    var recurrences = 0
  }

  /// Closed hazards of a region that took so many days.
  private struct Closure: Hashable {
    var region: Int64
    var days: Int64
  }

  private struct Closures {
    var hazards = 0
    var recurred = 0
  }

  private struct Day: Hashable {
    var day: Int32
    var kind: HazardEvent.Kind
  }

  private var hazards: [Kind: Counts] = [:]
  private var closures: [Closure: Closures] = [:]
  private var items: [Int64: Int] = [:]
  private var events: [Day: Int] = [:]

  mutating func add(_ history: HazardHistory, region: Int64, item: Int64) {
    let kind = Kind(region: region, state: history.state, level: history.level, grade: history.grade)
    hazards[kind, default: Counts()].hazards += 1
    hazards[kind, default: Counts()].sightings += history.sightings
    hazards[kind, default: Counts()].recurrences += history.recurrences
    items[item, default: 0] += 1
    guard history.state == .closed, let closedAt = history.closedAt else { return }
    // Who verified it, and by when it was to be closed, is told later, by what a trigger sees.
    let closure = Closure(
      region: region,
      days: (closedAt.milliseconds - history.openedAt.milliseconds) / ClosureSchema.day)
    closures[closure, default: Closures()].hazards += 1
    if history.recurrences > 0 { closures[closure, default: Closures()].recurred += 1 }
  }

  mutating func add(_ kind: HazardEvent.Kind, foundOn day: CivilDate) {
    events[Day(day: day.days, kind: kind), default: 0] += 1
  }

  func write(to db: Database) throws {
    let hazard = try HotStatement(
      db,
      """
      INSERT INTO hazard_tally (region_id, state, stage, level, grade, hazards, sightings, recurrences)
      VALUES (?, ?, 0, ?, ?, ?, ?, ?)
      \(TallySchema.adding)
      """)
    for (kind, counts) in hazards {
      try hazard.run(
        kind.region, Int64(kind.state.rawValue), Int64(kind.level.rawValue), Int64(kind.grade.rawValue),
        counts.hazards, counts.sightings, counts.recurrences)
    }
    let closure = try HotStatement(
      db,
      """
      INSERT INTO closure_tally (region_id, days, hazards, verified, recurred, with_deadline, in_time, in_first_time)
      VALUES (?, ?, ?, 0, ?, 0, 0, 0)
      \(ClosureSchema.adding)
      """)
    for (key, counts) in closures { try closure.run(key.region, key.days, counts.hazards, counts.recurred) }
    let item = try HotStatement(
      db,
      """
      INSERT INTO item_tally VALUES (?, ?)
      ON CONFLICT (item_id) DO UPDATE SET hazards = item_tally.hazards + excluded.hazards
      """)
    for (id, count) in items { try item.run(id, count) }
    let event = try HotStatement(
      db,
      """
      INSERT INTO event_tally VALUES (?, ?, ?)
      ON CONFLICT (found_day, kind) DO UPDATE SET events = event_tally.events + excluded.events
      """)
    for (day, count) in events { try event.run(Int64(day.day), Int64(day.kind.rawValue), count) }
  }
}

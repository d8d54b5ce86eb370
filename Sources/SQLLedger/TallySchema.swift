/// Counts that figures are made of, kept beside what they count: a figure then costs the regions and items that there
/// are, not the hazards. What changes is counted again by a trigger, so that nobody who changes a hazard can forget it;
/// what is new is counted by `TallyDeltas`, once a transaction, since a trigger would cost as much as the row.
enum TallySchema {
  static func tables(_ dialect: Dialect) -> String {
    """
    CREATE TABLE hazard_tally (
      region_id INTEGER NOT NULL, state INTEGER NOT NULL, level INTEGER NOT NULL, grade INTEGER NOT NULL,
      hazards INTEGER NOT NULL, sightings INTEGER NOT NULL, recurrences INTEGER NOT NULL,
      PRIMARY KEY (region_id, state, level, grade)
    ) WITHOUT ROWID;
    CREATE TABLE item_tally (item_id INTEGER PRIMARY KEY, hazards INTEGER NOT NULL);
    CREATE TABLE event_tally (
      found_day INTEGER NOT NULL, kind INTEGER NOT NULL, events INTEGER NOT NULL,
      PRIMARY KEY (found_day, kind)
    ) WITHOUT ROWID;

    \(dialect.trigger(
      "hazard_recounted", after: "UPDATE OF region_id, state, level, grade, sightings, recurrences", on: "hazard",
      hazard("OLD", sign: "-") + hazard("NEW", sign: "+")))
    INSERT INTO hazard_tally
      SELECT region_id, state, level, grade, COUNT(*), SUM(sightings), SUM(recurrences) FROM hazard
      GROUP BY region_id, state, level, grade;
    INSERT INTO item_tally SELECT item_id, COUNT(*) FROM hazard GROUP BY item_id;
    INSERT INTO event_tally SELECT found_day, kind, COUNT(*) FROM event GROUP BY found_day, kind;

    -- Hazards lie in a region in the order in which they are listed.
    DROP INDEX hazard_region;
    CREATE INDEX hazard_region ON hazard (region_id, level DESC, grade DESC, opened_at, id);

    """
  }

  private static func hazard(_ row: String, sign: String) -> String {
    """
    INSERT INTO hazard_tally
      VALUES (\(row).region_id, \(row).state, \(row).level, \(row).grade, \(sign)1, \(sign)\(row).sightings,
        \(sign)\(row).recurrences)
      \(adding);

    """
  }

  /// What becomes of a row of hazards that is there already.
  static let adding = """
    ON CONFLICT (region_id, state, level, grade) DO UPDATE SET hazards = hazard_tally.hazards + excluded.hazards,
      sightings = hazard_tally.sightings + excluded.sightings,
      recurrences = hazard_tally.recurrences + excluded.recurrences
    """

  /// Statements that each give a row for every count that is wrong.
  static let mistakes = [
    """
    SELECT * FROM (
      SELECT region_id, state, level, grade, COUNT(*), SUM(sightings), SUM(recurrences) FROM hazard
      GROUP BY region_id, state, level, grade
      EXCEPT SELECT * FROM hazard_tally WHERE hazards <> 0) AS wrong
    """,
    "SELECT 1 WHERE (SELECT COALESCE(SUM(hazards), 0) FROM hazard_tally) <> (SELECT COUNT(*) FROM hazard)",
    """
    SELECT * FROM (
      SELECT item_id, COUNT(*) FROM hazard GROUP BY item_id EXCEPT SELECT * FROM item_tally) AS wrong
    """,
    """
    SELECT * FROM (
      SELECT found_day, kind, COUNT(*) FROM event GROUP BY found_day, kind EXCEPT SELECT * FROM event_tally)
    AS wrong
    """,
  ]
}

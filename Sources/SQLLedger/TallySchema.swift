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
      counted(of: "OLD", stage: "", sign: "-", adding: unstaged) + counted(of: "NEW", stage: "", sign: "+", adding: unstaged)))
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

  /// Counts of hazards by what became of them as well; in the place of the former ones.
  static func staged(_ dialect: Dialect) -> String {
    """
    CREATE TABLE hazard_tally (
      region_id INTEGER NOT NULL, state INTEGER NOT NULL, stage INTEGER NOT NULL, level INTEGER NOT NULL,
      grade INTEGER NOT NULL, hazards INTEGER NOT NULL, sightings INTEGER NOT NULL, recurrences INTEGER NOT NULL,
      PRIMARY KEY (region_id, state, stage, level, grade)
    ) WITHOUT ROWID;
    \(dialect.trigger(
      "hazard_recounted", after: "UPDATE OF region_id, state, stage, level, grade, sightings, recurrences",
      on: "hazard",
      counted(of: "OLD", stage: "OLD.stage, ", sign: "-", adding: adding)
        + counted(of: "NEW", stage: "NEW.stage, ", sign: "+", adding: adding)))
    INSERT INTO hazard_tally
      SELECT region_id, state, stage, level, grade, COUNT(*), SUM(sightings), SUM(recurrences) FROM hazard
      GROUP BY region_id, state, stage, level, grade;
    """
  }

  private static func counted(of row: String, stage: String, sign: String, adding: String) -> String {
    """
    INSERT INTO hazard_tally
      VALUES (\(row).region_id, \(row).state, \(stage)\(row).level, \(row).grade, \(sign)1, \(sign)\(row).sightings,
        \(sign)\(row).recurrences)
      \(adding);

    """
  }

  private static let unstaged = adding("region_id, state, level, grade")

  /// What becomes of a row of hazards that is there already.
  static let adding = adding("region_id, state, stage, level, grade")

  private static func adding(_ key: String) -> String {
    """
    ON CONFLICT (\(key)) DO UPDATE SET hazards = hazard_tally.hazards + excluded.hazards,
      sightings = hazard_tally.sightings + excluded.sightings,
      recurrences = hazard_tally.recurrences + excluded.recurrences
    """
  }

  /// Statements that each give a row for every count that is wrong.
  static let mistakes = [
    """
    SELECT * FROM (
      SELECT region_id, state, stage, level, grade, COUNT(*), SUM(sightings), SUM(recurrences) FROM hazard
      GROUP BY region_id, state, stage, level, grade
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

/// Counts of closed hazards by the days that they took, kept beside them as `TallySchema` keeps its own: what is asked
/// of years of closed hazards then costs the regions and days that there are.
enum ClosureSchema {
  /// Milliseconds.
  static let day: Int64 = 86_400_000

  static func tables(_ dialect: Dialect) -> String {
    """
    DROP INDEX hazard_closed;
    CREATE INDEX hazard_closed ON hazard (region_id, (closed_at - opened_at)) WHERE state = 1;
    CREATE TABLE closure_tally (
      region_id INTEGER NOT NULL, days INTEGER NOT NULL, hazards INTEGER NOT NULL, verified INTEGER NOT NULL,
      recurred INTEGER NOT NULL, with_deadline INTEGER NOT NULL, in_time INTEGER NOT NULL,
      in_first_time INTEGER NOT NULL, PRIMARY KEY (region_id, days)
    ) WITHOUT ROWID;
    \(dialect.trigger(
      "hazard_reclosed",
      after: "UPDATE OF region_id, state, opened_at, closed_at, recurrences, verified_at, due_at, original_due_at",
      on: "hazard", when: "OLD.state = 1 OR NEW.state = 1", counted(of: "OLD", sign: "-") + counted(of: "NEW", sign: "")))
    INSERT INTO closure_tally \(counts);

    """
  }

  /// Closed hazards of all regions by the time that they took.
  static let ofAll = """
    CREATE INDEX hazard_closure ON hazard ((closed_at - opened_at)) WHERE state = 1;

    """

  private static func counted(of row: String, sign: String) -> String {
    """
    INSERT INTO closure_tally
      SELECT \(row).region_id, \(days(row)), \(sign)1, \(conditions(row).map { "\(sign)\($0)" }.joined(separator: ", "))
      WHERE \(row).state = 1
      \(adding);

    """
  }

  /// What becomes of a row of hazards that is there already.
  static let adding = """
    ON CONFLICT (region_id, days) DO UPDATE SET hazards = closure_tally.hazards + excluded.hazards,
      verified = closure_tally.verified + excluded.verified, recurred = closure_tally.recurred + excluded.recurred,
      with_deadline = closure_tally.with_deadline + excluded.with_deadline,
      in_time = closure_tally.in_time + excluded.in_time,
      in_first_time = closure_tally.in_first_time + excluded.in_first_time
    """

  /// Whole days, towards nought.
  private static func days(_ row: String) -> String {
    "(\(row).closed_at - \(row).opened_at) / \(day)"
  }

  /// 1 or 0 each, in the order of the columns.
  private static func conditions(_ row: String) -> [String] {
    [
      "\(row).verified_at >= \(row).opened_at", "\(row).recurrences > 0", "\(row).due_at IS NOT NULL",
      "\(row).closed_at <= \(row).due_at",
      "\(row).due_at IS NOT NULL AND \(row).closed_at <= COALESCE(\(row).original_due_at, \(row).due_at)",
    ].map { "(CASE WHEN \($0) THEN 1 ELSE 0 END)" }
  }

  private static let counts = """
    SELECT region_id, \(days("hazard")), COUNT(*), \(conditions("hazard").map { "SUM\($0)" }.joined(separator: ", "))
    FROM hazard WHERE state = 1 GROUP BY 1, 2
    """

  /// Statements that each give a row for every count that is wrong.
  static let mistakes = [
    "SELECT * FROM (\(counts) EXCEPT SELECT * FROM closure_tally WHERE hazards <> 0) AS wrong",
    """
    SELECT 1 WHERE (SELECT COALESCE(SUM(hazards), 0) FROM closure_tally)
      <> (SELECT COUNT(*) FROM hazard WHERE state = 1)
    """,
  ]
}

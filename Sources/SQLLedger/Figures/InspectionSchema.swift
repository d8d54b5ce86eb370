/// Counts of what was inspected by region, kept beside the results: what is asked of the present then costs the regions that
/// there are, not the sites. `InspectionDeltas` counts what is new; a trigger carries along what a site has when the register
/// puts it into another region.
enum InspectionSchema {
  static func tables(_ dialect: Dialect) -> String {
    """
    CREATE TABLE inspected_site (site_id INTEGER PRIMARY KEY);
    INSERT INTO inspected_site \(sites);
    CREATE TABLE inspection_tally (
      region_id INTEGER PRIMARY KEY, decided INTEGER NOT NULL, applicable INTEGER NOT NULL, sites INTEGER NOT NULL
    );
    INSERT INTO inspection_tally \(counts);
    \(dialect.trigger(
      "site_recounted", after: "UPDATE OF region_id", on: "site", when: "OLD.region_id <> NEW.region_id",
      moved(to: "OLD", sign: "-") + moved(to: "NEW", sign: "")))

    """
  }

  private static func moved(to row: String, sign: String) -> String {
    """
    INSERT INTO inspection_tally
      SELECT \(row).region_id, \(sign)COALESCE(SUM(decided), 0), \(sign)COALESCE(SUM(applicable), 0),
        \(sign)(SELECT COUNT(*) FROM inspected_site WHERE site_id = NEW.id)
      FROM (\(parts(" AND site_id = NEW.id"))) AS parts WHERE TRUE
      \(adding);

    """
  }

  /// What becomes of a row of counts that is there already.
  static let adding = """
    ON CONFLICT (region_id) DO UPDATE SET decided = inspection_tally.decided + excluded.decided,
      applicable = inspection_tally.applicable + excluded.applicable, sites = inspection_tally.sites + excluded.sites
    """

  private static let parts = parts("")

  /// What each result and each supplement counts for at its site. What was taken in before that was kept has NULL.
  private static func parts(_ condition: String) -> String {
    """
    SELECT site_id, decided, applicable FROM result WHERE outcome = 0 AND decided IS NOT NULL\(condition)
    UNION ALL SELECT site_id, decided, applicable FROM supplement WHERE TRUE\(condition)
    """
  }

  private static let sites =
    "SELECT site_id FROM (\(parts)) AS parts GROUP BY site_id HAVING SUM(decided) > 0"

  private static let counts = """
    SELECT region_id, SUM(decided), SUM(applicable), SUM(CASE WHEN decided > 0 THEN 1 ELSE 0 END) FROM (
      SELECT site_id, SUM(decided) AS decided, SUM(applicable) AS applicable FROM (\(parts)) AS parts GROUP BY site_id
    ) AS sums JOIN site ON site.id = sums.site_id GROUP BY region_id
    """

  /// Statements that each give a row for every count that is wrong.
  static let mistakes = [
    "SELECT * FROM (\(sites) EXCEPT SELECT site_id FROM inspected_site) AS wrong",
    "SELECT * FROM (SELECT site_id FROM inspected_site EXCEPT \(sites)) AS wrong",
    "SELECT * FROM (\(counts) EXCEPT SELECT region_id, decided, applicable, sites FROM inspection_tally) AS wrong",
    """
    SELECT * FROM (
      SELECT region_id, decided, applicable, sites FROM inspection_tally
      WHERE decided <> 0 OR applicable <> 0 OR sites <> 0 EXCEPT \(counts)) AS wrong
    """,
  ]
}

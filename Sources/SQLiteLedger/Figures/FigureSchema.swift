/// What figures need beside the ledger's other tables.
enum FigureSchema {
  static let tables = results + hazards + acceptances

  /// What a result says of its items (`ResultDetail`). NULL for a task without checks, and for what was taken in
  /// before this was kept: a ledger that is rebuilt from its log has it all.
  private static let results = """
    CREATE TABLE inspector (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    ALTER TABLE result ADD COLUMN inspector_id INTEGER REFERENCES inspector;
    ALTER TABLE result ADD COLUMN decided INTEGER;
    ALTER TABLE result ADD COLUMN failed INTEGER;
    ALTER TABLE result ADD COLUMN applicable INTEGER;
    ALTER TABLE result ADD COLUMN scope BLOB;
    CREATE INDEX result_site ON result (site_id, observed_at, decided, applicable) WHERE outcome = 0;
    ALTER TABLE checklist_item ADD COLUMN weight REAL NOT NULL DEFAULT 1;

    """

  /// When somebody or something verified last that a hazard is gone, kept by a trigger, so that whoever writes events
  /// cannot forget it; and the hazards that figures go through one by one.
  private static let hazards = """
    ALTER TABLE hazard ADD COLUMN verified_at INTEGER;
    UPDATE hazard SET verified_at = \(verified("hazard.id"))
      WHERE id IN (SELECT hazard_id FROM rectification);
    CREATE TRIGGER hazard_verified AFTER INSERT ON rectification_event WHEN NEW.action IN (\(verifying)) BEGIN
      UPDATE hazard SET verified_at = NEW.at WHERE id = NEW.hazard_id;
    END;
    CREATE INDEX hazard_closed ON hazard (region_id, verified_at, opened_at, closed_at, recurrences)
      WHERE state = 1;
    CREATE INDEX hazard_recurred ON hazard (region_id, state) WHERE recurrences > 0;

    """

  /// Campaigns that a person accepted, and what the gate asked for.
  private static let acceptances = """
    CREATE TABLE campaign_acceptance (
      campaign_id INTEGER PRIMARY KEY REFERENCES campaign, at INTEGER NOT NULL, person TEXT NOT NULL,
      role TEXT NOT NULL, reason TEXT NOT NULL, zero TEXT NOT NULL, min_coverage INTEGER NOT NULL
    );

    """

  static let dump = [
    """
    SELECT campaign.code, at, person, role, reason, zero, min_coverage
    FROM campaign_acceptance JOIN campaign ON campaign.id = campaign_id ORDER BY campaign.code
    """
  ]

  /// `accept`, `fixOnTheSpot` and `passReinspection`.
  private static let verifying = "3, 5, 21"

  /// When the hazard of this id was verified last.
  private static func verified(_ id: String) -> String {
    "(SELECT MAX(at) FROM rectification_event WHERE hazard_id = \(id) AND action IN (\(verifying)))"
  }

  static let invariants = [
    SQLiteLedger.Invariant(
      statement: "it is known when a hazard was verified last",
      violations: "SELECT COUNT(*) FROM hazard WHERE verified_at IS NOT \(verified("hazard.id"))")
  ]
}

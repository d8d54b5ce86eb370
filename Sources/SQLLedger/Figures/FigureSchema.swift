/// What figures need beside the ledger's other tables.
enum FigureSchema {
  static func tables(_ dialect: Dialect) -> String { results + hazards(dialect) + acceptances }

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

  /// When somebody or something verified last that a hazard is gone, and what its rectification says of stage and
  /// deadlines, kept by triggers, so that whoever writes events cannot forget it; and the hazards that figures go
  /// through one by one.
  private static func hazards(_ dialect: Dialect) -> String {
    """
    ALTER TABLE hazard ADD COLUMN verified_at INTEGER;
    UPDATE hazard SET verified_at = \(verified("hazard.id"))
      WHERE id IN (SELECT hazard_id FROM rectification);
    \(dialect.trigger(
      "hazard_verified", after: "INSERT", on: "rectification_event", when: "NEW.action IN (\(verifying))",
      "UPDATE hazard SET verified_at = NEW.at WHERE id = NEW.hazard_id;"))
    ALTER TABLE hazard ADD COLUMN stage INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE hazard ADD COLUMN due_at INTEGER;
    ALTER TABLE hazard ADD COLUMN original_due_at INTEGER;
    UPDATE hazard SET (stage, due_at, original_due_at) =
      (SELECT state, due_at, original_due_at FROM rectification WHERE hazard_id = hazard.id)
      WHERE id IN (SELECT hazard_id FROM rectification);
    \(orderedTrigger(dialect, name: "hazard_ordered", after: "INSERT"))
    CREATE INDEX hazard_closed
      ON hazard (region_id, verified_at, opened_at, closed_at, recurrences, due_at, original_due_at)
      WHERE state = 1;
    CREATE INDEX hazard_pending ON hazard (region_id, due_at)
      WHERE state = 0 AND stage IN (0, 1, 2, 8) AND due_at IS NOT NULL;
    CREATE INDEX hazard_recurred ON hazard (region_id, state) WHERE recurrences > 0;

    """
  }

  /// Carries a standing's stage and deadlines to its hazard.
  static func orderedTrigger(_ dialect: Dialect, name: String, after event: String) -> String {
    dialect.trigger(
      name, after: event, on: "rectification",
      """
      UPDATE hazard SET stage = NEW.state, due_at = NEW.due_at, original_due_at = NEW.original_due_at
        WHERE id = NEW.hazard_id;
      """)
  }

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
    SQLLedger.Invariant(
      statement: "it is known when a hazard was verified last",
      violations: "SELECT COUNT(*) FROM hazard WHERE verified_at IS DISTINCT FROM \(verified("hazard.id"))"),
    SQLLedger.Invariant(
      statement: "a hazard's deadlines are those of its rectification",
      violations: """
        SELECT COUNT(*) FROM rectification JOIN hazard ON hazard.id = rectification.hazard_id
        WHERE hazard.stage <> rectification.state OR hazard.due_at IS DISTINCT FROM rectification.due_at
          OR hazard.original_due_at IS DISTINCT FROM rectification.original_due_at
        """),
  ]
}

/// The tables of who answers for hazards until when, and what that brings about.
enum ResponsibilitySchema {
  static let tables = policies + rectification + calls

  /// Every policy that was published; the last is in force. `policy_watch` says up to which event hazards were looked at.
  private static let policies = """
    CREATE TABLE policy (
      id INTEGER PRIMARY KEY, code TEXT NOT NULL, published_at INTEGER NOT NULL, person TEXT NOT NULL,
      document TEXT NOT NULL, UNIQUE (code, published_at)
    );
    CREATE TABLE policy_watch (event_id INTEGER NOT NULL);
    INSERT INTO policy_watch VALUES (0);

    """

  /// `next_at`: when the passing of time does something next.
  private static let rectification = """
    ALTER TABLE rectification_event ADD COLUMN due INTEGER;
    ALTER TABLE rectification_event ADD COLUMN region TEXT NOT NULL DEFAULT '';
    ALTER TABLE rectification_event ADD COLUMN calls TEXT NOT NULL DEFAULT '';
    ALTER TABLE rectification ADD COLUMN due_at INTEGER;
    ALTER TABLE rectification ADD COLUMN original_due_at INTEGER;
    ALTER TABLE rectification ADD COLUMN extensions INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE rectification ADD COLUMN escalations INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE rectification ADD COLUMN escalated_to TEXT NOT NULL DEFAULT '';
    ALTER TABLE rectification ADD COLUMN executive TEXT NOT NULL DEFAULT '';
    ALTER TABLE rectification ADD COLUMN green_channel INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE rectification ADD COLUMN supervised_since INTEGER;
    ALTER TABLE rectification ADD COLUMN next_at INTEGER;
    UPDATE rectification SET next_at = until WHERE state = 5;
    CREATE INDEX rectification_next ON rectification (next_at) WHERE next_at IS NOT NULL;
    CREATE INDEX rectification_due ON rectification (due_at) WHERE due_at IS NOT NULL;
    CREATE INDEX rectification_supervised ON rectification (supervised_since)
      WHERE supervised_since IS NOT NULL;

    """

  private static let calls = """
    CREATE TABLE department_call (
      hazard_id INTEGER NOT NULL, number INTEGER NOT NULL, department TEXT NOT NULL, due_at INTEGER NOT NULL,
      checked_in_at INTEGER, person TEXT NOT NULL,
      PRIMARY KEY (hazard_id, number)
    ) WITHOUT ROWID;
    CREATE INDEX department_call_department ON department_call (department, hazard_id)
      WHERE checked_in_at IS NULL;

    """
}

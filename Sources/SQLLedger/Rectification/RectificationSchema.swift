/// The tables of what is done about hazards.
enum RectificationSchema {
  static let tables = events + standings + commands + reinspections

  /// What was carried out, numbered from 1 for each hazard. Rows are never changed.
  private static let events = """
    CREATE TABLE rectification_event (
      hazard_id INTEGER NOT NULL, number INTEGER NOT NULL, action INTEGER NOT NULL, at INTEGER NOT NULL,
      person TEXT NOT NULL, role TEXT NOT NULL, reason TEXT NOT NULL, evidence TEXT NOT NULL,
      owner TEXT NOT NULL, department TEXT NOT NULL, until INTEGER, original INTEGER,
      fixed_by TEXT NOT NULL, observation TEXT NOT NULL, observed_by TEXT NOT NULL,
      PRIMARY KEY (hazard_id, number)
    ) WITHOUT ROWID;

    """

  /// Where every hazard stands about which something was done.
  private static let standings = """
    CREATE TABLE rectification (
      hazard_id INTEGER PRIMARY KEY, state INTEGER NOT NULL, version INTEGER NOT NULL,
      events INTEGER NOT NULL, owner TEXT NOT NULL, department TEXT NOT NULL, rectified_by TEXT NOT NULL,
      until INTEGER, original INTEGER, failures INTEGER NOT NULL
    );
    CREATE INDEX rectification_state ON rectification (state, until);
    CREATE INDEX rectification_owner ON rectification (owner);

    """

  private static let commands = """
    CREATE TABLE command_key (
      key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE refused_command (
      id INTEGER PRIMARY KEY, hazard_id INTEGER NOT NULL, action INTEGER NOT NULL, at INTEGER NOT NULL,
      person TEXT NOT NULL, role TEXT NOT NULL, code TEXT NOT NULL, reason TEXT NOT NULL
    );
    CREATE INDEX refused_command_hazard ON refused_command (hazard_id);

    """

  /// Campaigns that the ledger itself asks for, one task a hazard.
  private static let reinspections = """
    CREATE TABLE reinspection (
      campaign TEXT PRIMARY KEY, checklist_id INTEGER NOT NULL REFERENCES checklist, asked_at INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE reinspection_task (
      campaign TEXT NOT NULL REFERENCES reinspection, seq INTEGER NOT NULL, hazard_id INTEGER NOT NULL,
      number INTEGER NOT NULL, position INTEGER NOT NULL,
      PRIMARY KEY (campaign, seq)
    ) WITHOUT ROWID;
    ALTER TABLE campaign ADD COLUMN passes_observed INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE site ADD COLUMN address TEXT NOT NULL DEFAULT '';

    """
}

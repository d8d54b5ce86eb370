import GRDB
import Ledger

/// The tables, by version. Migrations only go forward and are never edited once released.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(sql: streams + log + checklists + register + campaigns + hazards)
    }
    migrator.registerMigration("tallies") { try $0.execute(sql: TallySchema.tables) }
    migrator.registerMigration("classification") { db in
      try db.execute(sql: classification)
    }
    migrator.registerMigration("rectification") { try $0.execute(sql: RectificationSchema.tables) }
    migrator.registerMigration("responsibility") { try $0.execute(sql: ResponsibilitySchema.tables) }
    migrator.registerMigration("inspected types") { try $0.execute(sql: inspectedTypes) }
    migrator.registerMigration("feed") { try $0.execute(sql: FeedSchema.tables) }
    migrator.registerMigration("figures") { try $0.execute(sql: FigureSchema.tables) }
    migrator.registerMigration("lists") { try $0.execute(sql: ListSchema.indexes) }
    return migrator
  }

  /// - Throws: `LedgerError` with code `unknownSchema` when a newer program has migrated the database.
  static func requireKnown(_ db: Database) throws {
    if try migrator.hasBeenSuperseded(db) {
      throw LedgerError(.unknownSchema, "the ledger was written by a newer version of this program")
    }
  }

  private static let streams = """
    CREATE TABLE stream (
      topic TEXT NOT NULL, partition INTEGER NOT NULL, next_offset INTEGER NOT NULL,
      PRIMARY KEY (topic, partition)
    ) WITHOUT ROWID;
    CREATE TABLE rejected (
      id INTEGER PRIMARY KEY, topic TEXT NOT NULL, partition INTEGER NOT NULL,
      record_offset INTEGER NOT NULL, reason TEXT NOT NULL, value BLOB NOT NULL
    );

    """

  /// Every slice that was ever applied, with its records as they came (`RawRecords`).
  private static let log = """
    CREATE TABLE log (
      id INTEGER PRIMARY KEY, topic TEXT NOT NULL, partition INTEGER NOT NULL,
      expected_offset INTEGER NOT NULL, next_offset INTEGER NOT NULL, applied_at INTEGER NOT NULL,
      records INTEGER NOT NULL, data BLOB NOT NULL
    );

    """

  private static let checklists = """
    CREATE TABLE checklist (
      id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, code TEXT NOT NULL, title TEXT NOT NULL,
      version TEXT NOT NULL
    );
    CREATE TABLE item (
      id INTEGER PRIMARY KEY, checklist TEXT NOT NULL, code TEXT NOT NULL, text TEXT NOT NULL,
      section TEXT NOT NULL, section_title TEXT NOT NULL, section_order INTEGER NOT NULL,
      category TEXT NOT NULL, department TEXT NOT NULL, reference TEXT NOT NULL,
      UNIQUE (checklist, code)
    );
    CREATE TABLE checklist_item (
      checklist_id INTEGER NOT NULL REFERENCES checklist, position INTEGER NOT NULL,
      item_id INTEGER NOT NULL REFERENCES item,
      PRIMARY KEY (checklist_id, position)
    ) WITHOUT ROWID;

    """

  private static let register = """
    CREATE TABLE region (
      id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, level TEXT NOT NULL,
      parent_id INTEGER REFERENCES region
    );
    CREATE INDEX region_parent ON region (parent_id);
    CREATE TABLE site (
      id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
      region_id INTEGER NOT NULL REFERENCES region, type TEXT NOT NULL, latitude REAL, longitude REAL,
      owner TEXT NOT NULL
    );
    CREATE INDEX site_region ON site (region_id);

    """

  private static let campaigns = """
    CREATE TABLE campaign (
      id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
      checklist_id INTEGER NOT NULL REFERENCES checklist, register_digest TEXT NOT NULL,
      sites INTEGER NOT NULL, tasks INTEGER NOT NULL, checks INTEGER NOT NULL, task_digest TEXT NOT NULL,
      opened_at INTEGER NOT NULL, sealed_at INTEGER, completed_at INTEGER,
      cancelled_at INTEGER, cancelled_by TEXT, cancel_reason TEXT,
      checked INTEGER NOT NULL DEFAULT 0, dead INTEGER NOT NULL DEFAULT 0,
      cancelled INTEGER NOT NULL DEFAULT 0, late INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE result (
      campaign_id INTEGER NOT NULL REFERENCES campaign, seq INTEGER NOT NULL, generation INTEGER NOT NULL,
      outcome INTEGER NOT NULL, site_id INTEGER REFERENCES site, observed_at INTEGER NOT NULL,
      checks INTEGER NOT NULL, worker TEXT NOT NULL,
      PRIMARY KEY (campaign_id, seq)
    ) WITHOUT ROWID;
    CREATE INDEX result_dead ON result (campaign_id, seq, generation) WHERE outcome = 1;
    CREATE TABLE late_result (
      campaign_id INTEGER NOT NULL REFERENCES campaign, seq INTEGER NOT NULL, generation INTEGER NOT NULL,
      observed_at INTEGER NOT NULL, checks INTEGER NOT NULL, findings INTEGER NOT NULL, worker TEXT NOT NULL,
      PRIMARY KEY (campaign_id, seq)
    ) WITHOUT ROWID;
    CREATE TABLE campaign_item (
      campaign_id INTEGER NOT NULL REFERENCES campaign, item_id INTEGER NOT NULL REFERENCES item,
      \(OutcomeColumns.definitions),
      PRIMARY KEY (campaign_id, item_id)
    ) WITHOUT ROWID;
    CREATE TABLE campaign_region (
      campaign_id INTEGER NOT NULL REFERENCES campaign, region_id INTEGER NOT NULL REFERENCES region,
      \(OutcomeColumns.definitions),
      PRIMARY KEY (campaign_id, region_id)
    ) WITHOUT ROWID;

    """

  /// What explains decisions: a checklist's rules and its items', as JSON (`ChecklistRules`, `ItemRule`;
  /// empty for a checklist that was taken in before), and which findings a combination raised, and why checks
  /// neither passed nor failed. `item` has what the newest version of the checklist says: the grade of its
  /// residual risk and its difficulty, 0 for none.
  private static let classification = """
    ALTER TABLE checklist ADD COLUMN rules TEXT NOT NULL DEFAULT '';
    ALTER TABLE checklist_item ADD COLUMN rule TEXT NOT NULL DEFAULT '';
    ALTER TABLE item ADD COLUMN residual INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE item ADD COLUMN difficulty INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE combined (
      hazard_id INTEGER NOT NULL, campaign_id INTEGER NOT NULL REFERENCES campaign, seq INTEGER NOT NULL,
      criterion TEXT NOT NULL, level INTEGER NOT NULL,
      PRIMARY KEY (hazard_id, campaign_id, seq)
    ) WITHOUT ROWID;
    CREATE TABLE check_error (
      campaign_id INTEGER NOT NULL REFERENCES campaign, seq INTEGER NOT NULL,
      item_id INTEGER NOT NULL REFERENCES item, outcome INTEGER NOT NULL, reason TEXT NOT NULL,
      PRIMARY KEY (campaign_id, seq, item_id)
    ) WITHOUT ROWID;
    ALTER TABLE campaign ADD COLUMN due_at INTEGER;
    """

  /// The type that a site had when it was inspected, where findings are judged by it: the register may change it later.
  private static let inspectedTypes = """
    CREATE TABLE inspected_type (
      campaign_id INTEGER NOT NULL REFERENCES campaign, site_id INTEGER NOT NULL REFERENCES site,
      at INTEGER NOT NULL, type TEXT NOT NULL,
      PRIMARY KEY (campaign_id, site_id, at)
    ) WITHOUT ROWID;

    """

  private static let hazards = """
    CREATE TABLE event (
      id INTEGER PRIMARY KEY, hazard_id INTEGER NOT NULL, kind INTEGER NOT NULL, at INTEGER NOT NULL,
      found_day INTEGER NOT NULL, campaign_id INTEGER NOT NULL REFERENCES campaign, seq INTEGER NOT NULL,
      level INTEGER NOT NULL, grade INTEGER NOT NULL, person TEXT NOT NULL, reason TEXT NOT NULL,
      evidence TEXT NOT NULL
    );
    CREATE INDEX event_hazard ON event (hazard_id);
    CREATE TABLE hazard (
      id INTEGER PRIMARY KEY, site_id INTEGER NOT NULL REFERENCES site,
      item_id INTEGER NOT NULL REFERENCES item, region_id INTEGER NOT NULL REFERENCES region,
      state INTEGER NOT NULL, level INTEGER NOT NULL, grade INTEGER NOT NULL, reason TEXT NOT NULL,
      first_found_at INTEGER NOT NULL, opened_at INTEGER NOT NULL, last_found_at INTEGER NOT NULL,
      closed_at INTEGER, sightings INTEGER NOT NULL, recurrences INTEGER NOT NULL
    );
    CREATE INDEX hazard_rank ON hazard (level DESC, grade DESC, opened_at, id);
    CREATE INDEX hazard_region ON hazard (region_id, state, level, grade, sightings, recurrences);
    CREATE INDEX hazard_site ON hazard (site_id);
    CREATE INDEX hazard_item ON hazard (item_id);

    """
}

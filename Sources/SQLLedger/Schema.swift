package import Ledger

/// A step of the tables' history.
package struct Migration: Sendable {
  package let name: String
  private let text: @Sendable (Dialect) -> String

  fileprivate init(_ name: String, _ text: @escaping @Sendable (Dialect) -> String) {
    self.name = name
    self.text = text
  }

  /// Its statements, as a database understands them.
  package func script(_ dialect: Dialect) -> String { dialect.definitions(text(dialect)) }
}

/// The tables, by version. Migrations only go forward; what a released one comes to is never changed.
package enum Schema {
  package static let migrations = [
    Migration("1") { _ in streams + log + checklists + register + campaigns + hazards },
    Migration("tallies", TallySchema.tables),
    Migration("classification") { _ in classification },
    Migration("rectification") { _ in RectificationSchema.tables },
    Migration("responsibility") { _ in ResponsibilitySchema.tables },
    Migration("inspected types") { _ in inspectedTypes },
    Migration("feed", FeedSchema.tables),
    Migration("figures", FigureSchema.tables),
    Migration("several writers", writers),
    Migration("access tokens") { _ in AccessTokenSchema.tables },
    Migration("intake") { _ in IntakeSchema.tables },
    Migration("lists") { _ in ListSchema.indexes },
    Migration("submissions") { _ in SubmissionSchema.tables },
    Migration("ranks", ListSchema.ranks),
    Migration("closures", ClosureSchema.tables),
    Migration("inspections", InspectionSchema.tables),
    Migration("closures of all") { _ in ClosureSchema.ofAll },
  ]

  /// Says that a newer program has migrated the database.
  package static let newer = LedgerError(
    .unknownSchema, "the ledger was written by a newer version of this program")

  /// `revision` is raised with every change of what a process may remember of sites, so that others forget it. A
  /// standing may be changed in its place, not only inserted anew.
  private static func writers(_ dialect: Dialect) -> String {
    """
    CREATE TABLE revision (register INTEGER NOT NULL);
    INSERT INTO revision VALUES (0);
    \(FigureSchema.orderedTrigger(dialect, name: "hazard_reordered", after: "UPDATE OF state, due_at, original_due_at"))

    """
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

/// The tables of what other systems are told. They hold no facts of their own: a ledger that is made anew begins without.
enum FeedSchema {
  static func tables(_ dialect: Dialect) -> String { order(dialect) + outbox }

  /// What was done, in the order in which it was written, and behind which row of `event`. A trigger, so that no writer
  /// can forget it; rows of `event` have their order themselves, so that findings cost nothing more. What was done before
  /// this table was there comes after all that was found by then.
  private static func order(_ dialect: Dialect) -> String {
    """
    CREATE TABLE feed_action (
      id INTEGER PRIMARY KEY, hazard_id INTEGER NOT NULL, number INTEGER NOT NULL, after_event INTEGER NOT NULL
    );
    INSERT INTO feed_action (hazard_id, number, after_event)
      SELECT hazard_id, number, (SELECT COALESCE(MAX(id), 0) FROM event) FROM rectification_event
      ORDER BY at, hazard_id, number;
    \(dialect.trigger(
      "rectification_fed", after: "INSERT", on: "rectification_event",
      """
      INSERT INTO feed_action (hazard_id, number, after_event)
        VALUES (NEW.hazard_id, NEW.number, (SELECT COALESCE(MAX(id), 0) FROM event));
      """))
    CREATE TABLE feed_reader (
      name TEXT PRIMARY KEY, recorded INTEGER NOT NULL, done INTEGER NOT NULL
    ) WITHOUT ROWID;

    """
  }

  /// `next_at` is NULL for what is dead.
  private static let outbox = """
    CREATE TABLE notification (
      id INTEGER PRIMARY KEY, subscription TEXT NOT NULL, change TEXT NOT NULL, type TEXT NOT NULL,
      hazard_id INTEGER NOT NULL, body TEXT NOT NULL, created_at INTEGER NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0, next_at INTEGER, error TEXT NOT NULL DEFAULT '',
      UNIQUE (subscription, change)
    );
    CREATE INDEX notification_due ON notification (subscription, next_at);

    """

  static let invariant = SQLLedger.Invariant(
    statement: "what was done about hazards is in the feed once",
    violations: """
      SELECT (SELECT COUNT(*) FROM (
          SELECT hazard_id, number FROM rectification_event EXCEPT SELECT hazard_id, number FROM feed_action) AS missing)
        + ABS((SELECT COUNT(*) FROM rectification_event) - (SELECT COUNT(*) FROM feed_action))
      """)
}

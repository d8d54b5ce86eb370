/// Indexes for the lists that people open: few hazards are open or under way, whatever the years behind them hold. A query
/// finds such an index when it has the index's condition word for word.
package enum ListSchema {
  /// Of hazards that somebody has to rectify.
  static let pending: SQLText = "hazard.state = 0 AND hazard.stage IN (0, 1, 2, 8)"
  static let indexes = """
    CREATE INDEX hazard_open ON hazard (level DESC, grade DESC, opened_at, id, stage, due_at) WHERE state = 0;
    CREATE INDEX hazard_overdue ON hazard (due_at, level, grade)
      WHERE state = 0 AND stage IN (0, 1, 2, 8) AND due_at IS NOT NULL;
    CREATE INDEX hazard_stage ON hazard (stage, level DESC, grade DESC, opened_at, id) WHERE stage NOT IN (0, 4);
    CREATE INDEX hazard_site_open ON hazard (site_id, grade, level) WHERE state = 0;
    """

  /// Of most hazards, and looked at by lists and figures alone: a ledger that is being filled, and that nobody asks anything,
  /// does without.
  package static let postponable = [
    "hazard_rank", "hazard_region", "hazard_item", "hazard_closed", "hazard_closure",
  ]

  /// What is counted by stage as well, and beside it the indexes that have hazards in groups of what they are counted by, in
  /// the order in which they are listed. They take the place of indexes of some hazards each, which cost every new hazard more.
  static func ranks(_ dialect: Dialect) -> String {
    """
    \(dialect.withoutTrigger("hazard_recounted", on: "hazard"))
    DROP TABLE hazard_tally;
    \(TallySchema.staged(dialect))
    DROP INDEX hazard_open;
    DROP INDEX hazard_stage;
    DROP INDEX hazard_rank;
    CREATE INDEX hazard_rank
      ON hazard (state, stage, level DESC, grade DESC, opened_at, id, region_id, due_at);
    DROP INDEX hazard_region;
    CREATE INDEX hazard_region ON hazard (region_id, state, stage, level DESC, grade DESC, opened_at, id);
    DROP INDEX hazard_item;
    CREATE INDEX hazard_item ON hazard (item_id, state, stage, level DESC, grade DESC, opened_at, id);
    DROP INDEX hazard_site;
    DROP INDEX hazard_site_open;
    CREATE INDEX hazard_site ON hazard (site_id, state, grade, level);
    DROP INDEX hazard_pending;
    CREATE INDEX hazard_pending ON hazard (region_id, due_at, level, grade)
      WHERE state = 0 AND stage IN (0, 1, 2, 8) AND due_at IS NOT NULL;
    DROP INDEX event_hazard;
    CREATE INDEX event_hazard ON event (hazard_id, campaign_id);
    CREATE INDEX event_campaign ON event (campaign_id);
    CREATE INDEX rectification_department ON rectification (department) WHERE department <> '';

    """
  }
}

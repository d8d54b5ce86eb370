/// Indexes for the lists that people open: few hazards are open or under way, whatever the years behind them hold. A query
/// finds such an index when it has the index's condition word for word.
enum ListSchema {
  /// Of hazards that somebody has to rectify.
  static let pending = "hazard.state = 0 AND hazard.stage IN (0, 1, 2, 8)"
  /// Of hazards that are neither as they were found nor closed.
  static let underWay = "hazard.stage NOT IN (0, 4)"

  static let indexes = """
    CREATE INDEX hazard_open ON hazard (level DESC, grade DESC, opened_at, id, stage, due_at) WHERE state = 0;
    CREATE INDEX hazard_overdue ON hazard (due_at, level, grade)
      WHERE state = 0 AND stage IN (0, 1, 2, 8) AND due_at IS NOT NULL;
    CREATE INDEX hazard_stage ON hazard (stage, level DESC, grade DESC, opened_at, id) WHERE stage NOT IN (0, 4);
    CREATE INDEX hazard_site_open ON hazard (site_id, grade, level) WHERE state = 0;
    """
}

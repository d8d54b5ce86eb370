package import Inspection

extension SQLLedger {
  /// Whether the passing of time brings anything about by then.
  package func isAnythingDue(by time: Timestamp) async throws -> Bool {
    try await database.read { db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM rectification WHERE next_at <= ?)
            OR EXISTS (SELECT 1 FROM policy) AND
              (SELECT COALESCE(MAX(id), 0) FROM event) > (SELECT event_id FROM policy_watch)
          """, arguments: [time.milliseconds]) ?? false
    }
  }
}

/// Ends the connection of a writer that holds the writers' lock and says nothing any more.
///
/// The server itself ends one that is silent between statements (`idle_in_transaction_session_timeout`), and one whose host
/// is gone (keepalives). A process that was stopped while it sent, by a debugger or by its container's pause, is neither: its
/// kernel answers, and the server waits for the rest.
enum SilentWriter {
  /// Seconds of silence after which a writer loses its turn.
  static let patience = 15

  /// For who has waited for the lock longer than a writer may be silent.
  ///
  /// - Returns: whether there was one.
  /// - Throws: `PostgresError`.
  static func end(at address: PostgresAddress) throws -> Bool {
    !(try PostgresConnection(address, isWriter: false).rows(query)).isEmpty
  }

  /// `query_start` is moved on by every message of a pipeline. An advisory lock's number lies in `classid` and `objid`.
  private static let query = """
    SELECT pg_terminate_backend(holder.pid)::text FROM pg_locks JOIN pg_stat_activity holder ON holder.pid = pg_locks.pid
    WHERE locktype = 'advisory' AND granted AND objsubid = 1
      AND classid::bigint = \(PostgresConnection.writeLock >> 32) AND objid::bigint = \(PostgresConnection.writeLock & 0xFFFF_FFFF)
      AND holder.datname = current_database() AND holder.usename = current_user AND holder.application_name NOT LIKE '%copying'
      AND holder.wait_event = 'ClientRead' AND holder.query_start < now() - interval '\(patience) seconds'
    """
}

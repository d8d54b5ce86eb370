package import Foundation
import GRDB
import Inspection
package import Ledger
import Synchronization

/// The ledger in one SQLite file, in write-ahead mode: one writer, readers beside it.
package final class SQLiteLedger: LedgerStore {
  let pool: DatabasePool
  /// Row ids of names; locked only by the one writer.
  private let names = Mutex(NameCache())

  /// Opens the file, or creates it, and brings its tables up to date.
  ///
  /// - Throws: `LedgerError` when a newer program wrote it; GRDB's `DatabaseError` when it cannot be opened.
  package init(path: String, busyTimeout: TimeInterval = 10) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busyTimeout)
    configuration.label = "ledger"
    configuration.prepareDatabase { db in
      // A transaction that was reported done survives a power cut.
      try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536")
    }
    pool = try DatabasePool(path: path, configuration: configuration)
    try pool.read { try Schema.requireKnown($0) }
    try Schema.migrator.migrate(pool)
  }

  package func position(of stream: LedgerStream) throws -> Int64 {
    try pool.read { db in
      try Int64.fetchOne(
        db, sql: "SELECT next_offset FROM stream WHERE topic = ? AND partition = ?",
        arguments: [stream.topic, stream.partition])
    } ?? 0
  }

  package func apply(_ slices: [LedgerSlice]) async throws -> LedgerChange {
    try await pool.writeWithoutTransaction { [self] db in
      try names.withLock { names in
        do {
          var change = LedgerChange()
          try db.inTransaction(.immediate) {
            var run = IngestRun(db: db, names: names)
            // The run owns the names until it has ended, so that they are never copied.
            names = NameCache()
            change = try run.apply(slices)
            names = run.names
            return .commit
          }
          return change
        } catch {
          // Row ids that were handed out within the transaction are void.
          names = NameCache()
          throw error
        }
      }
    }
  }

  package func close() throws {
    try pool.close()
  }
}

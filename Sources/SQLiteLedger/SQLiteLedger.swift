import Faults
package import Foundation
import GRDB
package import Inspection
package import Ledger
import Synchronization

/// The ledger in one SQLite file, in write-ahead mode: one writer, readers beside it.
package final class SQLiteLedger: LedgerStore, Sendable {
  let pool: DatabasePool
  /// Row ids of names; locked only by the one writer.
  private let names = Mutex(NameCache())

  /// Opens the file, or creates it, and brings its tables up to date.
  ///
  /// - Parameters:
  ///   - busyTimeout: how long to wait for another writer, in seconds.
  ///   - isScratch: for a file that is of no use before it is finished: nothing is forced to the disk.
  /// - Throws: `LedgerError` when a newer program wrote it; GRDB's `DatabaseError` when it cannot be opened.
  package init(path: String, busyTimeout: TimeInterval = 10, isScratch: Bool = false) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busyTimeout)
    configuration.label = "ledger"
    configuration.prepareDatabase { db in
      // A transaction that was reported done survives a power cut.
      let synchronous = isScratch ? "OFF" : "FULL"
      try db.execute(sql: "PRAGMA synchronous = \(synchronous); PRAGMA cache_size = -65536")
    }
    let patience = Date(timeIntervalSinceNow: busyTimeout)
    pool = try Self.open(path, configuration, until: patience)
    try pool.read { try Schema.requireKnown($0) }
    try Self.migrate(pool, until: patience)
  }

  /// Opening writes to a file without a log, and does not wait for the write lock then.
  private static func open(
    _ path: String, _ configuration: Configuration, until end: Date
  ) throws -> DatabasePool {
    while true {
      do {
        return try DatabasePool(path: path, configuration: configuration)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && Date() < end {
        Thread.sleep(forTimeInterval: 0.1)
      }
    }
  }

  /// Of several processes that start on a new file one creates the tables: the others fail, and look again.
  private static func migrate(_ pool: DatabasePool, until end: Date) throws {
    // Asked first: a ledger that needs nothing can be opened while another process holds the write lock.
    while try !pool.read({ try Schema.migrator.hasCompletedMigrations($0) }) {
      do {
        try Schema.migrator.migrate(pool)
      } catch {
        guard Date() < end else { throw error }
        Thread.sleep(forTimeInterval: 0.1)
      }
    }
  }

  package func position(of stream: LedgerStream) throws -> Int64 {
    try pool.read { db in
      try Int64.fetchOne(
        db, sql: "SELECT next_offset FROM stream WHERE topic = ? AND partition = ?",
        arguments: [stream.topic, stream.partition])
    } ?? 0
  }

  package func apply(_ slices: [LedgerSlice], at time: Timestamp) async throws -> LedgerChange {
    try await pool.writeWithoutTransaction { [self] db in
      try names.withLock { names in
        do {
          var change = LedgerChange()
          try db.inTransaction(.immediate) {
            var run = try IngestRun(db: db, time: time, names: names)
            // The run owns the names until it has ended, so that they are never copied.
            names = NameCache()
            change = try run.apply(slices)
            names = run.names
            FaultPlan.pass(.ledgerWriting)
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

  /// Lets the file grow to so many pages and no further, as a full disk does; nil takes the limit away.
  package func limit(pages: Int?) throws {
    try pool.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA max_page_count = \(pages ?? 4_294_967_294)")
    }
  }

  package func close() throws {
    try pool.close()
  }
}

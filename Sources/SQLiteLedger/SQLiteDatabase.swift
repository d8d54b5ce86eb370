import CSQLite
package import Foundation
import GRDB
import Ledger
package import SQLLedger

extension SQLLedger {
  /// Opens the ledger in a SQLite file, or creates it, and brings its tables up to date.
  ///
  /// - Parameters:
  ///   - busyTimeout: how long to wait for another writer, in seconds.
  ///   - isScratch: for a file that is of no use before it is finished: nothing is forced to the disk.
  /// - Throws: `LedgerError` when a newer program wrote it; GRDB's `DatabaseError` when it cannot be opened.
  package convenience init(path: String, busyTimeout: TimeInterval = 10, isScratch: Bool = false) throws {
    self.init(try SQLiteDatabase(path: path, busyTimeout: busyTimeout, isScratch: isScratch))
  }
}

/// One SQLite file, in write-ahead mode: one writer, readers beside it.
package final class SQLiteDatabase: SQLDatabase {
  let pool: DatabasePool

  /// - Parameters: as of `SQLLedger.init(path:busyTimeout:isScratch:)`.
  package init(path: String, busyTimeout: TimeInterval = 10, isScratch: Bool = false) throws {
    _ = Self.countsNoMemory
    var configuration = Configuration()
    configuration.busyMode = .timeout(busyTimeout)
    configuration.label = "ledger"
    configuration.prepareDatabase { db in
      // A transaction that was reported done survives a power cut.
      let synchronous = isScratch ? "OFF" : "FULL"
      try db.execute(
        sql: "PRAGMA page_size = 16384; PRAGMA synchronous = \(synchronous); PRAGMA cache_size = -65536")
    }
    let patience = Date(timeIntervalSinceNow: busyTimeout)
    pool = try Self.open(path, configuration, until: patience)
    let isNewer = try pool.read { try Self.migrator.hasBeenSuperseded($0) }
    guard !isNewer else { throw Schema.newer }
    try Self.migrate(pool, until: patience)
  }

  /// SQLite counts the memory that it uses, under a lock of the whole process for each piece: a fifteenth of the writer's
  /// time, for figures that nobody asks for. It can be told so before the first database is opened only; later it
  /// refuses, and goes on counting.
  private static let countsNoMemory: Bool = csqlite_config_memstatus(0) == SQLITE_OK

  /// Opening writes to a file without a log, and does not wait for the write lock then.
  private static func open(
    _ path: String, _ configuration: Configuration, until end: Date
  ) throws -> DatabasePool {
    while true {
      do {
        return try DatabasePool(path: path, configuration: configuration)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && Date() < end {
        Thread.sleep(forTimeInterval: 0.1)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
        throw LedgerError(
          .fileRefused,
          "\(path) cannot be opened or created: does its folder exist, and may this user write there?")
      } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
        throw LedgerError(.fileRefused, "\(path) is no ledger: it is not a SQLite database")
      }
    }
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    for migration in Schema.migrations {
      migrator.registerMigration(migration.name) { try $0.execute(sql: migration.script(.sqlite)) }
    }
    return migrator
  }

  /// Of several processes that start on a new file one creates the tables: the others fail, and look again.
  private static func migrate(_ pool: DatabasePool, until end: Date) throws {
    // Asked first: a ledger that needs nothing can be opened while another process holds the write lock.
    while try !pool.read({ try migrator.hasCompletedMigrations($0) }) {
      do {
        try migrator.migrate(pool)
      } catch {
        guard Date() < end else { throw error }
        Thread.sleep(forTimeInterval: 0.1)
      }
    }
  }

  package func read<Value: Sendable>(
    _ body: @escaping @Sendable (SQLLedger.Session) throws -> Value
  ) async throws -> Value {
    try await pool.read { try body(SQLLedger.Session(SQLiteConnection($0))) }
  }

  package func readNow<Value>(_ body: (SQLLedger.Session) throws -> Value) throws -> Value {
    try pool.read { try body(SQLLedger.Session(SQLiteConnection($0))) }
  }

  package func writeWithoutTransaction<Value: Sendable>(
    _ body: @escaping @Sendable (SQLLedger.Session) throws -> Value
  ) async throws -> Value {
    try await pool.writeWithoutTransaction { try body(SQLLedger.Session(SQLiteConnection($0))) }
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

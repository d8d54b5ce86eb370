import Foundation
import Ledger
package import SQLLedger
import Synchronization

extension SQLLedger {
  /// Opens the ledger in a PostgreSQL database, and brings its tables up to date.
  ///
  /// - Parameters:
  ///   - replica: where queries go; nil to ask the database itself. A replica answers as of a moment ago.
  ///   - mustExist: whether the tables must be there already.
  /// - Throws: `PostgresError`; `LedgerError` when a newer program wrote it, or when there is no ledger and there should be.
  package convenience init(
    postgres address: PostgresAddress, replica: PostgresAddress? = nil, mustExist: Bool = false
  ) throws {
    self.init(try PostgresDatabase(address, replica: replica, mustExist: mustExist))
  }
}

/// A PostgreSQL database: processes take turns at writing, readers see snapshots beside them.
package final class PostgresDatabase: SQLDatabase {
  private let writer: ConnectionPool
  private let readers: ConnectionPool
  /// Reads that must see what was written, wherever queries go.
  private let exactReaders: ConnectionPool

  /// How many queries are answered at the same time.
  private static let width = 4

  /// - Parameter mustExist: whether the tables must be there already.
  /// - Throws: `PostgresError`; `LedgerError` when a newer program wrote it, or when there is no ledger and there should be.
  package init(_ address: PostgresAddress, replica: PostgresAddress? = nil, mustExist: Bool = false) throws {
    writer = ConnectionPool(address, isWriter: true, width: 1)
    readers = ConnectionPool(replica ?? address, isWriter: false, width: Self.width)
    exactReaders = replica == nil ? readers : ConnectionPool(address, isWriter: false, width: 2)
    try Migrations.run(on: address, mustExist: mustExist)
  }

  /// Gives a body the writer's connection within a transaction that nobody else writes during. It may take its time
  /// between statements.
  func copying<Value>(_ body: (PostgresConnection) throws -> Value) throws -> Value {
    try writer.runNow { connection in
      try connection.run(
        script: """
          BEGIN; SET LOCAL application_name = 'hazard-aggregator copying';
          SET LOCAL idle_in_transaction_session_timeout = 0; SELECT pg_advisory_xact_lock(\(PostgresConnection.writeLock))
          """)
      do {
        let value = try body(connection)
        try connection.run(script: "COMMIT")
        return value
      } catch {
        connection.abandon()
        throw error
      }
    }
  }

  package func read<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    try await Self.read(readers, body)
  }

  package func readLatest<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    try await Self.read(exactReaders, body)
  }

  private static func read<Value: Sendable>(
    _ pool: ConnectionPool, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    try await pool.run { connection in
      let db = Database(connection)
      return try db.inTransaction { try body(db) }
    }
  }

  package func readNow<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try exactReaders.runNow { connection in
      let db = Database(connection)
      return try db.inTransaction { try body(db) }
    }
  }

  package func writeWithoutTransaction<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    try await writer.run { try body(Database($0)) }
  }

  package func close() throws {
    for pool in [writer, readers, exactReaders] { pool.close() }
  }
}

/// Connections that wait for whoever needs one.
private final class ConnectionPool: Sendable {
  private let address: PostgresAddress
  private let isWriter: Bool
  private let width: Int
  private let idle = Mutex<[PostgresConnection]>([])
  /// Waiting for the server must not hold up a thread of those that everything else runs on.
  private let queue = OperationQueue()

  init(_ address: PostgresAddress, isWriter: Bool, width: Int) {
    self.address = address
    self.isWriter = isWriter
    self.width = width
    queue.maxConcurrentOperationCount = width
  }

  func run<Value: Sendable>(
    _ body: @escaping @Sendable (PostgresConnection) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      queue.addOperation { continuation.resume(with: Result { try self.runNow(body) }) }
    }
  }

  /// Runs a body with a connection. One that was lost while it waited, with the server's restart perhaps, is replaced
  /// once; what may have been committed is never tried again here.
  func runNow<Value>(_ body: (PostgresConnection) throws -> Value) throws -> Value {
    do {
      return try runOnce(body)
    } catch let error as PostgresError where isWriter && error.isLockTimeout {
      // Nothing was written yet: the lock is what a transaction begins with.
      guard try SilentWriter.end(at: address) else { throw error }
      return try runOnce(body)
    }
  }

  private func runOnce<Value>(_ body: (PostgresConnection) throws -> Value) throws -> Value {
    if let connection = idle.withLock({ $0.popLast() }) {
      do {
        return try lend(connection, body)
      } catch let error as PostgresError where error.kind == .connectionLost && !connection.isCommitUnknown {
        // The others were lost with it.
        idle.withLock { $0.removeAll() }
      }
    }
    return try lend(try PostgresConnection(address, isWriter: isWriter), body)
  }

  private func lend<Value>(
    _ connection: PostgresConnection, _ body: (PostgresConnection) throws -> Value
  ) throws -> Value {
    defer {
      if connection.isSound {
        idle.withLock { idle in
          if idle.count < width { idle.append(connection) }
        }
      }
    }
    return try body(connection)
  }

  func close() { idle.withLock { $0.removeAll() } }
}

/// The history of the tables, as far as a database has it.
private enum Migrations {
  /// Not the writers' lock: a database that needs nothing is opened while another process writes.
  private static let lock: Int64 = 0x6D_6967_7261_7465

  static func run(on address: PostgresAddress, mustExist: Bool) throws {
    let connection = try PostgresConnection(address, isWriter: false)
    let missing = try missing(connection)
    if missing.isEmpty { return }
    guard !mustExist || missing.count < Schema.migrations.count else {
      throw LedgerError(.fileRefused, "there is no ledger in \(address.description)")
    }
    try connection.run(script: "BEGIN; SELECT pg_advisory_xact_lock(\(lock))")
    do {
      try connection.run(
        script: """
          CREATE TABLE IF NOT EXISTS schema_version (
            name TEXT PRIMARY KEY, migrated_at TIMESTAMPTZ NOT NULL DEFAULT now())
          """)
      // Somebody else may have done it meanwhile.
      let known = try names(connection)
      for migration in Schema.migrations where !known.contains(migration.name) {
        try connection.run(script: migration.script(.postgres))
        try connection.run(script: "INSERT INTO schema_version (name) VALUES ('\(migration.name)')")
      }
      try connection.run(script: "COMMIT")
    } catch {
      try? connection.run(script: "ROLLBACK")
      throw error
    }
  }

  private static func missing(_ connection: PostgresConnection) throws -> [String] {
    let hasTable = try connection.rows("SELECT to_regclass('schema_version')::text")
    guard hasTable.first != .null else { return Schema.migrations.map(\.name) }
    let known = try names(connection)
    guard known.isSubset(of: Schema.migrations.map(\.name)) else { throw Schema.newer }
    return Schema.migrations.map(\.name).filter { !known.contains($0) }
  }

  private static func names(_ connection: PostgresConnection) throws -> Set<String> {
    Set(
      try connection.rows("SELECT name FROM schema_version").compactMap {
        if case .text(let name) = $0 { name } else { nil }
      })
  }
}

extension PostgresAddress {
  /// Executes statements without arguments, outside of any ledger's transaction.
  package func execute(_ script: String) throws {
    try PostgresConnection(self, isWriter: false).run(script: script)
  }
}

/// A database that a ledger is kept in: what its driver has to bring.
package protocol SQLDatabase: Sendable {
  /// Gives a body one snapshot of the database, beside whoever writes.
  func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value
  /// The same on the caller's thread. Blocks.
  func readNow<Value>(_ body: (Database) throws -> Value) throws -> Value
  /// Gives a body the one connection that this process writes by. It may be called again after it has thrown, when the
  /// connection was lost before anything was to be committed.
  func writeWithoutTransaction<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value
  func close() throws
}

extension SQLDatabase {
  /// Runs a body in a transaction: all of it is written, or nothing.
  package func write<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    try await writeWithoutTransaction { db in try db.inTransaction { try body(db) } }
  }
}

/// A connection of a driver, for as long as a body has it.
package protocol SQLConnection: AnyObject {
  /// - Parameter isCached: whether the statement will be asked for again.
  func statement(_ sql: String, isCached: Bool) throws -> any SQLStatement
  /// How many rows the statement that was executed last inserted, changed or deleted.
  func changes() throws -> Int
  /// Begins a transaction that nobody else writes during.
  func begin() throws
  func commit() throws
  /// After an error: what the transaction wrote is gone, also when this fails.
  func rollback()
}

/// A compiled statement of a connection. Arguments are counted from 0 and kept until they are bound anew.
package protocol SQLStatement: AnyObject {
  func bindNull(at index: Int)
  func bind(_ number: Int64, at index: Int)
  func bind(_ number: Double, at index: Int)
  func bind(text: UnsafeBufferPointer<UInt8>, at index: Int)
  func bind(bytes: UnsafeRawBufferPointer, at index: Int)
  /// Executes it; a driver may do so later, but before anything that asks for an answer, and in order. An error may
  /// come that late as well, at the latest from `SQLConnection.commit`.
  func execute() throws
  /// What `SQLConnection.changes` would have said after each execution since this was asked last.
  func takeChanges() throws -> [Int]
  /// - Parameter isLong: whether the rows may be too many to be held at once.
  func query(isLong: Bool) throws -> any RowSequence
}

/// The rows of a query, one after the other. It is itself the row at which it stands.
package protocol RowSequence: RowSource {
  /// - Returns: false behind the last row.
  func advance() throws -> Bool
  /// The row at which it stands, to be kept.
  func snapshot() -> any RowSource
  /// Frees what the query holds.
  func finish()
}

/// The columns of a row, counted from 0.
package protocol RowSource: AnyObject {
  var count: Int { get }
  func isNull(at index: Int) -> Bool
  func integer(at index: Int) -> Int64
  func real(at index: Int) -> Double
  func text(at index: Int) -> String
  func bytes(at index: Int) -> [UInt8]
  func value(at index: Int) -> SQLValue
}

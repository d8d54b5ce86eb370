import GRDB
import GRDBSQLite
import SQLLedger

/// A connection as GRDB lends it.
final class SQLiteConnection: SQLConnection {
  private let db: GRDB.Database

  init(_ db: GRDB.Database) {
    self.db = db
  }

  func statement(_ sql: String, isCached: Bool) throws -> any SQLStatement {
    guard let connection = db.sqliteConnection else {
      throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the connection is closed")
    }
    return SQLiteStatement(
      isCached ? try db.cachedStatement(sql: sql) : try db.makeStatement(sql: sql), connection)
  }

  func changes() -> Int { db.changesCount }

  func begin() throws { try db.beginTransaction(.immediate) }

  func commit() throws { try db.commit() }

  func rollback() {
    // SQLite ends a transaction itself after some errors; there is nothing to be done about others.
    if db.isInsideTransaction { try? db.rollback() }
  }
}

/// A statement that goes to SQLite directly: GRDB's own binding takes a box for each argument.
final class SQLiteStatement: SQLStatement, RowSequence {
  private let statement: GRDB.Statement
  private let pointer: OpaquePointer
  private let connection: OpaquePointer
  private var bindingCode = SQLITE_OK
  private var changes: [Int] = []

  init(_ statement: GRDB.Statement, _ connection: OpaquePointer) {
    self.statement = statement
    self.connection = connection
    pointer = statement.sqliteStatement
  }

  private func note(_ code: Int32) {
    if code != SQLITE_OK, bindingCode == SQLITE_OK { bindingCode = code }
  }

  func bindNull(at index: Int) { note(sqlite3_bind_null(pointer, Int32(index + 1))) }

  func bind(_ number: Int64, at index: Int) { note(sqlite3_bind_int64(pointer, Int32(index + 1), number)) }

  func bind(_ number: Double, at index: Int) { note(sqlite3_bind_double(pointer, Int32(index + 1), number)) }

  func bind(text: UnsafeBufferPointer<UInt8>, at index: Int) {
    // A null pointer would be NULL, which an empty text is not.
    guard let start = text.baseAddress, !text.isEmpty else {
      return note(sqlite3_bind_text(pointer, Int32(index + 1), "", 0, nil))
    }
    start.withMemoryRebound(to: CChar.self, capacity: text.count) {
      note(sqlite3_bind_text(pointer, Int32(index + 1), $0, Int32(clamping: text.count), Self.copied))
    }
  }

  func bind(bytes: UnsafeRawBufferPointer, at index: Int) {
    guard let start = bytes.baseAddress, !bytes.isEmpty else {
      return note(sqlite3_bind_zeroblob(pointer, Int32(index + 1), 0))
    }
    note(sqlite3_bind_blob(pointer, Int32(index + 1), start, Int32(clamping: bytes.count), Self.copied))
  }

  /// SQLITE_TRANSIENT: SQLite makes a copy of its own.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  func execute() throws {
    try requireBound()
    let code = sqlite3_step(pointer)
    sqlite3_reset(pointer)
    guard code == SQLITE_DONE || code == SQLITE_ROW else { throw failure() }
    changes.append(Int(sqlite3_changes(connection)))
  }

  func takeChanges() -> [Int] {
    defer { changes.removeAll(keepingCapacity: true) }
    return changes
  }

  private func requireBound() throws {
    guard bindingCode == SQLITE_OK else {
      defer { bindingCode = SQLITE_OK }
      throw DatabaseError(
        resultCode: ResultCode(rawValue: bindingCode), message: "an argument does not fit", sql: statement.sql
      )
    }
  }

  private func failure() -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
      message: String(cString: sqlite3_errmsg(connection)), sql: statement.sql)
  }

  func query(isLong: Bool) throws -> any RowSequence {
    try requireBound()
    return self
  }

  func advance() throws -> Bool {
    switch sqlite3_step(pointer) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      let failure = failure()
      sqlite3_reset(pointer)
      throw failure
    }
  }

  func snapshot() -> any RowSource { ValuesRow((0..<count).map(value)) }

  func finish() { sqlite3_reset(pointer) }

  var count: Int { Int(sqlite3_column_count(pointer)) }

  func isNull(at index: Int) -> Bool { sqlite3_column_type(pointer, Int32(index)) == SQLITE_NULL }

  func integer(at index: Int) -> Int64 { sqlite3_column_int64(pointer, Int32(index)) }

  func real(at index: Int) -> Double { sqlite3_column_double(pointer, Int32(index)) }

  func text(at index: Int) -> String {
    guard let start = sqlite3_column_text(pointer, Int32(index)) else { return "" }
    let count = Int(sqlite3_column_bytes(pointer, Int32(index)))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  func bytes(at index: Int) -> [UInt8] {
    guard let start = sqlite3_column_blob(pointer, Int32(index)) else { return [] }
    return Array(
      UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, Int32(index)))))
  }

  func value(at index: Int) -> SQLValue {
    switch sqlite3_column_type(pointer, Int32(index)) {
    case SQLITE_INTEGER: .integer(integer(at: index))
    case SQLITE_FLOAT: .real(real(at: index))
    case SQLITE_TEXT: .text(text(at: index))
    case SQLITE_BLOB: .bytes(bytes(at: index))
    default: .null
    }
  }
}

import Foundation
import GRDB
import GRDBSQLite

/// A statement that is executed for every record: its arguments go to SQLite as they are, without a box for each.
///
/// It is one of the connection's cached statements and lives as long as these do.
struct HotStatement {
  private let statement: Statement
  private let pointer: OpaquePointer
  private let connection: OpaquePointer

  /// - Throws: `DatabaseError` when SQLite cannot compile it.
  init(_ db: Database, _ sql: String) throws {
    statement = try db.cachedStatement(sql: sql)
    pointer = statement.sqliteStatement
    guard let connection = db.sqliteConnection else {
      throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the connection is closed")
    }
    self.connection = connection
  }

  /// Executes a statement that returns no rows.
  ///
  /// - Parameter arguments: in the order of the statement's question marks.
  /// - Returns: how many rows were inserted, changed or deleted.
  @discardableResult
  func run<each Argument: SQLArgument>(_ arguments: repeat each Argument) throws -> Int {
    var index: Int32 = 0
    repeat try bind(each arguments, &index)
    let code = sqlite3_step(pointer)
    sqlite3_reset(pointer)
    guard code == SQLITE_DONE else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
        message: String(cString: sqlite3_errmsg(connection)), sql: statement.sql)
    }
    return Int(sqlite3_changes(connection))
  }

  @inline(__always)
  private func bind(_ argument: some SQLArgument, _ index: inout Int32) throws {
    index += 1
    let code = argument.bind(to: pointer, at: index)
    guard code == SQLITE_OK else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)),
        sql: statement.sql)
    }
  }
}

/// What SQLite takes as an argument.
protocol SQLArgument {
  /// - Returns: SQLite's result code.
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32
}

extension Int64: SQLArgument {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int64(statement, index, self)
  }
}

extension Int: SQLArgument {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int64(statement, index, Int64(self))
  }
}

extension Double: SQLArgument {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_double(statement, index, self)
  }
}

extension String: SQLArgument {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    var text = self
    return text.withUTF8 { bytes in
      // A null pointer would be NULL, which an empty text is not.
      guard let start = bytes.baseAddress else { return sqlite3_bind_text(statement, index, "", 0, nil) }
      return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        sqlite3_bind_text(statement, index, $0, Int32(clamping: bytes.count), Self.copied)
      }
    }
  }

  /// SQLITE_TRANSIENT: SQLite makes a copy of its own.
  fileprivate static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

extension [UInt8]: SQLArgument {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return sqlite3_bind_zeroblob(statement, index, 0) }
      return sqlite3_bind_blob(statement, index, start, Int32(clamping: bytes.count), String.copied)
    }
  }
}

extension Optional: SQLArgument where Wrapped: SQLArgument {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    self?.bind(to: statement, at: index) ?? sqlite3_bind_null(statement, index)
  }
}

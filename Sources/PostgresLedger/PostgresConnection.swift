import CLibPQ
import Foundation
import SQLLedger

/// A connection to the server. Whoever has it is alone with it.
///
/// Statements that need no answer are sent and not waited for, in libpq's pipeline mode: a transaction of thousands of
/// inserts then waits for the server a few times, not thousands of times. What goes wrong with one of them is told where
/// an answer is asked for next, at the latest before the transaction is committed.
///
/// Sendable since pools lend it to one body at a time.
final class PostgresConnection: SQLConnection, @unchecked Sendable {
  /// What was sent, and whose answer was not read yet.
  private enum Sent {
    case preparation(String)
    case execution(PostgresStatement?)
    case query
  }

  let handle: OpaquePointer
  private let isWriter: Bool
  private var sent: [Sent] = []
  private var prepared: [String: String] = [:]
  private var lastChanges = 0
  private var cursors = 0
  private var isInTransaction = false
  /// Whether a transaction may have been committed although nobody said so.
  private(set) var isCommitUnknown = false

  /// How much is sent before answers are read, so that neither side's buffers fill.
  private static let window = 400
  /// Of a query with many rows, held at a time.
  private static let page = 2_000
  /// Of the one who may write: the letters of "ledger".
  static let writeLock: Int64 = 0x6C_6564_6765_72

  /// - Parameter isWriter: whether its transactions write; they are read-only snapshots otherwise.
  /// - Throws: `PostgresError`.
  init(_ address: PostgresAddress, isWriter: Bool) throws {
    let parameters = address.parameters
    let keywords = parameters.map { strdup($0.0) } + [nil]
    let values = parameters.map { strdup($0.1) } + [nil]
    defer { for pointer in keywords + values { free(pointer) } }
    let opened = keywords.map { UnsafePointer($0) }.withUnsafeBufferPointer { keywords in
      values.map { UnsafePointer($0) }.withUnsafeBufferPointer { values in
        PQconnectdbParams(keywords.baseAddress, values.baseAddress, 1)
      }
    }
    guard let opened else { throw PostgresError(.cannotConnect, "there is no memory for a connection") }
    handle = opened
    self.isWriter = isWriter
    // From here on `deinit` closes the connection, also when this fails.
    guard PQstatus(handle) == CONNECTION_OK else { throw PostgresError(.cannotConnect, of: handle) }
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
    try run(script: isWriter ? Self.settings + Self.writerSettings : Self.settings)
    try requireSuitable()
  }

  deinit { PQfinish(handle) }

  var isSound: Bool { PQstatus(handle) == CONNECTION_OK && sent.isEmpty && !isInTransaction }

  /// A host that is gone must not keep others from writing for long, nor a reader that stands still old rows from being
  /// cleared away. Many rows are read to their end. Compiling a plan takes longer than any statement here, and the server
  /// would do it for each that the writer's settings make look dear.
  private static let settings = """
    SET idle_in_transaction_session_timeout = '60s'; SET tcp_keepalives_idle = 30;
    SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3; SET cursor_tuple_fraction = 1; SET jit = off;
    """

  /// A writer that stands still within a transaction keeps everybody else from writing, so it loses its connection sooner;
  /// who waits for its turn looks after that, too (`SilentWriter`). Whatever ingest asks for is found by an index. While a
  /// new ledger fills, the server has no statistics that say so, and keeps plans that it made for small tables.
  private static let writerSettings = """
    SET idle_in_transaction_session_timeout = '\(SilentWriter.patience)s'; SET lock_timeout = '\(SilentWriter.patience + 5)s';
    SET enable_seqscan = off;
    """

  private func requireSuitable() throws {
    guard PQserverVersion(handle) >= 140_000 else {
      throw PostgresError(
        .unsuitable, "the server is older than 14, this program needs PostgreSQL 14 or later")
    }
    let encoding = PQparameterStatus(handle, "server_encoding").map { String(cString: $0) }
    guard encoding == "UTF8" else {
      throw PostgresError(
        .unsuitable, "the database's encoding is \(encoding ?? "unknown"); create it with ENCODING 'UTF8'")
    }
  }

  /// Executes statements without arguments, and waits for them. Not within a transaction of `begin`.
  func run(script: String) throws {
    let result = PQexec(handle, script)
    defer { PQclear(result) }
    let status = PQresultStatus(result)
    guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else {
      throw PostgresError(result: result, on: handle)
    }
  }

  /// The first column of a query without arguments. Not within a transaction of `begin`.
  func rows(_ sql: String) throws -> [SQLValue] {
    let result = PQexec(handle, sql)
    guard PQresultStatus(result) == PGRES_TUPLES_OK else {
      defer { PQclear(result) }
      throw PostgresError(result: result, on: handle)
    }
    let rows = PostgresResult(result)
    return (0..<rows.count).map { rows.value($0, 0) }
  }

  func statement(_ sql: String, isCached: Bool) throws -> any SQLStatement {
    PostgresStatement(sql, isCached: isCached, on: self)
  }

  func changes() throws -> Int {
    try drain()
    return lastChanges
  }

  // MARK: - Transactions

  func begin() throws {
    isCommitUnknown = false
    guard PQenterPipelineMode(handle) == 1 else { throw lost() }
    isInTransaction = true
    if isWriter {
      try execute("BEGIN")
      // Writers of one database take turns. What each then reads, it reads as of that moment, not of the transaction's begin.
      try execute("SELECT pg_advisory_xact_lock(\(Self.writeLock))")
    } else {
      try execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    }
  }

  func commit() throws {
    try drain()
    isCommitUnknown = isWriter
    try execute("COMMIT")
    try drain()
    isCommitUnknown = false
    isInTransaction = false
    guard PQexitPipelineMode(handle) == 1 else { throw lost() }
  }

  func rollback() {
    guard isInTransaction else { return }
    _ = try? drain()
    do {
      try execute("ROLLBACK")
      try drain()
    } catch {
      // Not sound any more: it is closed, and the server rolls back by itself.
      return
    }
    isInTransaction = PQexitPipelineMode(handle) != 1
  }

  /// Makes it unsound: it is closed then, and the server rolls back what it had begun.
  func abandon() { isInTransaction = true }

  /// Lets a body use statements in a transaction that a script began.
  func within<Value>(_ body: () throws -> Value) throws -> Value {
    guard PQenterPipelineMode(handle) == 1 else { throw lost() }
    isInTransaction = true
    let value = try body()
    try drain()
    isInTransaction = false
    guard PQexitPipelineMode(handle) == 1 else { throw lost() }
    return value
  }

  // MARK: - Sending

  private func execute(_ sql: String) throws {
    try send(PostgresStatement(sql, isCached: false, on: self), as: .execution(nil))
  }

  func execute(_ statement: PostgresStatement) throws {
    try send(statement, as: .execution(statement))
  }

  func query(_ statement: PostgresStatement) throws -> PostgresResult {
    try send(statement, as: .query)
    return PostgresResult(try drain())
  }

  /// Begins a query whose rows are fetched by and by.
  func open(_ statement: PostgresStatement) throws -> PostgresCursor {
    cursors += 1
    let name = "rows\(cursors)"
    try send(statement, as: .execution(nil), before: "DECLARE \(name) NO SCROLL CURSOR FOR ")
    return PostgresCursor(name, on: self, first: try fetch(name))
  }

  func fetch(_ cursor: String) throws -> PostgresResult {
    try query(PostgresStatement("FETCH \(Self.page) FROM \(cursor)", isCached: false, on: self))
  }

  func close(_ cursor: String) {
    // What goes wrong here goes wrong with whatever comes next as well.
    if isInTransaction, PQstatus(handle) == CONNECTION_OK { try? execute("CLOSE \(cursor)") }
  }

  private func send(_ statement: PostgresStatement, as command: Sent, before prefix: String = "") throws {
    guard isInTransaction else {
      throw PostgresError(.statement, "a statement needs a transaction: \(statement.sql)")
    }
    if sent.count >= Self.window { try drain() }
    if statement.isCached, prefix.isEmpty {
      let name = try prepare(statement.sql)
      guard
        statement.withArguments({ count, values, lengths, formats in
          PQsendQueryPrepared(handle, name, count, values, lengths, formats, 0)
        }) == 1
      else { throw lost() }
    } else {
      guard
        statement.withArguments({ count, values, lengths, formats in
          PQsendQueryParams(handle, prefix + statement.sql, count, nil, values, lengths, formats, 0)
        }) == 1
      else { throw lost() }
    }
    sent.append(command)
  }

  private func prepare(_ sql: String) throws -> String {
    if let name = prepared[sql] { return name }
    let name = "s\(prepared.count)"
    guard PQsendPrepare(handle, name, sql, 0, nil) == 1 else { throw lost() }
    prepared[sql] = name
    sent.append(.preparation(sql))
    return name
  }

  private func lost() -> PostgresError {
    let message = PostgresError(.connectionLost, of: handle)
    return message.reason.isEmpty ? PostgresError(.connectionLost, "the connection is lost") : message
  }

  // MARK: - Reading

  /// Reads the answers to all that was sent.
  ///
  /// - Returns: the rows of the query that was sent last.
  /// - Throws: the first thing that went wrong.
  @discardableResult
  private func drain() throws -> OpaquePointer? {
    guard !sent.isEmpty else { return nil }
    guard PQpipelineSync(handle) == 1 else {
      sent.removeAll()
      throw lost()
    }
    var rows: OpaquePointer?
    var failure: PostgresError?
    for command in sent {
      while let result = PQgetResult(handle) {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
          if case .query = command {
            PQclear(rows)
            rows = result
            continue
          }
          if case .execution(let statement) = command { note(PQcmdTuples(result), statement) }
        case PGRES_PIPELINE_ABORTED: forget(command)
        default:
          failure = failure ?? PostgresError(result: result, on: handle)
          forget(command)
        }
        PQclear(result)
      }
      if PQstatus(handle) != CONNECTION_OK { break }
    }
    sent.removeAll(keepingCapacity: true)
    let end = PQgetResult(handle)
    let isWhole = PQresultStatus(end) == PGRES_PIPELINE_SYNC
    PQclear(end)
    if failure != nil || !isWhole { PQclear(rows) }
    if let failure { throw failure }
    guard isWhole else { throw lost() }
    return rows
  }

  private func note(_ tuples: UnsafeMutablePointer<CChar>?, _ statement: PostgresStatement?) {
    lastChanges = tuples.map { atol($0) } ?? 0
    statement?.note(changes: lastChanges)
  }

  /// A statement that the server did not compile is compiled again when it is asked for again.
  private func forget(_ command: Sent) {
    if case .preparation(let sql) = command { prepared[sql] = nil }
  }

  /// For `PostgresStatement`, which may ask before anything was sent.
  func settle() throws { try drain() }

  // MARK: - Copying

  /// Sends rows as COPY takes them: texts, columns apart by tabs, each row ended by a newline.
  func copy(_ lines: [UInt8]) throws {
    let code = lines.withUnsafeBytes { bytes in
      PQputCopyData(handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
    }
    guard code == 1 else { throw lost() }
  }

  func beginCopy(_ sql: String) throws {
    let result = PQexec(handle, sql)
    defer { PQclear(result) }
    guard PQresultStatus(result) == PGRES_COPY_IN else { throw PostgresError(result: result, on: handle) }
  }

  func endCopy() throws {
    guard PQputCopyEnd(handle, nil) == 1 else { throw lost() }
    var failure: PostgresError?
    while let result = PQgetResult(handle) {
      if PQresultStatus(result) != PGRES_COMMAND_OK { failure = PostgresError(result: result, on: handle) }
      PQclear(result)
    }
    if let failure { throw failure }
  }
}

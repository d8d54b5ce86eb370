/// A row of a query.
package struct Row {
  private let source: any RowSource

  init(_ source: any RowSource) {
    self.source = source
  }

  /// A column, counted from 0, as what is asked for.
  package subscript<Value: SQLConvertible>(_ index: Int) -> Value { Value.read(source, index) }

  package var values: [SQLValue] { (0..<source.count).map(source.value) }

  package static func fetchAll(
    _ db: Database, sql: String, arguments: StatementArguments = []
  ) throws -> [Row] {
    try fetchAll(try db.statement(sql: sql), arguments: arguments)
  }

  package static func fetchAll(_ statement: Statement, arguments: StatementArguments = []) throws -> [Row] {
    var all: [Row] = []
    try statement.forEach(arguments) { all.append(Row($0.snapshot())) }
    return all
  }

  package static func fetchOne(
    _ db: Database, sql: String, arguments: StatementArguments = []
  ) throws -> Row? {
    try fetchOne(try db.statement(sql: sql), arguments: arguments)
  }

  package static func fetchOne(_ statement: Statement, arguments: StatementArguments = []) throws -> Row? {
    try statement.first(arguments) { Row($0.snapshot()) }
  }

  /// Visits rows that are not held: each is gone with the next.
  package static func fetchEach(
    _ statement: Statement, arguments: StatementArguments = [], _ body: (Row) throws -> Void
  ) throws {
    try statement.forEach(arguments) { try body(Row($0)) }
  }

  /// Rows that are not held: each is gone with the next.
  package static func fetchCursor(
    _ db: Database, sql: String, arguments: StatementArguments = []
  ) throws -> Cursor<Row> {
    try Cursor(try db.statement(sql: sql), arguments) { Row($0) }
  }
}

/// The values of a query, one at a time.
package final class Cursor<Value> {
  private let rows: any RowSequence
  private let value: (any RowSequence) -> Value

  init(
    _ statement: Statement, _ arguments: StatementArguments, _ value: @escaping (any RowSequence) -> Value
  ) throws {
    statement.bind(arguments)
    rows = try statement.driver.query(isLong: true)
    self.value = value
  }

  deinit { rows.finish() }

  package func next() throws -> Value? { try rows.advance() ? value(rows) : nil }
}

extension SQLConvertible {
  /// The first column of the first row; nil where there is none, or where it is NULL.
  package static func fetchOne(
    _ db: Database, sql: String, arguments: StatementArguments = []
  ) throws -> Self? {
    try fetchOne(try db.statement(sql: sql), arguments: arguments)
  }

  package static func fetchOne(_ statement: Statement, arguments: StatementArguments = []) throws -> Self? {
    try statement.first(arguments) { $0.isNull(at: 0) ? nil : read($0, 0) } ?? nil
  }

  /// The first column of every row.
  package static func fetchAll(
    _ db: Database, sql: String, arguments: StatementArguments = []
  ) throws -> [Self] {
    try fetchAll(try db.statement(sql: sql), arguments: arguments)
  }

  package static func fetchAll(_ statement: Statement, arguments: StatementArguments = []) throws -> [Self] {
    var all: [Self] = []
    try statement.forEach(arguments) { all.append(read($0, 0)) }
    return all
  }

  package static func fetchCursor(
    _ db: Database, sql: String, arguments: StatementArguments = []
  ) throws -> Cursor<Self> {
    try Cursor(try db.statement(sql: sql), arguments) { read($0, 0) }
  }
}

extension Statement {
  fileprivate func forEach(_ arguments: StatementArguments, _ body: (any RowSequence) throws -> Void) throws {
    bind(arguments)
    let rows = try driver.query(isLong: false)
    defer { rows.finish() }
    while try rows.advance() { try body(rows) }
  }

  fileprivate func first<Value>(
    _ arguments: StatementArguments, _ value: (any RowSequence) -> Value
  ) throws -> Value? {
    bind(arguments)
    let rows = try driver.query(isLong: false)
    defer { rows.finish() }
    return try rows.advance() ? value(rows) : nil
  }
}

/// A row whose values are held.
package final class ValuesRow: RowSource {
  private let values: [SQLValue]

  package init(_ values: [SQLValue]) {
    self.values = values
  }

  package var count: Int { values.count }

  package func isNull(at index: Int) -> Bool { values[index] == .null }

  package func integer(at index: Int) -> Int64 {
    switch values[index] {
    case .integer(let number): number
    case .real(let number): Int64(exactly: number.rounded(.towardZero)) ?? 0
    default: 0
    }
  }

  package func real(at index: Int) -> Double {
    switch values[index] {
    case .integer(let number): Double(number)
    case .real(let number): number
    default: 0
    }
  }

  package func text(at index: Int) -> String {
    if case .text(let text) = values[index] { text } else { "" }
  }

  package func bytes(at index: Int) -> [UInt8] {
    if case .bytes(let bytes) = values[index] { bytes } else { [] }
  }

  package func value(at index: Int) -> SQLValue { values[index] }
}

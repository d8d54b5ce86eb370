/// A connection to the ledger's database, in the hands of the body that got it: it ends with that.
package final class Database {
  private let connection: any SQLConnection

  package init(_ connection: any SQLConnection) {
    self.connection = connection
  }

  /// Executes a statement that returns no rows.
  package func execute(sql: String, arguments: StatementArguments = []) throws {
    try Statement(connection.statement(sql, isCached: false)).execute(arguments: arguments)
  }

  /// A statement that is compiled once for each connection.
  package func cachedStatement(sql: String) throws -> Statement {
    Statement(try connection.statement(sql, isCached: true))
  }

  func statement(sql: String) throws -> Statement {
    Statement(try connection.statement(sql, isCached: false))
  }

  /// How many rows the statement that was executed last inserted, changed or deleted.
  package var changesCount: Int {
    get throws { try connection.changes() }
  }

  /// Runs a body in a transaction that nobody else writes during: all of it is written, or nothing.
  package func inTransaction<Value>(_ body: () throws -> Value) throws -> Value {
    try connection.begin()
    do {
      let value = try body()
      try connection.commit()
      return value
    } catch {
      connection.rollback()
      throw error
    }
  }
}

extension SQLLedger {
  /// Where another module has a `Database` of its own.
  package typealias Session = Database
}

/// A compiled statement.
package struct Statement {
  let driver: any SQLStatement

  init(_ driver: any SQLStatement) {
    self.driver = driver
  }

  /// Executes a statement that returns no rows.
  package func execute(arguments: StatementArguments = []) throws {
    bind(arguments)
    try driver.execute()
  }

  func bind(_ arguments: StatementArguments) {
    for (index, value) in arguments.values.enumerated() { value.bind(to: driver, at: index) }
  }
}

/// In the order of the statement's question marks, or of their numbers.
package struct StatementArguments: ExpressibleByArrayLiteral {
  private(set) var values: [SQLValue]

  package init(arrayLiteral elements: (any SQLConvertible)?...) {
    self.init(elements)
  }

  package init(_ elements: [(any SQLConvertible)?]) {
    values = elements.map { $0?.sqlValue ?? .null }
  }

  package init(_ elements: [Int64]) {
    values = elements.map(SQLValue.integer)
  }

  package static func + (a: StatementArguments, b: StatementArguments) -> StatementArguments {
    var both = a
    both += b
    return both
  }

  package static func += (a: inout StatementArguments, b: StatementArguments) {
    a.values += b.values
  }
}

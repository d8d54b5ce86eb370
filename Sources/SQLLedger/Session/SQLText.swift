/// SQL with its arguments, put together of parts: `"a = \(value: 7) AND \(condition)"`. A text that is put in as it is comes
/// from this module's own constants, never from outside.
struct SQLText: ExpressibleByStringInterpolation {
  private(set) var sql: String
  private(set) var arguments: StatementArguments

  private init(sql: String, arguments: StatementArguments) {
    self.sql = sql
    self.arguments = arguments
  }

  init(stringLiteral text: String) { self.init(sql: text, arguments: []) }

  init(stringInterpolation text: StringInterpolation) { self = text.result }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var result: SQLText = ""

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ text: String) { result.sql += text }

    mutating func appendInterpolation(_ part: SQLText) {
      result.sql += part.sql
      result.arguments += part.arguments
    }

    mutating func appendInterpolation(_ constant: String) { result.sql += constant }

    mutating func appendInterpolation(_ number: some BinaryInteger) { result.sql += String(number) }

    mutating func appendInterpolation(value: any SQLConvertible) {
      result.sql += "?"
      result.arguments += [value]
    }
  }

  /// Of no parts: empty.
  static func joined(_ parts: [SQLText], by separator: String) -> SQLText {
    SQLText(
      sql: parts.map(\.sql).joined(separator: separator),
      arguments: parts.reduce(into: []) { $0 += $1.arguments })
  }

  /// All of these conditions.
  static func all(_ conditions: [SQLText]) -> SQLText {
    conditions.isEmpty ? "TRUE" : joined(conditions, by: " AND ")
  }
}

extension SQLConvertible {
  /// The first column of the first row; nil where there is none, or where it is NULL.
  static func fetchOne(_ db: Database, _ text: SQLText) throws -> Self? {
    try fetchOne(db, sql: text.sql, arguments: text.arguments)
  }
}

extension Row {
  static func fetchAll(_ db: Database, _ text: SQLText) throws -> [Row] {
    try fetchAll(db, sql: text.sql, arguments: text.arguments)
  }
}

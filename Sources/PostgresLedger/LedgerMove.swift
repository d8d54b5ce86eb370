import Foundation
import Ledger
package import SQLLedger

/// Moves a ledger from another database into an empty one in PostgreSQL.
package struct LedgerMove: Sendable {
  private let target: PostgresDatabase

  /// A table with its columns, in PostgreSQL's order.
  private struct Table {
    var name: String
    var columns: [String]

    var list: String { columns.map { "\"\($0)\"" }.joined(separator: ", ") }
  }

  /// - Throws: `PostgresError`; `LedgerError` when a newer program wrote what is there.
  package init(into address: PostgresAddress) throws {
    target = try PostgresDatabase(address)
  }

  /// How many rows there are to be copied.
  package func rows(of ledger: SQLLedger) async throws -> Int {
    let tables = try target.copying { try Self.tables($0) }.map(\.name)
    return try await ledger.database.read { source in
      try tables.reduce(0) { total, table in
        total + (try Int.fetchOne(source, sql: "SELECT COUNT(*) FROM \(table)") ?? 0)
      }
    }
  }

  /// Copies every row of a snapshot, and compares what both ledgers say; all within one transaction.
  ///
  /// - Parameter onProgress: told how many rows were copied so far.
  /// - Returns: the digest that both have.
  /// - Throws: `LedgerError` with code `fileRefused` when there is a ledger already, or when the digests differ; nothing was
  ///   written then.
  package func move(
    _ ledger: SQLLedger, onProgress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> String {
    let target = target
    return try await ledger.database.read { source in
      try target.copying { connection in
        try Self.copy(source, connection, onProgress)
      }
    }
  }

  private static func copy(
    _ source: Database, _ connection: PostgresConnection, _ onProgress: (Int) -> Void
  ) throws -> String {
    let tables = try tables(connection)
    guard try connection.rows("SELECT 1 FROM log UNION ALL SELECT 1 FROM stream LIMIT 1").isEmpty else {
      throw LedgerError(.fileRefused, "there is a ledger in the database already, and it is not overwritten")
    }
    // What the migrations put into new tables comes with the ledger.
    try connection.run(script: "TRUNCATE \(tables.map(\.name).joined(separator: ", "))")
    var done = 0
    for table in tables {
      // What the triggers would bring about is copied as well.
      try connection.run(script: "ALTER TABLE \(table.name) DISABLE TRIGGER USER")
      try copy(table, source, connection) { rows in
        done += rows
        onProgress(done)
      }
      try connection.run(script: "ALTER TABLE \(table.name) ENABLE TRIGGER USER")
    }
    try connection.run(script: raiseIdentities + "ANALYZE;")
    let digests = (
      try SQLLedger.digest(source), try connection.within { try SQLLedger.digest(Database(connection)) }
    )
    guard digests.0 == digests.1 else {
      throw LedgerError(
        .fileRefused, "the digests differ, \(digests.0) here and \(digests.1) there; nothing was moved")
    }
    return digests.0
  }

  private static func tables(_ connection: PostgresConnection) throws -> [Table] {
    let names = try connection.rows(
      """
      SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
        AND relname <> 'schema_version' ORDER BY oid
      """)
    return try names.compactMap { name in
      guard case .text(let name) = name else { return nil }
      let columns = try connection.rows(
        "SELECT attname FROM pg_attribute WHERE attrelid = '\(name)'::regclass AND attnum > 0 ORDER BY attnum"
      )
      return Table(
        name: name, columns: columns.compactMap { if case .text(let column) = $0 { column } else { nil } })
    }
  }

  /// Bytes of rows that are sent together.
  private static let chunk = 1 << 20

  private static func copy(
    _ table: Table, _ source: Database, _ connection: PostgresConnection, _ onProgress: (Int) -> Void
  ) throws {
    try connection.beginCopy("COPY \(table.name) (\(table.list)) FROM STDIN")
    let rows = try Row.fetchCursor(source, sql: "SELECT \(table.list) FROM \(table.name)")
    var lines: [UInt8] = []
    var count = 0
    while let row = try rows.next() {
      for (index, value) in row.values.enumerated() {
        if index > 0 { lines.append(UInt8(ascii: "\t")) }
        value.append(to: &lines)
      }
      lines.append(UInt8(ascii: "\n"))
      count += 1
      guard lines.count >= chunk else { continue }
      try connection.copy(lines)
      lines.removeAll(keepingCapacity: true)
      onProgress(count)
      count = 0
    }
    try connection.copy(lines)
    try connection.endCopy()
    onProgress(count)
  }

  /// The next row ids come behind those that were copied. Those of hazards are fingerprints, which nobody hands out.
  private static let raiseIdentities = """
    DO $$ DECLARE name text; BEGIN
      FOR name IN SELECT attrelid::regclass FROM pg_attribute
        JOIN pg_class ON pg_class.oid = attrelid
        WHERE attidentity <> '' AND relnamespace = current_schema()::regnamespace AND relname <> 'hazard'
      LOOP
        EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, ''id''), COALESCE((SELECT MAX(id) FROM %I), 0) + 1, false)',
          name, name);
      END LOOP;
    END $$;
    """
}

extension SQLValue {
  /// As COPY reads it.
  fileprivate func append(to line: inout [UInt8]) {
    switch self {
    case .null: line += Array(#"\N"#.utf8)
    case .integer(let number): line += Array(String(number).utf8)
    case .real(let number): line += Array(String(number).utf8)
    case .text(let text): Self.append(text, to: &line)
    case .bytes(let bytes):
      line += Array(#"\\x"#.utf8)
      for byte in bytes {
        line.append(Self.digits[Int(byte >> 4)])
        line.append(Self.digits[Int(byte & 0x0F)])
      }
    }
  }

  private static let digits = Array("0123456789abcdef".utf8)

  private static func append(_ text: String, to line: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case 0: line += Array("\u{FFFD}".utf8)
      case UInt8(ascii: "\\"): line += Array(#"\\"#.utf8)
      case UInt8(ascii: "\t"): line += Array(#"\t"#.utf8)
      case UInt8(ascii: "\n"): line += Array(#"\n"#.utf8)
      case UInt8(ascii: "\r"): line += Array(#"\r"#.utf8)
      default: line.append(byte)
      }
    }
  }
}

import GRDB
import SQLLedger

/// The indexes of a ledger's lists, which are made when the ledger is filled: one that grows with every row costs several
/// times as much as one that is made of all rows at once.
package struct PostponedIndexes: Sendable {
  private let database: SQLiteDatabase
  private let definitions: [String]

  /// Takes them away.
  ///
  /// - Parameter database: of a ledger that is empty, and that nobody asks anything before it is filled.
  package init(of database: SQLiteDatabase) throws {
    self.database = database
    definitions = try database.pool.write { db in
      try ListSchema.postponable.compactMap { name in
        let definition = try String.fetchOne(
          db, sql: "SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?", arguments: [name])
        try db.execute(sql: "DROP INDEX \(name)")
        return definition
      }
    }
  }

  /// Makes them. Others may read the ledger meanwhile.
  package func make() async throws {
    try await database.pool.write { [definitions] db in
      for definition in definitions { try db.execute(sql: definition) }
    }
  }
}

import Faults
package import Inspection
package import Ledger
import Synchronization

/// The ledger in a relational database: one writer, readers beside it.
package final class SQLLedger: LedgerStore, Sendable {
  package let database: any SQLDatabase
  let limits: ListLimits
  /// Row ids of names; locked only by the one writer.
  private let names = Mutex(NameCache())

  /// - Parameter database: with its tables up to date (`Schema.migrations`).
  package init(_ database: any SQLDatabase, limits: ListLimits = ListLimits()) {
    self.database = database
    self.limits = limits
  }

  package func position(of stream: LedgerStream) throws -> Int64 {
    try database.readNow { db in
      try Int64.fetchOne(
        db, sql: "SELECT next_offset FROM stream WHERE topic = ? AND partition = ?",
        arguments: [stream.topic, stream.partition])
    } ?? 0
  }

  package func apply(_ slices: [LedgerSlice], at time: Timestamp) async throws -> LedgerChange {
    try await database.writeWithoutTransaction { [self] db in
      try names.withLock { names in
        do {
          return try db.inTransaction {
            var run = try IngestRun(db: db, time: time, names: names)
            // The run owns the names until it has ended, so that they are never copied.
            names = NameCache()
            let change = try run.apply(slices)
            names = run.names
            FaultPlan.pass(.ledgerWriting)
            return change
          }
        } catch {
          // Row ids that were handed out within the transaction are void.
          names = NameCache()
          throw error
        }
      }
    }
  }

  package func close() throws {
    try database.close()
  }
}

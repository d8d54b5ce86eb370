import Foundation
import Ledger
import LedgerTestSupport
import SQLLedger
import SQLiteLedger
import TestSupport
import Testing

@Suite struct PostponedIndexTests {
  @Test func aFilledLedgerHasTheIndexesOfAnyOther() async throws {
    let sample = SampleCampaign(seed: 3)
    let slices = try [
      LedgerSlice("control", from: 0, sample.control), LedgerSlice("registers", from: 0, [sample.register]),
      LedgerSlice("results", from: 0, sample.results.map(LedgerEntry.result)),
    ]
    try await withTemporaryFolder { folder in
      let other = try SQLLedger(path: folder.appending(path: "other.sqlite").path)
      defer { try? other.close() }
      _ = try await other.apply(slices)

      let database = try SQLiteDatabase(path: folder.appending(path: "filled").path, isScratch: true)
      let filled = SQLLedger(database)
      defer { try? filled.close() }
      let postponed = try PostponedIndexes(of: database)
      _ = try await filled.apply(slices)
      #expect(
        try Self.indexes(filled).count == (try Self.indexes(other)).count - ListSchema.postponable.count)
      try await postponed.make()
      #expect(try Self.indexes(filled) == (try Self.indexes(other)))
      #expect(try await filled.verify() == [])
      #expect(try await filled.digest() == (try await other.digest()))
      #expect(try await filled.hazards(HazardQuery()) == (try await other.hazards(HazardQuery())))
    }
  }

  private static func indexes(_ ledger: SQLLedger) throws -> Set<String> {
    try ledger.database.readNow {
      Set(
        try String.fetchAll(
          $0, sql: "SELECT name || ': ' || COALESCE(sql, '') FROM sqlite_master WHERE type = 'index'"))
    }
  }
}

import Foundation
import GRDB
import Inspection
import Ledger
import LedgerTestSupport
import SQLLedger
import SQLiteLedger
import TestSupport
import Testing

/// Locks, full disks and rivals: what fails, fails whole, and goes through when it is tried again.
@Suite struct TroubleTests {
  private func withSample(
    busyTimeout: TimeInterval = 0.05, _ body: (SQLLedger, SampleCampaign, String) async throws -> Void
  ) async throws {
    let sample = SampleCampaign(seed: 31)
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("ledger.sqlite").path
      let ledger = try SQLLedger(path: path, busyTimeout: busyTimeout)
      _ = try await ledger.apply([LedgerSlice("control", from: 0, sample.control)])
      try await body(ledger, sample, path)
    }
  }

  @Test func aLockedDatabaseLosesNothing() async throws {
    try await withSample { ledger, sample, path in
      let slice = try LedgerSlice("results", from: 0, sample.results.map(LedgerEntry.result))
      let before = try await ledger.digest()
      var configuration = Configuration()
      configuration.allowsUnsafeTransactions = true
      let rival = try DatabaseQueue(path: path, configuration: configuration)
      try await rival.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
      for _ in 1...2 {
        let error = await #expect(throws: DatabaseError.self) { try await ledger.apply([slice]) }
        #expect(error?.resultCode == .SQLITE_BUSY)
        // Readers, and whoever opens it to look, are not held up.
        #expect(try await SQLLedger(path: path).digest() == before)
      }
      try await rival.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
      #expect(try await ledger.apply([slice]).resultsInserted == 120)
      #expect(try await ledger.verify() == [])
    }
  }

  @Test func aFullDiskLosesNothing() async throws {
    try await withSample { ledger, sample, path in
      // So many that they do not fit into what is free of the pages that there are.
      let results = (0..<20).flatMap { _ in sample.results }
      let slice = try LedgerSlice("results", from: 0, results.map(LedgerEntry.result))
      let before = try await ledger.digest()
      try #require(ledger.database as? SQLiteDatabase).limit(pages: 1)
      for _ in 1...3 {
        let error = await #expect(throws: DatabaseError.self) { try await ledger.apply([slice]) }
        #expect(error?.resultCode == .SQLITE_FULL)
        #expect(try await ledger.digest() == before)
        #expect(try ledger.position(of: slice.stream) == 0)
      }
      try #require(ledger.database as? SQLiteDatabase).limit(pages: nil)
      #expect(try await ledger.apply([slice]).resultsInserted == 120)
      #expect(try await ledger.verify() == [])
      #expect(try await ledger.rebuiltDigest(at: path + ".new") == (try await ledger.digest()))
    }
  }

  /// Stopped with a slice in its hands while another one took over and went on.
  @Test func aStalledWriterIsRefused() async throws {
    try await withSample(busyTimeout: 5) { stalled, sample, path in
      let entries = sample.results.map(LedgerEntry.result)
      let held = try LedgerSlice("results", from: 0, Array(entries[0..<30]))
      let rival = try SQLLedger(path: path)
      _ = try await rival.apply([LedgerSlice("results", from: 0, Array(entries[0..<30]))])
      _ = try await rival.apply([LedgerSlice("results", from: 30, Array(entries[30..<90]))])
      let before = try await rival.digest()
      for slice in [held, try LedgerSlice("results", from: 30, Array(entries[30..<40]))] {
        let error = await #expect(throws: LedgerError.self) { try await stalled.apply([slice]) }
        #expect(error?.code == .staleOffset)
        #expect(error?.stream == slice.stream)
      }
      #expect(try await stalled.digest() == before)
      // It follows the ledger and goes on from there.
      let position = try stalled.position(of: held.stream)
      #expect(position == 90)
      _ = try await stalled.apply([LedgerSlice("results", from: position, Array(entries[90...]))])
      #expect(try await rival.campaign("k")?.status.taskOutcomes.checked == 120)
      #expect(try await rival.verify() == [])
    }
  }

  @Test func aSliceWithoutItsRecordsIsRefused() async throws {
    try await withSample { ledger, sample, _ in
      var slice = try LedgerSlice("results", from: 0, [sample.checked(0)])
      slice.raw = RawRecords()
      let error = await #expect(throws: LedgerError.self) { try await ledger.apply([slice]) }
      #expect(error?.code == .damagedLog)
      #expect(try ledger.position(of: slice.stream) == 0)
    }
  }
}

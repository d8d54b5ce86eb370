import Foundation
import GRDB
import Inspection
import Ledger
import LedgerTestSupport
import SQLLedger
import SQLiteLedger
import TestSupport
import Testing

/// Rebuild, backup and restore.
@Suite struct CopyTests {
  private struct Place {
    let folder: URL

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
  }

  private func withSample(_ body: (SQLLedger, SampleCampaign, Place) async throws -> Void) async throws {
    let sample = SampleCampaign(seed: 21)
    try await withTemporaryFolder { folder in
      let place = Place(folder: folder)
      let ledger = try SQLLedger(path: place.path("ledger.sqlite"))
      _ = try await ledger.apply([
        LedgerSlice("fleet.control", from: 0, sample.control),
        LedgerSlice("fleet.registers", from: 0, [sample.register]),
        LedgerSlice("fleet.results", from: 0, sample.results.map(LedgerEntry.result)),
      ])
      try await body(ledger, sample, place)
    }
  }

  @Test func aLedgerIsRebuiltFromItsLogWhileItIsWritten() async throws {
    try await withSample { ledger, sample, place in
      let state = try await ledger.logState()
      #expect(state.records == 123)
      let before = try await ledger.digest()
      #expect(state.digest == before)
      _ = try await ledger.apply([LedgerSlice("fleet.control", from: 2, [sample.seal, .garbage])])
      #expect(try await ledger.rebuiltDigest(at: place.path("now.sqlite")) == (try await ledger.digest()))
      // A rebuilt ledger is a ledger: it can be rebuilt itself, and goes on.
      let second = try SQLLedger(path: place.path("now.sqlite"))
      #expect(try await second.rebuiltDigest(at: place.path("again.sqlite")) == (try await ledger.digest()))
      #expect(try second.position(of: LedgerStream(topic: "fleet.control", partition: 0)) == 4)
      #expect(try await second.overview().rejected == 1)
    }
  }

  @Test func aBackupIsTheLedgerOfOneMoment() async throws {
    try await withSample { ledger, sample, place in
      let before = try await ledger.digest()
      try LedgerBackup.write(ledger, into: place.path("backup.sqlite"))
      _ = try await ledger.apply([LedgerSlice("fleet.control", from: 2, [sample.seal])])
      #expect(try await ledger.digest() != before)
      let names = try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
      #expect(names.filter { $0.hasPrefix("backup") } == ["backup.sqlite"])

      let broken = try await LedgerBackup.restore(
        from: place.path("backup.sqlite"), to: place.path("restored.sqlite"), replacing: false)
      #expect(broken == [])
      let restored = try SQLLedger(path: place.path("restored.sqlite"))
      #expect(try await restored.digest() == before)
      #expect(try await restored.verify() == [])
      // What came after the backup is read again.
      _ = try await restored.apply([LedgerSlice("fleet.control", from: 2, [sample.seal])])
      #expect(try await restored.digest() == (try await ledger.digest()))
    }
  }

  @Test func whatIsNoLedgerIsNamed() throws {
    let missing = #expect(throws: LedgerError.self) { _ = try SQLLedger(path: "/nowhere/ledger.sqlite") }
    #expect(missing?.reason.hasPrefix("/nowhere/ledger.sqlite cannot be opened") == true)
    let other = #expect(throws: LedgerError.self) { _ = try SQLLedger(path: #filePath) }
    #expect(other?.reason == "\(#filePath) is no ledger: it is not a SQLite database")
  }

  @Test func nothingIsOverwrittenUnasked() async throws {
    try await withSample { ledger, _, place in
      let backup = place.path("backup.sqlite")
      try LedgerBackup.write(ledger, into: backup)
      for path in [backup, place.path("ledger.sqlite")] {
        let error = #expect(throws: LedgerError.self) { try LedgerBackup.write(ledger, into: path) }
        #expect(error?.code == .fileRefused)
      }
      let refused = await #expect(throws: LedgerError.self) {
        try await LedgerBackup.restore(from: backup, to: place.path("ledger.sqlite"), replacing: false)
      }
      #expect(refused?.reason.contains("exists already") == true)
      // In use: not even when asked.
      let busy = await #expect(throws: LedgerError.self) {
        try await LedgerBackup.restore(from: backup, to: place.path("ledger.sqlite"), replacing: true)
      }
      #expect(busy?.reason.contains("in use") == true)
      let digest = try await ledger.digest()
      try ledger.close()
      #expect(
        try await LedgerBackup.restore(from: backup, to: place.path("ledger.sqlite"), replacing: true) == [])
      #expect(try await SQLLedger(path: place.path("ledger.sqlite")).digest() == digest)
      let names = try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
      #expect(names.filter { $0.contains("partial") } == [])
    }
  }

  @Test func aDamagedBackupIsNotRestored() async throws {
    try await withSample { ledger, _, place in
      let backup = place.path("backup.sqlite")
      try LedgerBackup.write(ledger, into: backup)
      try await DatabaseQueue(path: backup).write { try $0.execute(sql: "UPDATE campaign SET checked = 1") }
      let broken = try await LedgerBackup.restore(
        from: backup, to: place.path("new.sqlite"), replacing: false)
      #expect(broken.count == 1)
      #expect(broken.first?.contains("distinct checked results") == true)

      try Data("no database".utf8).write(to: URL(fileURLWithPath: place.path("text")))
      _ = try await DatabaseQueue(path: place.path("other.sqlite")).write {
        try $0.create(table: "t") { $0.column("a") }
      }
      for name in ["text", "other.sqlite", "nothing"] {
        let error = await #expect(throws: LedgerError.self) {
          try await LedgerBackup.restore(
            from: place.path(name), to: place.path("new.sqlite"), replacing: false)
        }
        #expect(error?.code == .fileRefused)
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
      #expect(!names.contains("nothing"))
      #expect(names.filter { $0.hasPrefix("new") } == [])
    }
  }

  /// What a damaged ledger is replaced by must not meet its write-ahead log.
  @Test func aDamagedLedgerIsReplaced() async throws {
    try await withSample { ledger, _, place in
      let backup = place.path("backup.sqlite")
      try LedgerBackup.write(ledger, into: backup)
      let digest = try await ledger.digest()
      for name in ["broken.sqlite", "broken.sqlite-wal", "broken.sqlite-shm"] {
        try Data("rubbish".utf8).write(to: URL(fileURLWithPath: place.path(name)))
      }
      let broken = try await LedgerBackup.restore(
        from: backup, to: place.path("broken.sqlite"), replacing: true)
      #expect(broken == [])
      #expect(try await SQLLedger(path: place.path("broken.sqlite")).digest() == digest)
    }
  }
}

import Foundation
import Inspection
import Ledger
import LedgerTestSupport
import SQLLedger
import TestSupport
import Testing

@Suite(.everyLedger) struct VerificationTests {
  /// A campaign with every kind of outcome, complete.
  private func fill(_ ledger: SQLLedger) async throws {
    let sample = SampleCampaign(seed: 5)
    var results = (0..<110).map { sample.checked(UInt64($0)) }
    results += (110..<115).map { sample.unchecked(.dead, UInt64($0)) }
    results += (115..<120).map { sample.unchecked(.cancelled, UInt64($0)) } + [sample.checked(118)]
    _ = try await ledger.apply([
      LedgerSlice("control", from: 0, sample.control + [sample.seal]),
      LedgerSlice("registers", from: 0, [sample.register]), LedgerSlice("results", from: 0, results),
    ])
    _ = try await ledger.apply([LedgerSlice("results", from: 121, [sample.checked(0)])])
  }

  @Test(arguments: [
    ("UPDATE campaign SET checked = checked + 1, dead = dead - 1", "distinct checked results"),
    ("UPDATE campaign SET cancelled = cancelled - 1", "distinct cancelled results"),
    ("DELETE FROM result WHERE seq = 112", "distinct dead results"),
    ("UPDATE campaign SET tasks = 119", "no more outcomes than tasks"),
    ("UPDATE result SET seq = 120 WHERE seq = 119", "one of its campaign's tasks"),
    ("UPDATE campaign SET completed_at = NULL", "complete when and only when"),
    ("UPDATE campaign SET sealed_at = NULL", "complete when and only when"),
    ("UPDATE campaign SET late = 0", "late results are counted"),
    ("UPDATE late_result SET seq = 3", "late only where"),
    ("UPDATE result SET checks = 4 WHERE seq = 3", "checks by item are"),
    ("UPDATE campaign_region SET pass = pass + 1", "checks by region are"),
    ("DELETE FROM event WHERE id = 1", "every failed check"),
    (
      "UPDATE hazard SET sightings = sightings + 1 WHERE id = (SELECT MIN(id) FROM hazard)",
      "as its events say"
    ),
    ("UPDATE hazard SET reason = 'x' WHERE id = (SELECT MIN(id) FROM hazard)", "as its events say"),
    ("UPDATE event SET level = 7 WHERE kind = 0", "as its events say"),
    ("DELETE FROM hazard WHERE id = (SELECT MIN(id) FROM hazard)", "every event belongs"),
    ("UPDATE hazard_tally SET hazards = hazards + 1", "counted as they are"),
    ("UPDATE item_tally SET hazards = hazards + 1", "counted as they are"),
    ("DELETE FROM event_tally", "counted as they are"),
    ("UPDATE inspection_tally SET decided = decided + 1", "counted as they are"),
    ("DELETE FROM inspection_tally", "counted as they are"),
    (
      "DELETE FROM inspected_site WHERE site_id = (SELECT MIN(site_id) FROM inspected_site)",
      "counted as they are"
    ),
    ("INSERT INTO inspected_site VALUES (1000000)", "counted as they are"),
    ("DELETE FROM log WHERE id = 3", "slices in the log follow"),
    ("DELETE FROM log WHERE id = 4", "log ends where"),
    ("UPDATE stream SET next_offset = 7 WHERE topic = 'control'", "log ends where"),
    ("DELETE FROM stream WHERE topic = 'control'", "has its place"),
  ])
  func itFindsWhatIsBroken(_ damage: String, _ statement: String) async throws {
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("ledger.sqlite").path
      let ledger = try LedgerKind.open(path)
      try await fill(ledger)
      #expect(try await ledger.verify() == [])
      try await LedgerKind.damage(ledger, damage)
      let broken = try await ledger.verify()
      #expect(broken.contains { $0.contains(statement) }, "\(broken)")
    }
  }

  /// Topics that were made anew begin at 0 again: the log says so, and stays whole.
  @Test func theLogMayGoBack() async throws {
    let sample = SampleCampaign(seed: 6)
    try await withTemporaryFolder { folder in
      let ledger = try LedgerKind.open(folder.appendingPathComponent("ledger.sqlite").path)
      let entries = sample.results.map(LedgerEntry.result)
      _ = try await ledger.apply([
        LedgerSlice("control", from: 0, sample.control), LedgerSlice("results", from: 0, entries),
      ])
      var anew = try LedgerSlice("results", from: 0, [entries[0], .garbage, entries[1]])
      anew.expectedOffset = 120
      _ = try await ledger.apply([anew])
      var garbageAgain = try LedgerSlice("results", from: 1, [.garbage])
      garbageAgain.expectedOffset = 3
      _ = try await ledger.apply([garbageAgain])
      #expect(try ledger.position(of: LedgerStream(topic: "results", partition: 0)) == 2)
      #expect(try await ledger.overview().rejected == 2)
      #expect(try await ledger.verify() == [])
      let rebuilt = try await ledger.rebuiltDigest(at: folder.appendingPathComponent("new.sqlite").path)
      #expect(try await ledger.digest() == rebuilt)
    }
  }

  @Test func whatIsRejectedKeepsItsBytesAndTheReason() async throws {
    let sample = SampleCampaign(seed: 6)
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("ledger.sqlite").path
      let ledger = try LedgerKind.open(path)
      _ = try await ledger.apply([LedgerSlice("control", from: 0, sample.control)])
      let stray = SampleCampaign(id: "nowhere", seed: 6).checked(1)
      let slice = try LedgerSlice("results", from: 0, [.garbage, sample.checked(0), stray, .none, .garbage])
      #expect(try await ledger.apply([slice]).rejected == 3)
      let rows = try await ledger.database.read { db in
        try Row.fetchAll(db, sql: "SELECT record_offset, reason, value FROM rejected ORDER BY id")
          .map { (offset: $0[0] as Int, reason: $0[1] as String, value: $0[2] as [UInt8]) }
      }
      #expect(rows.map(\.offset) == [0, 2, 4])
      #expect(rows.map(\.reason) == ["garbage", "no campaign nowhere was opened", "garbage"])
      let garbage = LedgerEntry.garbageBytes
      let encoded = try LedgerSlice("results", from: 0, [stray]).raw
      var cursor = encoded.makeCursor()
      let value = try #require(try cursor.next()?.value)
      #expect(rows.map(\.value) == [garbage, Array(encoded.bytes[value]), garbage])
    }
  }

  /// A reader sees the ledger between two transactions, never within one.
  @Test func itHoldsWhileTheLedgerIsWritten() async throws {
    let sample = SampleCampaign(seed: 7, inspections: 400)
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("ledger.sqlite").path
      let ledger = try LedgerKind.open(path)
      _ = try await ledger.apply([LedgerSlice("control", from: 0, sample.control + [sample.seal])])
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          let entries = sample.results.map(LedgerEntry.result)
          for offset in stride(from: 0, to: entries.count, by: 20) {
            _ = try await ledger.apply([
              LedgerSlice("results", from: Int64(offset), Array(entries[offset..<(offset + 20)]))
            ])
          }
        }
        group.addTask {
          // Another process would see it like this.
          let other = try LedgerKind.open(path)
          while true {
            #expect(try await other.verify() == [])
            if try await other.campaign("k")?.status.phase == .complete { return }
          }
        }
        try await group.waitForAll()
      }
    }
  }
}

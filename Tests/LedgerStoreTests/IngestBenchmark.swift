import Foundation
import Inspection
import Ledger
import LedgerTestSupport
import SQLLedger
import TestSupport
import Testing

/// How fast a store takes results in: `HAZARDFLEET_INGEST_BENCHMARK=100000` says of how many.
@Suite(
  .serialized, .everyLedger,
  .enabled(if: ProcessInfo.processInfo.environment["HAZARDFLEET_INGEST_BENCHMARK"] != nil))
struct IngestBenchmark {
  /// In one transaction, as an aggregator with a backlog takes them.
  private static let together = 5_000
  private static let items = 64

  @Test(arguments: [0, 1]) func resultsASecond(_ findings: Int) async throws {
    let count = Int(ProcessInfo.processInfo.environment["HAZARDFLEET_INGEST_BENCHMARK"] ?? "") ?? 100_000
    let checklist = Checklist(
      id: "list", title: "List", version: "1", sections: [.init(id: "A", title: "A")],
      items: (0..<Self.items).map {
        Checklist.Item(id: "I\($0)", text: "", section: 0, requirement: .boolean(expected: true))
      })
    let opening = CampaignOpening(
      id: "k", title: "", checklistDigest: "d", registerDigest: "", siteCount: count / 5,
      taskCount: UInt64(count), checkCount: UInt64(count * Self.items), taskDigest: "t",
      openedAt: Timestamp(milliseconds: 1))
    try await withTemporaryFolder { folder in
      let ledger = try LedgerKind.open(folder.appendingPathComponent("ledger.sqlite").path)
      _ = try await ledger.apply([
        LedgerSlice("control", from: 0, [.checklist(checklist, digest: "d"), .opening(opening)])
      ])
      var took = Duration.zero
      var processor = 0.0
      for first in stride(from: 0, to: count, by: Self.together) {
        let results = (first..<min(count, first + Self.together)).map { Self.result($0, findings: findings) }
        let slice = try LedgerSlice("results", from: Int64(first), results)
        let (start, used) = (ContinuousClock.now, Self.processorSeconds)
        _ = try await ledger.apply([slice])
        took += .now - start
        processor += Self.processorSeconds - used
      }
      let rate = Double(count) / (took / .seconds(1))
      print(
        "\(LedgerKind.current): \(findings) findings a result: \(Int(rate)) results/s,",
        "\(processor / Double(count) * 1e6) us of this process's CPU a result")
      #expect(try await ledger.overview().results == count)
    }
  }

  private static func result(_ seq: Int, findings: Int) -> LedgerEntry {
    let site = seq / 5
    let time = Timestamp(milliseconds: Int64(site))
    return .result(
      TaskResult(
        campaign: "k", seq: UInt64(seq), generation: 0, outcome: .checked,
        site: SiteReference(id: "site-\(site)", type: "shop", region: "region-\(site % 100)"),
        inspection: Inspection(observedAt: time, day: CivilDate(days: 0), inspector: "i"),
        items: [0..<items],
        findings: (0..<findings).map {
          Finding(item: (seq + $0) % items, level: .general, grade: .blue, reason: "no")
        }, worker: "w"))
  }

  /// Of this process; a server has its own.
  private static var processorSeconds: Double {
    // POSIX: clocks of XSI systems tick a million times a second.
    Double(clock()) / 1_000_000
  }
}

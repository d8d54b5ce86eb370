import Foundation
import Inspection
import Ledger
import LedgerIntake
import LedgerTestSupport
import Rectification
import SQLLedger
import TestSupport
import Wire

/// A ledger in a file with one campaign, and a way to find and to do things in it.
struct FeedSample: Sendable {
  let ledger: SQLLedger
  let path: String

  static func run(_ body: (FeedSample) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("ledger.sqlite").path
      let sample = FeedSample(ledger: try LedgerKind.open(path), path: path)
      try await sample.apply(.init(topic: "control", partition: 0), try control())
      try await body(sample)
    }
  }

  private static let checklist = Checklist(
    id: "c", title: "C", version: "1", sections: [.init(id: "S", title: "S")],
    items: ["A", "B"].map { id in
      Checklist.Item(
        id: id, text: "Item \(id)", section: 0, requirement: .boolean(expected: true),
        level: id == "B" ? .major : .general)
    })

  private static func control() throws -> [LedgerEntry] {
    let digest = Digest.hex(of: try ChecklistCodec.encode(checklist))
    return [
      .checklist(checklist, digest: digest),
      .opening(
        CampaignOpening(
          id: "k.1", title: "K", checklistDigest: digest, registerDigest: "r", siteCount: 1,
          taskCount: 10_000,
          checkCount: 10_000, taskDigest: "t", openedAt: Timestamp(milliseconds: 1))),
    ]
  }

  static func hazard(_ site: String, _ item: String) -> HazardID {
    HazardID(site: site, checklist: "c", item: item)
  }

  /// Finds hazards of items A and B at a site.
  func find(
    _ items: [String], site: String = "s", region: String = "3301", at: Int64, seq: UInt64,
    acceptedAt: Int64? = nil
  ) async throws {
    let results = items.enumerated().map { index, item in
      let position = item == "A" ? 0 : 1
      return TaskResult(
        campaign: "k.1", seq: seq + UInt64(index), generation: 0, outcome: .checked,
        site: SiteReference(id: site, type: "shop", region: region),
        inspection: Inspection(
          observedAt: Timestamp(milliseconds: at), day: CivilDate(days: 0), inspector: "Li"),
        items: [position..<position + 1],
        findings: [
          Finding(
            item: position, level: item == "B" ? .major : .general, grade: .blue,
            reason: "answered no, item \(item)", acceptedAt: acceptedAt.map(Timestamp.init(milliseconds:)),
            evidence: [])
        ], worker: "w")
    }
    try await apply(.init(topic: "results", partition: 0), results.map(LedgerEntry.result))
  }

  func act(_ action: RectificationAction, _ hazard: HazardID, at: Int64, person: String = "Wang") async throws
  {
    let command = RectificationCommand(
      action, [.init(hazard)], at: Timestamp(milliseconds: at), person: person, role: "", reason: "because",
      evidence: ["a.jpg"], details: RectificationDetails(owner: "Wang"), key: "")
    _ = try await CommandLog(ledger).carryOut(command, now: Timestamp(milliseconds: 1_000_000))
  }

  /// With the bytes that a replay reads.
  private func apply(_ stream: LedgerStream, _ entries: [LedgerEntry]) async throws {
    let start = try ledger.position(of: stream)
    _ = try await ledger.apply(
      [LedgerSlice(stream.topic, partition: stream.partition, from: start, entries)],
      at: Timestamp(milliseconds: 1))
  }
}

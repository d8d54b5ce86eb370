import Foundation
import Inspection
import Ledger
import LedgerIntake
import Rectification
import SQLLedger
import SQLiteLedger
import TestSupport
import Testing
import Wire

/// Certificates of sites, from a campaign's tasks to a later finding (C5).
@Suite struct CertificateTests {
  private static let checklist = Checklist(
    id: "houses", title: "Houses", version: "1", sections: [.init(id: "S", title: "S")],
    items: ["A", "B"].map {
      Checklist.Item(id: $0, text: $0, section: 0, requirement: .boolean(expected: true))
    })

  private static func opening(_ id: String, tasks: UInt64) throws -> [LedgerEntry] {
    let digest = Digest.hex(of: try ChecklistCodec.encode(checklist))
    let opening = CampaignOpening(
      id: id, title: id, checklistDigest: digest, registerDigest: "r", siteCount: Int(tasks),
      taskCount: tasks, checkCount: tasks * 2, taskDigest: "d", openedAt: Timestamp(milliseconds: 1))
    return [
      .checklist(checklist, digest: digest), .opening(opening),
      .seal(campaign: id, taskCount: tasks, taskDigest: "d", at: Timestamp(milliseconds: 2)),
    ]
  }

  private static func result(
    _ campaign: String, _ seq: UInt64, site: String, at: Int64, fails: HazardLevel? = nil,
    item: Int = 0, unseen: Bool = false
  ) -> LedgerEntry {
    let finding = fails.map { Finding(item: item, level: $0, grade: .red, reason: "no", acceptedAt: nil) }
    return .result(
      TaskResult(
        campaign: campaign, seq: seq, generation: 0, outcome: .checked,
        site: SiteReference(id: site, type: "house", region: "r"),
        inspection: Inspection(
          observedAt: Timestamp(milliseconds: at), day: CivilDate(days: 0), inspector: "i"),
        items: [0..<2], exceptions: unseen ? [.init(item: 1, outcome: .notchecked)] : [],
        findings: finding.map { [$0] } ?? [], worker: "w"))
  }

  @Test func sitesPassAndLoseWhatTheyHad() async throws {
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      let desk = CommandLog(ledger)
      func statuses(_ campaign: String) async throws -> [String] {
        try #require(try await ledger.certificates(CertificateQuery(campaign: campaign))).certificates
          .map { "\($0.site) \($0.status)" }
      }
      _ = try await ledger.apply([
        LedgerSlice("fleet.control", from: 0, try Self.opening("k", tasks: 4)),
        LedgerSlice(
          "fleet.results", from: 0,
          [
            Self.result("k", 0, site: "s0", at: 100), Self.result("k", 1, site: "s1", at: 100, unseen: true),
            Self.result("k", 2, site: "s2", at: 100, fails: .general),
          ]),
      ])
      #expect(try await statuses("k") == ["s0 pending", "s1 pending", "s2 pending"])
      _ = try await ledger.apply([
        LedgerSlice("fleet.results", from: 3, [Self.result("k", 3, site: "s3", at: 100, fails: .major)])
      ])
      #expect(try await statuses("k") == ["s0 granted", "s1 incomplete", "s2 withheld", "s3 withheld"])

      // Closing the hazard grants it, from then on.
      for site in ["s2", "s3"] {
        let hazard = try #require(try await ledger.hazards(HazardQuery(site: site)).hazards.first)
        let report = try await desk.carryOut(
          RectificationCommand(
            .fixOnTheSpot, [.init(hazard.id)], at: Timestamp(milliseconds: 500), person: "Li",
            evidence: ["p.jpg"], details: RectificationDetails(fixedBy: "Wang")),
          now: Timestamp(milliseconds: 1_000))
        #expect(report.isCarriedOut)
      }
      #expect(try await statuses("k") == ["s0 granted", "s1 incomplete", "s2 granted", "s3 granted"])

      // Found by another campaign: a general hazard takes nothing away, new or back, and a major one does.
      let control = try ledger.position(of: LedgerStream(topic: "fleet.control", partition: 0))
      _ = try await ledger.apply([
        LedgerSlice("fleet.control", from: control, try Self.opening("l", tasks: 3)),
        LedgerSlice(
          "fleet.results", from: 4,
          [
            Self.result("l", 0, site: "s0", at: 900, fails: .major),
            Self.result("l", 1, site: "s2", at: 900, fails: .general, item: 1),
            Self.result("l", 2, site: "s3", at: 900, fails: .general),
          ]),
      ])
      #expect(try await statuses("k") == ["s0 revoked", "s1 incomplete", "s2 granted", "s3 granted"])
      let lost = try #require(
        try await ledger.certificates(CertificateQuery(campaign: "k", site: "s0"))?.certificates.first)
      #expect(lost.grantedAt == Timestamp(milliseconds: 100))
      #expect(lost.revokedAt == Timestamp(milliseconds: 900))
      #expect(lost.revokedBy == (try await ledger.hazards(HazardQuery(site: "s0")).hazards.first?.id))
      #expect(try await ledger.certificates(CertificateQuery(campaign: "nope")) == nil)
      let page = try #require(
        try await ledger.certificates(CertificateQuery(campaign: "k", region: "r", limit: 2)))
      #expect(page.certificates.map(\.site) == ["s0", "s1"])
      #expect(page.next == "s1")
    }
  }
}

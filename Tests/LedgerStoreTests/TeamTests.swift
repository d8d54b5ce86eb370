import Foundation
import Inspection
import Ledger
import LedgerIntake
import LedgerTestSupport
import SQLLedger
import TestSupport
import Testing

/// C7: the roles of a campaign's team are claimed by different people before a site counts.
@Suite(.everyLedger) struct TeamTests {
  private func withLedger(
    _ body: (SQLLedger, (TeamCommand.Act, String) async throws -> TeamReceipt) async throws -> Void
  ) async throws {
    let sample = SampleCampaign(seed: 4)
    try await withTemporaryFolder { folder in
      let ledger = try LedgerKind.open(folder.appendingPathComponent("ledger.sqlite").path)
      _ = try await ledger.apply([
        LedgerSlice("fleet.control", from: 0, sample.control + [sample.seal]),
        LedgerSlice("fleet.registers", from: 0, [sample.register]),
        LedgerSlice("fleet.results", from: 0, sample.results.map(LedgerEntry.result)),
      ])
      let desk = CommandLog(ledger)
      try await body(ledger) { act, person in
        let at = Timestamp(milliseconds: 5_000)
        return try await desk.arrange(TeamCommand(act, campaign: "k", at: at, person: person), now: at)
      }
      #expect(try await ledger.verify() == [])
      let copy = folder.appendingPathComponent("copy.sqlite").path
      #expect(try await ledger.rebuiltDigest(at: copy) == (try await ledger.digest()))
    }
  }

  @Test func aSiteCountsWhenEveryRoleIsAnothersAndTheGateWaitsForIt() async throws {
    try await withLedger { ledger, does in
      #expect(
        try await ledger.team(ofCampaign: "k", region: nil, isMissing: false, after: nil, limit: 9)?.roles
          == [])
      #expect(try await ledger.campaign("k")?.status.unclaimedSites == 0)
      #expect(try await does(.form(roles: ["inspector", "owner"]), "Li") == .done)
      #expect(try await ledger.campaign("k")?.status.unclaimedSites == 10)
      let gate = CampaignGate(zero: .major)
      let status = try #require(try await ledger.campaign("k")).status
      #expect(gate.obstacles(status, openHazards: 0).map(\.what) == [.team])

      for (site, role, person) in [
        ("s0", "inspector", "Wang"), ("s0", "Owner", "Zhao"), ("s1", "inspector", "Wang"),
      ] { #expect(try await does(.claim(site: site, role: role), person) == .done) }
      let report = try #require(
        try await ledger.team(ofCampaign: "k", region: nil, isMissing: true, after: nil, limit: 3))
      #expect(report.inspected == 10 && report.unclaimed == 9)
      #expect(report.sites.map(\.site) == ["s1", "s2", "s3"] && report.next == "s3")
      #expect(report.sites[0].claims.map(\.person) == ["Wang"] && report.sites[0].missing == ["owner"])
      let rest = try await ledger.team(ofCampaign: "k", region: nil, isMissing: true, after: "s3", limit: 100)
      #expect(rest?.sites.count == 6 && rest?.next == nil)
      let all = try await ledger.team(ofCampaign: "k", region: nil, isMissing: false, after: nil, limit: 1)
      #expect(all?.sites.first?.claims.map(\.role) == ["inspector", "owner"])
      #expect(all?.sites.first?.missing == [])
      let certificates = try #require(
        try await ledger.certificates(CertificateQuery(campaign: "k", limit: 100)))
      #expect(certificates.certificates.dropFirst().allSatisfy { $0.status == .incomplete })

      #expect(try await does(.release(site: "s0", role: "owner"), "Zhao") == .done)
      #expect(try await ledger.campaign("k")?.status.unclaimedSites == 10)
      #expect(try await does(.claim(site: "s0", role: "owner"), "Chen") == .done)
      #expect(try await ledger.campaign("k")?.status.unclaimedSites == 9)
    }
  }

  @Test func whatCannotBeArrangedIsSaid() async throws {
    try await withLedger { ledger, does in
      func refused(_ act: TeamCommand.Act, _ person: String, _ code: TeamRefusal.Code, _ said: String)
        async throws
      {
        guard case .refused(let refusal) = try await does(act, person) else {
          Issue.record("\(act) was done")
          return
        }
        #expect(refusal.code == code)
        #expect(refusal.reason.contains(said), "\(refusal.reason)")
      }
      try await refused(.claim(site: "s0", role: "owner"), "Li", .unknownRole, "has no team")
      try await refused(.form(roles: ["owner"]), "Li", .incomplete, "2 to 20")
      try await refused(.form(roles: ["owner", " OWNER"]), "Li", .incomplete, "named twice")
      try await refused(.form(roles: ["a", "b"]), " ", .incomplete, "person")
      #expect(try await does(.form(roles: ["a", "b"]), "Li") == .done)
      try await refused(.form(roles: ["a", "c"]), "Li", .notAllowed, "formed already")
      try await refused(.claim(site: "s0", role: "c"), "Li", .unknownRole, "but a, b")
      try await refused(.claim(site: "s99", role: "a"), "Li", .unknownSite, "no site")
      try await refused(.release(site: "s0", role: "a"), "Li", .notAllowed, "nobody")
      #expect(try await does(.claim(site: "s0", role: "a"), "Li") == .done)
      try await refused(.claim(site: "s0", role: "a"), "Wang", .notAllowed, "Li holds")
      try await refused(.claim(site: "s0", role: "b"), "LI", .notAllowed, "different people")
      #expect(
        try await ledger.team(ofCampaign: "x", region: nil, isMissing: false, after: nil, limit: 1) == nil)
    }
  }
}

import Foundation
import Inspection
import Ledger
import LedgerTestSupport
import SQLLedger
import SQLiteLedger
import Synchronization
import TestSupport
import Testing

/// Campaigns that are cancelled over HTTP.
@Suite struct CancellationTests {
  private struct Unreachable: Error, CustomStringConvertible {
    var description: String { "the brokers do not answer" }
  }

  private func withCampaign(
    isSealed: Bool = true, body: @escaping @Sendable (SQLLedger, LoopbackAPI) async throws -> Void,
    telling: @escaping @Sendable (CampaignCancellation) async throws -> Void = { _ in }
  ) async throws {
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      let opening = CampaignOpening(
        id: "k", title: "Autumn", checklistDigest: "d", registerDigest: "", siteCount: 1, taskCount: 2,
        checkCount: 2, taskDigest: "t", openedAt: Timestamp(milliseconds: 1))
      let checklist = Checklist(
        id: "c", title: "C", version: "1", sections: [.init(id: "A", title: "A")],
        items: [.init(id: "I", text: "I", section: 0, requirement: .boolean(expected: true))])
      var entries: [LedgerEntry] = [.checklist(checklist, digest: "d"), .opening(opening)]
      if isSealed {
        entries.append(.seal(campaign: "k", taskCount: 2, taskDigest: "t", at: Timestamp(milliseconds: 2)))
      }
      _ = try await ledger.apply([LedgerSlice("control", from: 0, entries)], at: Timestamp(milliseconds: 3))
      let count = Int64(entries.count)
      try await LoopbackAPI.run(
        ledger, reports: ledger,
        tell: { cancellation in
          try await telling(cancellation)
          // As control brings it back.
          _ = try await ledger.apply(
            [LedgerSlice("control", from: count, [.cancellation(cancellation)])],
            at: Timestamp(milliseconds: 4))
        }
      ) { try await body(ledger, $0) }
    }
  }

  private static let path = "/v1/campaigns/k/cancel"
  private static let body = #"{"person": "Li", "reason": "wrong checklist"}"#

  @Test func workersAreToldOnce() async throws {
    let told = Mutex(0)
    try await withCampaign { _, api in
      let done = try await api.post(Self.path, Self.body)
      #expect(done.status == 200, "\(done.text)")
      #expect(
        done["phase"] as? String == "cancelling" && done["cancelReason"] as? String == "wrong checklist")
      let again = try await api.post(Self.path, Self.body)
      #expect(again.status == 409 && again.text.contains("was cancelled by Li"), "\(again.text)")
    } telling: { _ in
      told.withLock { $0 += 1 }
    }
    #expect(told.withLock { $0 } == 1)
  }

  @Test func whatIsMissingIsSaid() async throws {
    try await withCampaign { _, api in
      for body in [#"{"person": "Li", "reason": " "}"#, #"{"reason": "wrong"}"#] {
        let incomplete = try await api.post(Self.path, body)
        #expect(incomplete.status == 422, "\(incomplete.text)")
      }
      #expect(try await api.post(Self.path, "cancel").status == 400)
      #expect(try await api.post("/v1/campaigns/x/cancel", Self.body).status == 404)
      #expect(try await api.get("/v1/campaigns/k")["cancelledAt"] is NSNull)
    }
  }

  @Test func whatIsStillBeingSentIsLeftToTheProducer() async throws {
    try await withCampaign(isSealed: false) { _, api in
      let refused = try await api.post(Self.path, Self.body)
      #expect(refused.status == 409 && refused.text.contains("hazard-producer cancel k"), "\(refused.text)")
      #expect(try await api.get("/campaigns/k/cancel").text.contains("hazard-producer cancel k"))
    }
  }

  @Test func brokersThatDoNotAnswerAreNamed() async throws {
    try await withCampaign { _, api in
      let failed = try await api.post(Self.path, Self.body)
      #expect(failed.status == 503 && failed.text.contains("the brokers do not answer"), "\(failed.text)")
    } telling: { _ in
      throw Unreachable()
    }
  }

  @Test(arguments: [
    ("en", "It is not sure that the workers were told.", true), ("zh-CN", "无法确认是否已通知工作进程。", false),
  ])
  func aPageSaysInItsLanguageThatBrokersDoNotAnswer(
    _ language: String, _ words: String, _ isNamed: Bool
  ) async throws {
    try await withCampaign { _, api in
      let failed = try await api.send(
        "/campaigns/k/cancel", body: "person=Li&reason=wrong&confirm=k",
        headers: ["Accept-Language": language])
      #expect(failed.status == 503 && failed.text.contains(words), "\(failed.text)")
      #expect(failed.text.contains("the brokers do not answer") == isNamed, "\(failed.text)")
    } telling: { _ in
      throw Unreachable()
    }
  }

  @Test func thePageAsksTwice() async throws {
    try await withCampaign { _, api in
      #expect(try await api.get("/campaigns/k").text.contains("href=\"/campaigns/k/cancel\""))
      let form = try await api.get("/campaigns/k/cancel").text
      #expect(form.contains("name=\"confirm\"") && form.contains("name=\"reason\""))
      let hasty = try await api.send("/campaigns/k/cancel", body: "person=Li&reason=wrong")
      #expect(hasty.status == 422 && hasty.text.contains("id=\"confirm-error\""), "\(hasty.text)")
      let foreign = try await api.send(
        "/campaigns/k/cancel", body: "person=Li&reason=wrong&confirm=k",
        headers: ["Sec-Fetch-Site": "cross-site"])
      #expect(foreign.status == 403)
      let done = try await api.send("/campaigns/k/cancel", body: "person=Li&reason=wrong&confirm=k")
      #expect(done.status == 303 && done.headers["location"] == "/campaigns/k?done=cancel#notice")
      let page = try await api.get("/campaigns/k?done=cancel").text
      #expect(
        page.contains("the campaign is cancelled") && !page.contains("href=\"/campaigns/k/cancel\""),
        "\(page)")
      let again = try await api.send("/campaigns/k/cancel", body: "person=Li&reason=wrong&confirm=k")
      #expect(again.status == 409)
    }
  }

  @Test(arguments: ["region=nope", "site=nope", "campaign=nope"])
  func anEmptyListOfWhatDoesNotExistIsAnError(_ filter: String) async throws {
    try await withCampaign { _, api in
      let answer = try await api.get("/v1/hazards?\(filter)")
      #expect(answer.status == 404 && answer.text.contains("nope"), "\(answer.text)")
      #expect(try await api.get("/v1/hazards?campaign=k").status == 200)
      #expect(try await api.get("/v1/sites?region=nope").status == 404)
    }
  }

  @Test(arguments: ["levl=major", "level=major&level=general", "limit=many", "cursor=bogus"])
  func aListSaysWhatOfItsAddressItDoesNotUnderstand(_ query: String) async throws {
    try await withCampaign { _, api in
      let name = String(query.prefix { $0 != "=" })
      let page = try await api.get("/hazards?\(query)")
      #expect(page.status == 400 && page.text.contains("without it: \(name)"), "\(page.text)")
      #expect(try await api.get("/hazards?level=major&limit=20").status == 200)
    }
  }

  @Test func aCampaignIsAcceptedOnItsPage() async throws {
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      try await ledger.fillUnobserved()
      try await LoopbackAPI.run(ledger, reports: ledger) { api in
        #expect(try await api.get("/campaigns/k").text.contains("href=\"/campaigns/k/accept\""))
        let closed = try await api.send("/campaigns/k/accept", body: "person=Li&minCoverage=98")
        #expect(closed.status == 409 && closed.text.contains("to be 98%"), "\(closed.text)")
        let chinese = try await api.send(
          "/campaigns/k/accept", body: "person=Li&minCoverage=98", headers: ["Accept-Language": "zh-CN"])
        #expect(chinese.text.contains("要求 98%") && !chinese.text.contains("overage is"), "\(chinese.text)")
        let wrong = try await api.send("/campaigns/k/accept", body: "person=Li&minCoverage=many")
        #expect(wrong.status == 422 && wrong.text.contains("id=\"minCoverage-error\""))
        let done = try await api.send("/campaigns/k/accept", body: "person=Li&zero=all")
        #expect(done.status == 303, "\(done.text)")
        #expect(try await ledger.acceptance(ofCampaign: "k")?.person == "Li")
        let again = try await api.send("/campaigns/k/accept", body: "person=Li&zero=all")
        #expect(again.status == 409 && again.text.contains("Accepted by Li"))
      }
    }
  }
}

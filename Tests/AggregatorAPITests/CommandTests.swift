import Foundation
import Inspection
import Ledger
import LedgerTestSupport
import SQLLedger
import TestSupport
import Testing

/// Commands over HTTP, into a real ledger.
@Suite(.everyLedger) struct CommandTests {
  private func withAPI(_ body: @escaping @Sendable (LoopbackAPI, [String]) async throws -> Void) async throws
  {
    try await withTemporaryFolder { folder in
      let ledger = try LedgerKind.open(folder.appendingPathComponent("ledger.sqlite").path)
      let ids = try await ledger.fill(hazards: 3)
      try await LoopbackAPI.run(ledger) { api in try await body(api, ids.map(\.description)) }
      #expect(try await ledger.verify() == [])
    }
  }

  private static let who = #""person": "Li Na", "role": "inspector""#

  @Test func oneHazardIsFollowedOverHTTP() async throws {
    try await withAPI { api, ids in
      let path = "/v1/hazards/\(ids[0])"
      let before = try await api.get(path)
      #expect(before["rectification.state"] as? String == "open")
      #expect((before["rectification.allowed"] as? [String])?.contains("assign") == true)
      // A packed answer's tag is a weak one.
      #expect(before.headers["etag"]?.hasSuffix("\"1\"") == true)
      let assigned = try await api.post(
        path + "/assign", #"{\#(Self.who), "owner": "Wang", "department": "Fire"}"#,
        headers: ["If-Match": "\"1\""])
      #expect(assigned.status == 200, "\(assigned.text)")
      #expect(assigned.headers["etag"] == "\"2\"")
      #expect(assigned["hazards.0.state"] as? String == "assigned")
      let stale = try await api.post(path + "/start", "{\(Self.who)}", headers: ["If-Match": "\"1\""])
      #expect(stale.status == 412)
      #expect(stale.text.contains("it is 2 now"))
      let early = try await api.post(path + "/accept", "{\(Self.who)}")
      #expect(early.status == 409)
      #expect(early.text.contains("start"))
      #expect(try await api.post(path + "/start", #"{"person": "Wang"}"#).status == 200)
      let bare = try await api.post(path + "/rectify", #"{"person": "Wang"}"#)
      #expect(bare.status == 422)
      #expect(bare.text.contains("evidence"))
      let rectify = #"{"person": "Wang", "evidence": ["after.jpg"]}"#
      #expect(try await api.post(path + "/rectify", rectify).status == 200)
      let own = try await api.post(path + "/accept", #"{"person": "Wang"}"#)
      #expect(own.status == 409)
      #expect(own.text.contains("four eyes"))
      #expect(try await api.post(path + "/accept", "{\(Self.who)}").status == 200)
      let events = try await api.get(path + "/events")
      let names = (events.json["items"] as? [[String: Any]])?.compactMap { $0["event"] as? String }
      #expect(names == ["found", "assign", "start", "rectify", "accept"])
      #expect(try await api.get(path)["state"] as? String == "closed")
    }
  }

  @Test func severalAreChangedTogetherAndAgainOnlyOnce() async throws {
    try await withAPI { api, ids in
      let list = ids.map { "\"\($0)\"" }.joined(separator: ",")
      let body = #"{\#(Self.who), "owner": "Wang", "hazards": [\#(list)]}"#
      let broken = try await api.post(
        "/v1/commands/assign", body.replacing("[\"", with: "[\"zzzzzzzzzzzzz\", \""))
      #expect(broken.status == 400 || broken.status == 404, "\(broken.text)")
      let first = try await api.post("/v1/commands/assign", body, headers: ["Idempotency-Key": "k"])
      #expect(first.status == 200, "\(first.text)")
      #expect(first["repeated"] as? Bool == false)
      let again = try await api.post("/v1/commands/assign", body, headers: ["Idempotency-Key": "k"])
      #expect(again["repeated"] as? Bool == true)
      #expect(again["hazards.2.version"] as? Int == 2)
      let refused = try await api.post("/v1/commands/accept", body.replacing(#""owner": "Wang", "#, with: ""))
      #expect(refused.status == 409)
      #expect((refused.json["errors"] as? [Any])?.count == 3)
      let page = try await api.get("/v1/hazards?stage=assigned&owner=Wang")
      #expect(page["total"] as? Int == 3)
    }
  }

  @Test(arguments: [
    ("assign", "[]", 400, "no JSON object"),
    ("assign", #"{"persn": "Li"}"#, 400, "did you mean person?"),
    ("assign", #"{"person": 3, "at": "soon"}"#, 400, "2 fields"),
    ("assign", #"{"person": "Li", "hazards": []}"#, 400, "hazards is unknown"),
    ("assign", #"{"owner": "Wang"}"#, 422, #"person is missing: who does this?""#),
    ("accept-risk", #"{"person": "Li", "reason": "r", "until": "2020-01-01"}"#, 422, "is not after"),
    ("duplicate", #"{"person": "Li", "reason": "r", "of": "x"}"#, 400, "13 letters"),
    ("hand-off", #"{"person": "Li", "reason": "r", "owner": "W"}"#, 409, "hand-off is not allowed"),
    ("explode", "{}", 404, "nothing at"),
  ])
  func whatCannotBeDoneIsSaid(_ action: String, _ body: String, _ status: Int, _ said: String) async throws {
    try await withAPI { api, ids in
      let answer = try await api.post("/v1/hazards/\(ids[0])/\(action)", body)
      #expect(answer.status == status, "\(answer.text)")
      #expect(answer.text.contains(said), "\(answer.text)")
    }
  }

  @Test func theCommandLineDoesTheSame() async throws {
    try await withAPI { api, ids in
      let file = FileManager.default.temporaryDirectory.appendingPathComponent("ids-\(UUID()).txt")
      try Data("# today's\n\(ids[0])  x\n\n\(ids[1])\n".utf8).write(to: file)
      defer { try? FileManager.default.removeItem(at: file) }
      func hazardctl(_ arguments: String...) async -> (code: Int32, text: String) {
        await HazardctlContractTests.run(arguments, api)
      }
      let assigned = await hazardctl(
        "assign", "--ids-from", file.path, "--owner", "Wang", "--department", "Fire", "--person", "Li")
      #expect(assigned.code == 0, "\(assigned.text)")
      #expect(assigned.text.contains("start"))
      let page = await hazardctl("hazard", ids[0])
      #expect(page.text.contains("Wang (Fire)"), "\(page.text)")
      #expect(page.text.contains("to Wang, department Fire"), "\(page.text)")
      let refused = await hazardctl("accept", ids[0], "--person", "Li")
      #expect(refused.code == 2)
      #expect(refused.text.contains("is assigned"), "\(refused.text)")
      #expect(await hazardctl("start", ids[0], "--person", "Li", "--version", "9").code == 2)
      let fixed = await hazardctl(
        "fix-on-the-spot", ids[2], "--person", "Li", "--fixed-by", "Wang", "--evidence", "a.jpg")
      #expect(fixed.code == 0, "\(fixed.text)")
      #expect(await hazardctl("hazards", "--stage", "closed").text.contains(ids[2]))
      #expect(await hazardctl("assign", "--owner", "Wang").code == 64)
    }
  }
}

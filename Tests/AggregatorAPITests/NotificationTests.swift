import Foundation
import Inspection
import Ledger
import SQLLedger
import SQLiteLedger
import TestSupport
import Testing

@Suite struct NotificationTests {
  /// A ledger with three notifications, the last of them dead, and its API.
  private func withAPI(_ body: @escaping @Sendable (LoopbackAPI) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      let drafts = ["c-1", "c-2", "c-3"].map { id in
        NotificationDraft(
          subscription: id == "c-1" ? "duty" : "room",
          change: HazardChange(
            id: id, happening: .recorded(Fixtures.hazardDetail().events[0], isFirst: true),
            hazard: Fixtures.hazard()), body: "{}")
      }
      let time = Timestamp(milliseconds: 1_000)
      let isIn = try await ledger.enqueue(drafts, reader: "r", from: nil, to: FeedPosition(), at: time)
      #expect(isIn)
      try await ledger.settle([NotificationAttempt(3, .dead(error: "answered with status 500"))])
      try await LoopbackAPI.run(ledger, outbox: ledger, body)
    }
  }

  @Test func whatWaitsAndWhatIsDeadIsListed() async throws {
    try await withAPI { api in
      let all = try await api.get("/v1/notifications?limit=2")
      #expect(all["total"] as? Int == 3 && all["items.0.subscription"] as? String == "duty")
      #expect(all["items.0.state"] as? String == "waiting" && all["items.0.attempts"] as? Int == 0)
      #expect(all["items.0.nextAt"] as? String == "1970-01-01T00:00:01Z")
      let next = try #require(all["next"] as? String)
      let dead = try await api.get("/v1/notifications?cursor=\(next)")
      #expect(dead["items.0.state"] as? String == "dead" && dead["items.0.event"] as? String == "c-3")
      #expect(dead["items.0.error"] as? String == "answered with status 500")
      #expect(dead.text.contains("\"nextAt\":null"))
      let room = try await api.get("/v1/notifications?state=waiting&subscription=room")
      #expect(room["total"] as? Int == 1 && room["items.0.event"] as? String == "c-2")
      for bad in ["state=gone", "cursor=x", "limit=0", "stat=dead"] {
        let status = try await api.get("/v1/notifications?\(bad)").status
        #expect(status == 400, "\(bad)")
      }
    }
  }

  @Test func whatIsDeadIsTriedAgain() async throws {
    try await withAPI { api in
      for (id, status) in [("2", 404), ("x", 404), ("3", 200), ("3", 404)] {
        let answer = try await api.post("/v1/notifications/\(id)/redeliver", "{}")
        #expect(answer.status == status, "\(id)")
      }
      let none = try await api.post("/v1/notifications/redeliver", "{}")
      #expect(none["redelivered"] as? Int == 0)
    }
  }

  @Test func theCommandLineDoesTheSame() async throws {
    try await withAPI { api in
      for (arguments, code, text) in [
        (["notifications", "--state", "dead"], Int32(0), "answered with status 500"),
        (["redeliver", "3"], 0, "1 notification is tried again."),
        (["redeliver", "3"], 2, "no dead notification"),
        (["redeliver", "--all"], 0, "No notification is dead."), (["redeliver"], 64, "--all"),
      ] {
        let said = await HazardctlContractTests.run(arguments, api)
        #expect(said.0 == code && said.1.contains(text), "\(arguments): \(said)")
      }
    }
  }
}

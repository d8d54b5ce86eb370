import Access
import AggregatorAPI
import Credentials
import Foundation
import Inspection
import Ledger
import SQLLedger
import SQLiteLedger
import TestSupport
import Testing

/// What happens, followed over HTTP as it happens.
@Suite struct StreamTests {
  private struct Event: Sendable {
    var id: String?
    var name: String
    var data: String
  }

  /// Follows a stream with another program until as many events came as are wanted, or until it ends.
  ///
  /// - Parameter first: how many must have come before `whenOpen`.
  private static func events(
    _ api: LoopbackAPI, _ path: String, count: Int, headers: [String: String] = [:],
    first: Int = 0, whenOpen: @Sendable () async throws -> Void = {}
  ) async throws -> [Event] {
    try await withTemporaryFolder { folder in
      let curl = try Curl(api.base + path, headers: headers, in: folder)
      defer { curl.stop() }
      try await curl.wait { $0.contains("text/event-stream") && events($0).count >= first }
      try await whenOpen()
      try await curl.wait { events($0).count >= count }
      return events(curl.text)
    }
  }

  private static func events(_ text: String) -> [Event] {
    // The last block is not whole yet.
    text.replacing("\r\n", with: "\n").split(separator: "\n\n", omittingEmptySubsequences: false).dropLast()
      .compactMap { event($0) }
  }

  private static func event(_ block: Substring) -> Event? {
    var fields: [String: String] = [:]
    for line in block.split(separator: "\n") where !line.hasPrefix(":") {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 { fields[String(parts[0])] = String(parts[1].dropFirst()) }
    }
    return fields["event"].map { Event(id: fields["id"], name: $0, data: fields["data"] ?? "") }
  }

  private static func assign(_ api: LoopbackAPI, _ hazard: HazardID) async throws {
    let body = #"{"person": "Li Na", "role": "supervisor", "owner": "Wang", "department": "Fire"}"#
    let answer = try await api.post("/v1/hazards/\(hazard)/assign", body)
    #expect(answer.status == 200, "\(answer.text)")
  }

  @Test func changesComeAsTheyHappenAndGoOnWhereTheyBrokeOff() async throws {
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      try await TwoRegions.fill(ledger)
      try await LoopbackAPI.run(ledger, reports: ledger, feed: ledger) { api in
        let (first, second) = (TwoRegions.hazard(TwoRegions.here), TwoRegions.hazard(TwoRegions.there))
        let live = try await Self.events(api, "/v1/stream", count: 1) { try await Self.assign(api, first) }
        #expect(live.map(\.name) == ["assigned"])
        #expect(live.first?.data.contains("\(first)") == true)
        let id = try #require(live.first?.id)
        try await Self.assign(api, second)
        let later = try await Self.events(api, "/v1/stream", count: 1, headers: ["Last-Event-ID": id])
        #expect(later.map(\.name) == ["assigned"])
        #expect(later.first?.data.contains("\(second)") == true)
        let nonsense = try await api.get("/v1/stream", headers: ["Last-Event-ID": "x"])
        #expect(nonsense.status == 400)
      }
    }
  }

  @Test func aStreamTellsNothingOfOtherRegions() async throws {
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      try await TwoRegions.fill(ledger)
      let secret = TokenSecret()
      try await ledger.addToken(
        AccessToken(
          id: secret.id, name: "Li Na", roles: [.supervisor], scope: .region(TwoRegions.here),
          secretHash: secret.hash, createdAt: Timestamp(milliseconds: 0)))
      let access = AccessSettings(mode: .tokens(Authenticator(tokens: ledger)))
      try await LoopbackAPI.run(ledger, reports: ledger, feed: ledger) { open in
        try await LoopbackAPI.run(ledger, reports: ledger, feed: ledger, access: access) { api in
          let token = ["Authorization": "Bearer \(secret)"]
          let seen = try await Self.events(api, "/v1/stream", count: 1, headers: token) {
            try await Self.assign(open, TwoRegions.hazard(TwoRegions.there))
            try await Self.assign(open, TwoRegions.hazard(TwoRegions.here))
          }
          #expect(seen.count == 1)
          #expect(seen.first?.data.contains("\(TwoRegions.hazard(TwoRegions.here))") == true)
        }
      }
    }
  }

  @Test func aCampaignIsFollowedToItsEnd() async throws {
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      try await TwoRegions.fill(ledger)
      try await LoopbackAPI.run(ledger, reports: ledger, feed: ledger) { api in
        let events = try await Self.events(api, "/v1/campaigns/k/stream", count: 2, first: 1) {
          try await TwoRegions.seal(ledger)
        }
        #expect(events.map(\.name) == ["progress", "progress"])
        #expect(events.first?.data.contains(#""phase":"launching""#) == true)
        #expect(events.last?.data.contains(#""phase":"complete""#) == true)
        #expect(try await api.get("/v1/campaigns/no-such/stream").status == 404)
      }
    }
  }
}

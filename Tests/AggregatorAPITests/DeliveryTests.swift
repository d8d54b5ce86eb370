import Foundation
import Inspection
import Ledger
import SQLLedger
import SQLiteLedger
import TestSupport
import Testing

/// How answers travel: packed, not at all where the client has them, or in part.
@Suite struct DeliveryTests {
  private func withCity(_ body: @escaping @Sendable (LoopbackAPI) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      defer { try? ledger.close() }
      try await TwoRegions.fill(ledger)
      try await LoopbackAPI.run(ledger, reports: ledger) { try await body($0) }
    }
  }

  // MARK: gzip

  /// The client unpacks what comes packed.
  @Test(arguments: ["/v1/hazards", "/v1/exports/hazards?format=jsonl", "/openapi.json", "/hazards"])
  func textIsPackedForWhoTakesIt(_ path: String) async throws {
    try await withCity { api in
      let plain = try await api.get(path, headers: ["Accept-Encoding": "identity"])
      try #require(plain.status == 200 && plain.headers["content-encoding"] == nil)
      let packed = try await api.get(path, headers: ["Accept-Encoding": "br;q=1.0, gzip"])
      #expect(packed.headers["content-encoding"] == "gzip")
      #expect(packed.headers["vary"]?.lowercased().contains("accept-encoding") == true)
      if let length = packed.headers["content-length"].flatMap({ Int($0) }) {
        #expect(length < plain.body.count / 2)
      }
      // Pages tell when they were made.
      if path != "/hazards" { #expect(packed.body == plain.body) }
    }
  }

  @Test(arguments: ["identity", "gzip;q=0", "gzip; q=0, *;q=0", "br"])
  func nobodyGetsWhatTheyDoNotTake(_ codings: String) async throws {
    try await withCity { api in
      let answer = try await api.get("/v1/hazards", headers: ["Accept-Encoding": codings])
      #expect(answer.headers["content-encoding"] == nil)
      #expect(answer["total"] as? Int == 4)
    }
  }

  // MARK: ETags

  @Test func whatTheClientHasIsNotSentAgain() async throws {
    try await withCity { api in
      let first = try await api.get("/v1/hazards")
      let tag = try #require(first.headers["etag"])
      let again = try await api.get("/v1/hazards", headers: ["If-None-Match": "\"other\", \(tag)"])
      #expect(again.status == 304 && again.body.isEmpty && again.headers["etag"] == tag)
      #expect(try await api.get("/v1/hazards?limit=1", headers: ["If-None-Match": tag]).status == 200)
      let body = #"{"person": "Li Na", "role": "supervisor", "owner": "Wang"}"#
      let hazard = TwoRegions.hazard(TwoRegions.here)
      #expect(try await api.post("/v1/hazards/\(hazard)/assign", body).status == 200)
      #expect(try await api.get("/v1/hazards", headers: ["If-None-Match": tag]).status == 200)
    }
  }

  @Test func aHazardsTagIsItsVersion() async throws {
    try await withCity { api in
      let path = "/v1/hazards/\(TwoRegions.hazard(TwoRegions.here))"
      let tag = try #require(
        try await api.get(path, headers: ["Accept-Encoding": "identity"]).headers["etag"])
      #expect(try await api.get(path, headers: ["If-None-Match": tag]).status == 304)
      #expect(try await api.get(path, headers: ["If-None-Match": "W/\(tag)"]).status == 304)
      let body = #"{"person": "Li Na", "owner": "Wang"}"#
      #expect(try await api.post("\(path)/assign", body, headers: ["If-Match": "W/\(tag)"]).status == 200)
    }
  }

  // MARK: Fields

  @Test func onlyTheMembersThatWereAskedFor() async throws {
    try await withCity { api in
      let page = try await api.get("/v1/hazards?fields=id,level&limit=2")
      let items = try #require(page["items"] as? [[String: Any]])
      #expect(items.count == 2 && items.allSatisfy { Set($0.keys) == ["id", "level"] })
      #expect(page["total"] as? Int == 4)
      let one = try await api.get("/v1/hazards/\(TwoRegions.hazard(TwoRegions.here))?fields=state")
      #expect(Set(one.json.keys) == ["state"])
    }
  }

  @Test(arguments: [
    ("fields=levl", "did you mean level"), ("fields=", "is empty"),
    ("fields=id&fields=level", "more than once"),
    ("fields=id&colour=red", "colour"),
  ])
  func whatCannotBeChosenIsRefused(_ query: String, _ reason: String) async throws {
    try await withCity { api in
      let answer = try await api.get("/v1/hazards?\(query)")
      #expect(answer.status == 400)
      #expect(answer.text.contains(reason), "\(answer.text)")
    }
  }
}

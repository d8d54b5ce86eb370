import HazardctlKit
import Testing

@Suite struct LedgerClientTests {
  private static let path = "/v1/campaigns/autumn%202026"

  @Test func allPagesAreJoined() async throws {
    let pages: [CannedAPI.Answer] = [
      .ok(#"{"items":[{"first":0,"last":41}],"next":"a b","total":45,"maxGeneration":0}"#),
      .ok(
        #"{"items":[{"first":77,"last":77},{"first":90,"last":91}],"next":null,"total":45,"maxGeneration":2}"#
      ),
    ]
    try await CannedAPI.run([Self.path + "/outstanding": pages]) { api, url in
      let client = try #require(LedgerClient(address: url))
      let found = try #require(try await client.outstanding(.dead, of: "autumn 2026"))
      #expect(found.ranges == [0...41, 77...77, 90...91])
      #expect(found.maxGeneration == 2)
      #expect(
        api.requests == [
          Self.path + "/outstanding?outcome=dead&limit=1000",
          Self.path + "/outstanding?outcome=dead&limit=1000&cursor=a%20b",
        ])
    }
  }

  @Test func aCampaignIsRead() async throws {
    let body = #"{"id":"x","phase":"cancelling","tasks":{"total":9},"cancelledAt":"2026-11-02T09:00:00Z","#
    let answer = CannedAPI.Answer.ok(body + #""cancelledBy":"li","cancelReason":"wrong"}"#)
    try await CannedAPI.run([Self.path: [answer]]) { _, url in
      let client = try #require(LedgerClient(address: url))
      let campaign = try #require(try await client.campaign("autumn 2026"))
      #expect(campaign.taskCount == 9)
      #expect(campaign.cancelledBy == "li")
      #expect(campaign.cancelReason == "wrong")
    }
  }

  @Test func whatTheLedgerDoesNotKnowIsNil() async throws {
    try await CannedAPI.run([:]) { _, url in
      let client = try #require(LedgerClient(address: url))
      #expect(try await client.campaign("x") == nil)
      #expect(try await client.outstanding(.missing, of: "x") == nil)
    }
  }

  @Test(arguments: [
    CannedAPI.Answer.problem(503, "starting"), .ok("[]"),
    .ok(#"{"items":[{"first":2,"last":1}],"next":null}"#),
    .ok(#"{"items":[],"next":"same"}"#),
  ])
  func whatIsNoAnswerIsTrouble(_ answer: CannedAPI.Answer) async throws {
    try await CannedAPI.run(["/v1/campaigns/x/outstanding": [answer]]) { _, url in
      let client = try #require(LedgerClient(address: url))
      let trouble = await #expect(throws: LedgerClient.Trouble.self) {
        try await client.outstanding(.missing, of: "x")
      }
      #expect(trouble?.exitCode == 1)
    }
  }

  @Test func whatIsNoAddressIsRefused() {
    #expect(LedgerClient(address: "nowhere") == nil)
    #expect(LedgerClient(address: "ftp://x") == nil)
  }
}

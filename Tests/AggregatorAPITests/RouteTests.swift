import Inspection
import Ledger
import TestSupport
import Testing

@Suite struct RouteTests {
  @Test func overview() async throws {
    try await LoopbackAPI.run { api in
      let answer = try await api.get("/v1/overview")
      #expect(answer.status == 200)
      #expect(answer.headers["content-type"] == "application/json; charset=utf-8")
      #expect(answer["campaigns.total"] as? Int == 3)
      #expect(answer["campaigns.running"] as? Int == 2)
      #expect(answer["results"] as? Int == 310)
      #expect(answer["rejected"] as? Int == 5)
      #expect(answer["hazards.open"] as? Int == 9)
      #expect(answer["hazards.settlementRate.value"] as? Double == 0.82)
    }
  }

  @Test func campaigns() async throws {
    try await LoopbackAPI.run { api in
      let answer = try await api.get("/v1/campaigns")
      #expect(answer.status == 200)
      #expect(answer["items.0.id"] as? String == "autumn-2026")
      #expect(answer["items.0.title"] as? String == "秋季安全检查")
      #expect((answer["items.0"] as? [String: Any])?["sections"] == nil)
    }
  }

  @Test func campaign() async throws {
    try await LoopbackAPI.run { api in
      let answer = try await api.get("/v1/campaigns/autumn-2026")
      #expect(answer.status == 200)
      #expect(answer["phase"] as? String == "running")
      #expect(answer["openedAt"] as? String == "2026-07-01T08:00:00Z")
      #expect(answer["sealedAt"] as? String == "2026-07-01T08:00:01.500Z")
      #expect(answer.text.contains("\"completedAt\":null"))
      #expect(answer.text.contains("\"cancelledAt\":null") && answer.text.contains("\"cancelReason\":null"))
      #expect(answer["lateResults"] as? Int == 0)
      #expect(
        answer["tasks"] as? [String: Int]
          == ["total": 500, "checked": 300, "dead": 6, "cancelled": 4, "missing": 190])
      #expect(answer["progress"] as? Double == 0.62)
      #expect(answer["checks.total"] as? Int == 126)
      #expect(answer["checks.byOutcome.pass"] as? Int == 10)
      #expect(answer["checks.byOutcome.fixed"] as? Int == 18)
      // pass + fail of all but notapplicable and notselected.
      #expect(answer["coverage.numerator"] as? Int == 21)
      #expect(answer["coverage.denominator"] as? Int == 96)
      #expect(answer["sections.0.title"] as? String == "消防")
      #expect(answer["sections.0.checks"] as? Int == 126)
    }
  }

  @Test(arguments: [
    (Fixtures.campaign(sealed: false), "launching", 0.62),
    (Fixtures.campaign(complete: true), "complete", 0.62),
    (Fixtures.campaign(cancelled: true), "cancelling", 0.62),
    (Fixtures.campaign(complete: true, cancelled: true), "cancelled", 0.62),
    (Fixtures.campaign(tasks: 0, checked: 0, dead: 0, sealed: false, cancelled: true), "cancelling", 1),
    (Fixtures.campaign(tasks: 0, checked: 0, dead: 0, sealed: false), "launching", 0),
    (Fixtures.campaign(tasks: 0, checked: 0, dead: 0), "running", 1),
    (Fixtures.campaign(tasks: 300), "running", 1),
  ])
  func phasesAndProgress(_ campaign: CampaignDetail, _ phase: String, _ progress: Double) async throws {
    try await LoopbackAPI.run(ScriptedStore { $0.campaigns = [campaign] }) { api in
      let answer = try await api.get("/v1/campaigns/autumn-2026")
      #expect(answer["phase"] as? String == phase)
      #expect(answer["progress"] as? Double == progress)
    }
  }

  @Test func aCancelledCampaign() async throws {
    let store = ScriptedStore { $0.campaigns = [Fixtures.campaign(complete: true, cancelled: true)] }
    try await LoopbackAPI.run(store) { api in
      let answer = try await api.get("/v1/campaigns/autumn-2026")
      #expect(answer["cancelledAt"] as? String == "2026-07-01T08:03:20Z")
      #expect(answer["cancelledBy"] as? String == "李")
      #expect(answer["cancelReason"] as? String == "洪水")
      #expect(answer["lateResults"] as? Int == 9)
    }
  }

  @Test func outstandingTasks() async throws {
    let store = Fixtures.store()
    try await LoopbackAPI.run(store) { api in
      let path = "/v1/campaigns/autumn-2026/outstanding"
      let answer = try await api.get(path)
      #expect(answer.status == 200)
      #expect(answer["items.0.first"] as? Int == 0)
      #expect(answer["items.0.last"] as? Int == 41)
      #expect(answer["items.1.last"] as? Int == 50)
      #expect(answer["total"] as? Int == 190)
      #expect(answer["maxGeneration"] as? Int == 3)
      let next = try #require(answer["next"] as? String)
      #expect(try await api.get("\(path)?outcome=dead&limit=7&cursor=\(next)").status == 200)
      #expect(try await api.get("\(path)?outcome=checked").status == 400)
      #expect(try await api.get("\(path)?limit=10001").status == 400)
      #expect(try await api.get("\(path)?cursor=60").status == 400)
      #expect(
        try await api.get("/v1/campaigns/autum-2026/outstanding").text.contains("did you mean autumn-2026?"))
    }
    #expect(
      store.asked.outstandingQueries.prefix(2) == [
        OutstandingQuery(campaign: "autumn-2026", limit: 1_000),
        OutstandingQuery(campaign: "autumn-2026", kind: .dead, limit: 7, from: 60),
      ])
  }

  @Test func idsInThePathAreDecoded() async throws {
    let store = ScriptedStore { $0.campaigns = [Fixtures.campaign("秋季/2026 a+b")] }
    try await LoopbackAPI.run(store) { api in
      let answer = try await api.get("/v1/campaigns/%E7%A7%8B%E5%AD%A3%2F2026%20a+b")
      #expect(answer["id"] as? String == "秋季/2026 a+b")
    }
  }

  @Test func hazard() async throws {
    let id = Fixtures.hazard().id
    try await LoopbackAPI.run { api in
      let answer = try await api.get("/v1/hazards/\(id)")
      #expect(answer.status == 200)
      #expect(answer["id"] as? String == id.description)
      #expect(answer["state"] as? String == "closed")
      #expect(answer["level"] as? String == "major")
      #expect(answer["grade"] as? String == "orange")
      #expect(answer["site.name"] as? String == "第一小学")
      #expect(answer["region.code"] as? String == "330102")
      #expect(answer["item.id"] as? String == "fire-1")
      #expect(answer["lastFoundAt"] as? String == "2026-07-02T08:00:00Z")
      #expect(answer["closedAt"] as? String == "2026-07-03T08:00:00Z")
      #expect(answer["events.0.kind"] as? String == "found")
      #expect(answer["events.0.seq"] as? Int == 17)
      #expect(answer["events.0.evidence"] as? [String] == ["p/1.jpg"])
      #expect(answer["events.1.person"] as? String == "王")
    }
  }

  @Test func rootRegions() async throws {
    let store = Fixtures.store()
    try await LoopbackAPI.run(store) { api in
      let answer = try await api.get("/v1/regions")
      #expect((answer["lineage"] as? [Any])?.isEmpty == true)
      #expect(answer["children.0.code"] as? String == "3301")
      #expect(answer["children.0.hasChildren"] as? Bool == true)
      #expect(answer["children.0.sites"] as? Int == 40)
      #expect(answer["children.0.byOutcome.fail"] as? Int == 11)
      let hazards = try #require(answer["children.0.hazards"] as? [String: Any])
      #expect(hazards["byGrade"] as? [String: Int] == ["red": 4, "orange": 11, "yellow": 15, "blue": 20])
      for (key, value) in [
        "total": 50, "open": 9, "closed": 41, "major": 7, "openMajor": 3, "sightings": 77, "recurrences": 2,
      ] { #expect(hazards[key] as? Int == value, "\(key)") }
    }
    #expect(store.asked.regionParents == [nil])
  }

  @Test func regionsBelowAnother() async throws {
    let store = Fixtures.store()
    try await LoopbackAPI.run(store) { api in
      let answer = try await api.get("/v1/regions?parent=3301")
      #expect(answer["lineage.0.name"] as? String == "杭州市")
      #expect(answer["children.0.code"] as? String == "330102")
    }
    #expect(store.asked.regionParents == ["3301"])
  }

  @Test func items() async throws {
    let store = Fixtures.store()
    try await LoopbackAPI.run(store) { api in
      let answer = try await api.get("/v1/items?campaign=autumn-2026")
      #expect(answer["items.0.item"] as? String == "fire-1")
      #expect(answer["items.0.failRate.numerator"] as? Int == 11)
      #expect(answer["items.0.failRate.denominator"] as? Int == 21)
      #expect(answer["items.0.hazards"] as? Int == 9)
      _ = try await api.get("/v1/items")
    }
    #expect(store.asked.itemCampaigns == ["autumn-2026", nil])
  }

  @Test func aNewCampaignHasNoItemsYet() async throws {
    try await LoopbackAPI.run(ScriptedStore { $0.campaigns = [Fixtures.campaign()] }) { api in
      let answer = try await api.get("/v1/items?campaign=autumn-2026")
      #expect(answer.text == "{\"items\":[]}")
    }
  }

  @Test func months() async throws {
    try await LoopbackAPI.run { api in
      let answer = try await api.get("/v1/months")
      #expect(answer["items.0.month"] as? String == "2026-07")
      #expect(answer["items.0.found"] as? Int == 77)
      #expect(answer["items.0.accepted"] as? Int == 60)
    }
  }

  @Test func aRateOfNothingIsNull() async throws {
    try await LoopbackAPI.run(ScriptedStore()) { api in
      let text = try await api.get("/v1/overview").text
      #expect(text.contains("\"settlementRate\":{\"denominator\":0,\"numerator\":0,\"value\":null}"))
    }
  }

  @Test func theSameAnswerIsTheSameBytes() async throws {
    try await LoopbackAPI.run { api in
      let first = try await api.get("/v1/regions").body
      for _ in 0..<5 { #expect(try await api.get("/v1/regions").body == first) }
    }
  }
}

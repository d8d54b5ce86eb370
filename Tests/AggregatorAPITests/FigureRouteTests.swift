import Foundation
import Inspection
import Ledger
import TestSupport
import Testing

@Suite struct FigureRouteTests {
  @Test(arguments: [
    "/v1/figures?region=9", "/v1/figures/ranking?parent=9", "/v1/figures/resolved?region=9",
    "/v1/coverage?region=9", "/v1/regions/9/score", "/v1/sites/s2/score", "/v1/bulletin?region=9",
    "/v1/exports/hazards?region=9", "/v1/campaigns/nothing/gate", "/v1/coverage?campaign=none",
  ])
  func whatIsNotThereIsSaid(_ path: String) async throws {
    try await LoopbackAPI.run { api in
      let answer = try await api.get(path)
      #expect(answer.status == 404, "\(answer.text)")
    }
  }

  @Test(arguments: [
    "/v1/figures?at=yesterday", "/v1/figures?minimum=0", "/v1/figures/ranking?by=beauty",
    "/v1/figures/trend?from=2026-01-01", "/v1/what-if", "/v1/what-if?site=s1&region=3301",
    "/v1/figures/trend?from=2026-02-01&to=2026-01-01&baselineFrom=2025-01-01&baselineTo=2026-01-01",
    "/v1/campaigns/autumn-2026/gate?zero=some", "/v1/campaigns/autumn-2026/gate?minCoverage=101",
    "/v1/exports/sites?format=oscal", "/v1/exports/hazards?format=oscal&state=closed",
    "/v1/bulletin?by=beauty",
  ])
  func whatCannotBeAskedIsRefused(_ path: String) async throws {
    try await LoopbackAPI.run { api in
      let answer = try await api.get(path)
      #expect(answer.status == 400, "\(answer.text)")
    }
  }

  @Test func everyShareSaysWhatItIsCountedFrom() async throws {
    try await LoopbackAPI.run { api in
      let answer = try await api.get("/v1/figures?region=3301&at=2026-10-01&minimum=45")
      #expect(answer["at"] as? String == "2026-10-01T00:00:00Z")
      #expect(answer["figures.0.name"] as? String == "settlement")
      #expect(answer["figures.0.share.numerator"] as? Int == 41)
      #expect(answer["figures.0.share.denominator"] as? Int == 50)
      #expect(answer["figures.0.share.enough"] as? Bool == true)
      #expect(answer["figures.1.share.enough"] as? Bool == false, "20 of 41")
      #expect((answer["figures.0.share.low"] as? Double).map { $0 > 0.69 && $0 < 0.7 } == true)
      #expect((answer["figures.0.rule"] as? String)?.contains("dismissed") == true)
      #expect(answer["timeToRectify.median"] as? Int == 86_400_000)
      #expect(answer["hazards.found"] as? Int == 52)
    }
  }

  @Test func aPlanOfActionHasTheFormOfOSCAL() async throws {
    try await LoopbackAPI.run { api in
      let answer = try await api.get("/v1/exports/hazards?format=oscal")
      #expect(answer.status == 200, "\(answer.text)")
      let plan = "plan-of-action-and-milestones"
      #expect(answer["\(plan).metadata.oscal-version"] as? String == "1.1.2")
      let uuid = try Regex("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
      for key in ["uuid", "observations.0.uuid", "risks.0.uuid", "poam-items.0.uuid"] {
        let id = try #require(answer["\(plan).\(key)"] as? String)
        #expect(try uuid.wholeMatch(in: id) != nil, "\(key)")
      }
      #expect(
        answer["\(plan).poam-items.0.related-risks.0.risk-uuid"] as? String
          == answer["\(plan).risks.0.uuid"] as? String)
      #expect(
        answer["\(plan).poam-items.0.related-observations.0.observation-uuid"] as? String
          == answer["\(plan).observations.0.uuid"] as? String)
      #expect(answer["\(plan).risks.0.status"] as? String == "open")
      // OSCAL's strings have no line breaks and no blanks at their ends.
      #expect(
        answer["\(plan).risks.0.statement"] as? String == "=HYPERLINK(\"http://x\"), \"quoted\" and more")
      let again = try await api.get("/v1/exports/hazards?format=oscal")
      #expect(again["\(plan).risks.0.uuid"] as? String == answer["\(plan).risks.0.uuid"] as? String)
    }
  }

  @Test func exportsAreWholeAndHarmless() async throws {
    try await LoopbackAPI.run { api in
      let csv = try await api.get("/v1/exports/hazards?format=csv")
      #expect(csv.headers["content-type"]?.hasPrefix("text/csv") == true)
      #expect(csv.text.hasPrefix("hazard,state,stage,level,grade,site,siteName,"))
      #expect(csv.text.contains("\"'=HYPERLINK(\"\"http://x\"\"), \"\"quoted\"\"\nand more\""), "\(csv.text)")
      for what in ["hazards", "sites", "audit"] {
        // The names of the columns are those of the fields.
        let columns = try await api.get("/v1/exports/\(what)").text.prefix { $0 != "\n" }.split(
          separator: ",")
        let object = try await api.get("/v1/exports/\(what)?format=jsonl").json
        #expect(columns.map(String.init).sorted() == object.keys.sorted(), "\(what)")
      }
      let lines = try await api.get("/v1/exports/hazards?format=jsonl")
      #expect(lines["reason"] as? String == "=HYPERLINK(\"http://x\"), \"quoted\"\nand more")
      #expect(lines["latitude"] as? Double == 30.25)
      let map = try await api.get("/v1/exports/hazards?format=geojson")
      #expect(map["type"] as? String == "FeatureCollection")
      #expect(map["features.0.geometry.coordinates"] as? [Double] == [120.5, 30.25], "longitude first")
      let sites = try await api.get("/v1/exports/sites?format=geojson")
      #expect(sites["features.0.geometry"] is NSNull)
      #expect(sites["features.0.properties.owner"] as? String == "王")
      let audit = try await api.get("/v1/exports/audit?format=jsonl")
      #expect(audit["refused"] as? String == "samePerson")
      #expect(audit["event"] as? String == "accept")
    }
  }

  @Test func aGateSaysWhatStandsInTheWay() async throws {
    let cleared = ScriptedStore { script in
      var campaign = Fixtures.campaign(tasks: 310, checked: 310, dead: 0, complete: true)
      campaign.status.taskOutcomes.cancelled = 0
      script.campaigns = [campaign]
    }
    try await LoopbackAPI.run(cleared) { api in
      let answer = try await api.get("/v1/campaigns/autumn-2026/gate?zero=all")
      #expect(answer["isOpen"] as? Bool == true, "\(answer.text)")
      let query = try #require(cleared.asked.hazardQueries.last)
      #expect(query.state == .open && query.level == nil && query.campaign == "autumn-2026")
      let strict = try await api.get("/v1/campaigns/autumn-2026/gate?minCoverage=99")
      #expect(strict["isOpen"] as? Bool == false)
      #expect(strict["obstacles.0.what"] as? String == "coverage")
    }
    try await LoopbackAPI.run { api in
      let answer = try await api.get("/v1/campaigns/autumn-2026/gate?zero=major")
      #expect(answer["isOpen"] as? Bool == false)
      #expect(answer["obstacles.0.detail"] as? String == "the campaign is running")
      #expect(answer["obstacles.1.count"] as? Int == 200)
      #expect(answer["obstacles.2.detail"] as? String == "50 major hazards are open")
      #expect(answer["hazards.0.item"] as? String == "fire-1")
    }
  }
}

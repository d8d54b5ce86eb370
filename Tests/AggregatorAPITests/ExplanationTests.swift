import Foundation
import Inspection
import Ledger
import TestSupport
import Testing

@Suite struct ExplanationTests {
  private static let id = Fixtures.hazard().id

  @Test func decisionsComeInWordsAndAsFacts() async throws {
    try await LoopbackAPI.run { api in
      let answer = try await api.get("/v1/hazards/\(Self.id)/explanation")
      #expect(answer.status == 200)
      #expect(answer["id"] as? String == Self.id.description)
      #expect(answer["statements.0.topic"] as? String == "finding")
      #expect(
        (answer["statements.2.text"] as? String)?.contains("by criterion M1 of major-fire, version 2024")
          == true)
      #expect(answer["level.by"] as? String == "criterion")
      #expect(answer["level.criterion"] as? String == "M1")
      #expect(answer["level.criteriaVersion"] as? String == "2024")
      #expect(answer.text.contains("\"profile\":null"))
      #expect(answer["findings.0.siteType"] as? String == "school")
      #expect(answer["grade.method"] as? String == "matrix")
      #expect(answer["grade.score"] as? Double == 12)
      #expect(answer["grade.boundary"] as? String == "worse")
      #expect(answer.text.contains("\"exposure\":null"))
      #expect(answer["redLine"] as? Bool == false)
      #expect(answer["checklist.digest"] as? String == "d1")
      #expect(answer["findings.0.counts"] as? Bool == true)
    }
  }

  @Test func anUnknownHazardHasNone() async throws {
    try await LoopbackAPI.run { api in
      for (path, status) in [
        ("0000000000001/explanation", 404), ("nothing/explanation", 404),
        ("\(Self.id)/explanation?why=1", 400),
      ] {
        let answer = try await api.get("/v1/hazards/\(path)")
        #expect(answer.status == status, "\(path)")
      }
    }
  }

  @Test(arguments: [
    ("", SiteQuery()),
    ("?region=3301&colour=red&limit=7", SiteQuery(region: "3301", colour: .grade(.red), limit: 7)),
    ("?colour=none", SiteQuery(colour: SiteQuery.Colour.none)),
  ])
  func sitesAreAskedFor(_ query: String, _ expected: SiteQuery) async throws {
    let store = Fixtures.store()
    try await LoopbackAPI.run(store) { api in
      let answer = try await api.get("/v1/sites\(query)")
      #expect(answer.status == 200)
      #expect(answer["items.0.colour"] as? String == "orange")
      #expect(answer["total"] as? Int == 2)
      let next = try #require(answer["next"] as? String)
      #expect(try await api.get("/v1/sites?cursor=\(next)").status == 200)
      #expect(try await api.get("/v1/sites?cursor=x").status == 400)
      #expect(try await api.get("/v1/sites?colour=green").status == 400)
    }
    #expect(store.asked.siteQueries == [expected, SiteQuery(after: "s1")])
  }

  @Test func errorsHaveTheirReasons() async throws {
    try await LoopbackAPI.run { api in
      let answer = try await api.get("/v1/campaigns/autumn-2026/errors")
      #expect(answer["items.0.reason"] as? String == "no photo is attached, item fire-1")
      #expect(answer["items.0.seq"] as? Int == 17)
      let next = try #require(answer["next"] as? String)
      #expect(try await api.get("/v1/campaigns/autumn-2026/errors?cursor=\(next)&limit=1").status == 200)
      #expect(try await api.get("/v1/campaigns/autumn-2026/errors?cursor=x").status == 400)
      #expect(try await api.get("/v1/campaigns/nothing/errors").status == 404)
    }
  }
}

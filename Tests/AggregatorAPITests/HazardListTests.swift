import Foundation
import Inspection
import Ledger
import TestSupport
import Testing

@Suite struct HazardListTests {
  private static let path = "/v1/hazards"

  @Test(arguments: [
    ("state=open", HazardQuery(state: .open)),
    ("state=closed", HazardQuery(state: .closed)),
    ("level=general", HazardQuery(level: .general)),
    ("level=major", HazardQuery(level: .major)),
    ("grade=red", HazardQuery(grade: .red)),
    ("grade=blue", HazardQuery(grade: .blue)),
    ("region=330102", HazardQuery(region: "330102")),
    ("site=s%2F1%20%E4%BA%95", HazardQuery(site: "s/1 井")),
    ("item=fire-1", HazardQuery(item: "fire-1")),
    ("campaign=a+b", HazardQuery(campaign: "a b")),
    ("campaign=a%2Bb", HazardQuery(campaign: "a+b")),
    ("sort=difficulty%2Cage", HazardQuery(sort: [.difficulty, .age])),
    ("limit=1", HazardQuery(limit: 1)),
    ("limit=1000", HazardQuery(limit: 1_000)),
    ("", HazardQuery()),
    (
      "state=open&level=major&grade=red&region=r&site=s&item=i&campaign=c&limit=7",
      HazardQuery(
        state: .open, level: .major, grade: .red, region: "r", site: "s", item: "i", campaign: "c", limit: 7)
    ),
  ])
  func everyFilterReachesTheStore(_ query: String, _ expected: HazardQuery) async throws {
    let store = Fixtures.store()
    try await LoopbackAPI.run(store) { api in
      let answer = try await api.get("\(Self.path)?\(query)")
      #expect(answer.status == 200)
    }
    #expect(store.asked.hazardQueries == [expected])
  }

  @Test func theCursorOfAPageContinuesIt() async throws {
    let store = Fixtures.store()
    try await LoopbackAPI.run(store) { api in
      let first = try await api.get("\(Self.path)?state=open&region=a%26b%3D&limit=1")
      #expect(first["total"] as? Int == 50)
      let next = try #require(first["next"] as? String)
      #expect(next.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
      _ = try await api.get("\(Self.path)?state=open&region=a%26b%3D&limit=1&cursor=\(next)")
      let link = try #require(first.headers["link"])
      #expect(link.hasPrefix("</v1/hazards?") && link.hasSuffix(">; rel=\"next\""))
      let target = link.dropFirst().prefix { $0 != ">" }
      #expect(try await api.get(String(target)).status == 200)
    }
    let continued = HazardQuery(state: .open, region: "a&b=", limit: 1, after: Fixtures.hazard().cursor)
    #expect(store.asked.hazardQueries.dropFirst() == [continued, continued])
  }

  @Test func theLastPageHasNoNext() async throws {
    let store = ScriptedStore { $0.page = HazardPage(hazards: [Fixtures.hazard()], next: nil, total: 1) }
    try await LoopbackAPI.run(store) { api in
      let answer = try await api.get(Self.path)
      #expect(answer.text.contains("\"next\":null"))
      #expect(answer.headers["link"] == nil)
    }
  }

  @Test(arguments: ["", "size", "age,age", "age,", "AGE"]) func anUnknownOrderIsRefused(_ sort: String)
    async throws
  {
    try await LoopbackAPI.run { api in
      let answer = try await api.get("\(Self.path)?sort=\(sort)")
      #expect(answer.status == 400)
      #expect(answer["errors.0.field"] as? String == "sort")
    }
  }

  @Test func theOrderGoesOnWithThePages() async throws {
    try await LoopbackAPI.run { api in
      let link = try #require(try await api.get("\(Self.path)?sort=grade,age&limit=1").headers["link"])
      #expect(link.contains("sort=grade%2Cage"))
    }
  }

  @Test(arguments: ["x", "!!!!", "MS4yLjM", "-----", "=", "MS4x_"])
  func aForgedCursorIsRefused(_ cursor: String) async throws {
    try await LoopbackAPI.run { api in
      let answer = try await api.get("\(Self.path)?cursor=\(cursor)")
      #expect(answer.status == 400)
      #expect(answer["errors.0.field"] as? String == "cursor")
    }
  }
}

import Foundation
import Ledger
import TestSupport
import Testing

@Suite struct ProblemTests {
  private func expectProblem(_ answer: LoopbackAPI.Answer, _ status: Int) {
    #expect(answer.status == status)
    #expect(answer.headers["content-type"] == "application/problem+json")
    #expect(answer["status"] as? Int == status)
    #expect(answer["type"] as? String == "about:blank")
    #expect((answer["title"] as? String)?.isEmpty == false)
    #expect((answer["detail"] as? String)?.isEmpty == false)
  }

  @Test func anUnknownParameterIsRefusedWithAHint() async throws {
    try await LoopbackAPI.run { api in
      let answer = try await api.get("/v1/hazards?stat=open")
      expectProblem(answer, 400)
      #expect(answer["errors.0.field"] as? String == "stat")
      #expect(answer["errors.0.detail"] as? String == "is unknown (did you mean state?)")
    }
  }

  @Test func anUnknownParameterFarFromAllListsThem() async throws {
    try await LoopbackAPI.run { api in
      let detail = try await api.get("/v1/hazards?colour=red")["errors.0.detail"] as? String
      #expect(detail?.contains("state, stage, owner, department, overdue") == true)
    }
  }

  @Test(arguments: [
    "/v1/overview", "/v1/campaigns", "/v1/campaigns/autumn-2026", "/v1/months", "/v1/regions", "/v1/items",
    "/v1/hazards/0000000000000",
  ])
  func noRouteTakesUnknownParameters(_ path: String) async throws {
    try await LoopbackAPI.run { api in
      let answer = try await api.get("\(path)?verbose=1")
      expectProblem(answer, 400)
      #expect(answer["errors.0.field"] as? String == "verbose")
    }
  }

  @Test(arguments: [
    ("state=Open", "state", "open, closed"),
    ("level=huge", "level", "general, major"),
    ("grade=rde", "grade", "blue, yellow, orange, red"),
    ("limit=0", "limit", "1 to 1000"),
    ("limit=1001", "limit", "1 to 1000"),
    ("limit=ten", "limit", "1 to 1000"),
    ("region=", "region", "empty"),
    ("state", "state", "empty"),
    ("state=open&state=closed", "state", "more than once"),
    ("site=%FF", "site", "UTF-8"),
  ])
  func aBadValueSaysWhatIsAllowed(_ query: String, _ field: String, _ allowed: String) async throws {
    try await LoopbackAPI.run { api in
      let answer = try await api.get("/v1/hazards?\(query)")
      expectProblem(answer, 400)
      #expect(answer["errors.0.field"] as? String == field)
      #expect((answer["errors.0.detail"] as? String)?.contains(allowed) == true)
    }
  }

  @Test func allMistakesAreToldAtOnce() async throws {
    try await LoopbackAPI.run { api in
      let answer = try await api.get("/v1/hazards?state=x&level=y&limit=-1&foo=1")
      let fields = (answer["errors"] as? [[String: String]])?.compactMap { $0["field"] } ?? []
      #expect(Set(fields) == ["state", "level", "limit", "foo"])
    }
  }

  @Test(arguments: [
    "/v1", "/v1/nothing", "/v1/campaigns/no-such", "/v1/hazards/0000000000000",
    "/v1/hazards/not-an-id", "/v1/regions?parent=9", "/v1/items?campaign=no-such", "/v1/campaigns/a/b",
  ])
  func whatIsNotThereIs404(_ path: String) async throws {
    try await LoopbackAPI.run(ScriptedStore()) { api in expectProblem(try await api.get(path), 404) }
  }

  @Test func aMistypedCampaignGetsAHint() async throws {
    try await LoopbackAPI.run { api in
      let answer = try await api.get("/v1/campaigns/autum-2026")
      #expect((answer["detail"] as? String)?.contains("did you mean autumn-2026?") == true)
    }
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
  func otherMethodsAre405(_ method: String) async throws {
    try await LoopbackAPI.run { api in
      for path in ["/v1/hazards", "/v1/campaigns/x", "/healthz"] {
        let answer = try await api.get(path, method: method)
        expectProblem(answer, 405)
        #expect(answer.headers["allow"] == "GET, HEAD")
      }
    }
  }

  @Test func aBrokenStoreIs500AndSaysNothingOfItself() async throws {
    try await LoopbackAPI.run(ScriptedStore { $0.error = ScriptedStore.Broken() }) { api in
      for path in ["/v1/overview", "/v1/campaigns", "/v1/hazards", "/v1/regions", "/v1/items", "/v1/months"] {
        let answer = try await api.get(path)
        expectProblem(answer, 500)
        #expect(!answer.text.contains("secrets"))
        #expect(!answer.text.contains("private"))
      }
    }
  }

  @Test func aPageOfABrokenStoreSaysSoInTheReadersLanguage() async throws {
    try await LoopbackAPI.run(ScriptedStore { $0.error = ScriptedStore.Broken() }) { api in
      let english = try await api.send("/", headers: ["Accept": "text/html"])
      #expect(english.status == 500 && english.text.contains("The server could not answer; its log says why"))
      let reader = ["Accept": "text/html", "Accept-Language": "zh-CN", "X-Request-Id": "request-7"]
      let chinese = try await api.send("/", headers: reader)
      #expect(chinese.status == 500)
      #expect(chinese.text.contains("服务器暂时无法处理，请稍后再试。"), "\(chinese.text)")
      #expect(chinese.text.contains("请求编号为 request-7"))
      #expect(!chinese.text.contains("could not answer"))
    }
  }

  @Test func aQueryThatTheLedgerRefusesIs400() async throws {
    try await LoopbackAPI.run(ScriptedStore { $0.error = LedgerError(.badQuery, "too wide") }) { api in
      let answer = try await api.get("/v1/hazards")
      expectProblem(answer, 400)
      #expect(answer["detail"] as? String == "too wide")
    }
  }
}

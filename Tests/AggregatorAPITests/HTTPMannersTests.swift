import Foundation
import Inspection
import Ledger
import Observability
import TestSupport
import Testing

@Suite struct HTTPMannersTests {
  private static let paths = [
    "/v1/overview", "/v1/campaigns", "/v1/campaigns/autumn-2026", "/v1/hazards",
    "/v1/hazards/\(Fixtures.hazard().id)", "/v1/regions", "/v1/items", "/v1/months", "/healthz", "/readyz",
  ]

  @Test(arguments: paths)
  func headIsGetWithoutABody(_ path: String) async throws {
    try await LoopbackAPI.run { api in
      let get = try await api.get(path)
      let head = try await api.get(path, method: "HEAD")
      #expect(get.status == 200)
      #expect(head.status == 200)
      #expect(head.body.isEmpty)
      #expect(head.headers["content-length"] == String(get.body.count))
      #expect(head.headers["content-type"] == get.headers["content-type"])
    }
  }

  @Test(arguments: ["/nothing", "/v1/campaigns/no-such", "/v1/hazards?x=1"])
  func headOfAnErrorHasNoBodyEither(_ path: String) async throws {
    try await LoopbackAPI.run { api in
      let (get, head) = (try await api.get(path), try await api.get(path, method: "HEAD"))
      #expect(head.status == get.status)
      #expect(head.body.isEmpty)
      // The connection still works: no body bytes were left in it.
      #expect(try await api.get("/healthz").status == 200)
    }
  }

  @Test(arguments: paths + ["/metrics", "/nothing", "/v1/hazards?x=1"])
  func everyAnswerIsHardened(_ path: String) async throws {
    try await LoopbackAPI.run { api in
      let answer = try await api.get(path)
      #expect(answer.headers["x-content-type-options"] == "nosniff")
      let isKept = path.hasPrefix("/v1/") && answer.status == 200
      #expect(answer.headers["cache-control"] == (isKept ? "private, no-cache" : "no-store"))
    }
  }

  @Test(arguments: ["/nothing", "/hazards/nothing/at/all"])
  func whoReadsPagesIsRefusedWithOne(_ path: String) async throws {
    try await LoopbackAPI.run { api in
      let page = try await api.get(path, headers: ["Accept": "text/html,*/*;q=0.8", "Accept-Language": "zh"])
      #expect(page.status == 404)
      #expect(page.headers["content-type"] == "text/html; charset=utf-8")
      #expect(page.text.contains("未找到"))
      let other = try await api.get(path, headers: ["Accept": "*/*"])
      #expect(other.status == 404)
      #expect(other.headers["content-type"] == "application/problem+json")
      let asked = try await api.get("/v1/nothing", headers: ["Accept": "text/html"])
      #expect(asked.headers["content-type"] == "application/problem+json")
    }
  }

  @Test func readinessFollowsTheConditions() async throws {
    try await LoopbackAPI.run { api in
      #expect(try await api.get("/readyz").status == 200)
      api.health.setNotReady("kafka", reason: "no broker")
      let waiting = try await api.get("/readyz")
      #expect(waiting.status == 503)
      #expect(waiting["status"] as? String == "not ready")
      #expect(waiting["conditions.0.reason"] as? String == "no broker")
      #expect(try await api.get("/healthz").status == 200)
      api.health.setReady("kafka")
      #expect(try await api.get("/readyz").status == 200)
    }
  }

  @Test func requestsAreCountedByTemplate() async throws {
    try await LoopbackAPI.run { api in
      for id in ["autumn-2026", "no-such", "other"] { _ = try await api.get("/v1/campaigns/\(id)") }
      _ = try await api.get("/secret/path")
      let metrics = try await api.get("/metrics")
      #expect(metrics.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
      let name = "hazardfleet_http_requests_total"
      let lines = metrics.text.split(separator: "\n").map(String.init)
      let route = "route=\"/v1/campaigns/{id}\""
      #expect(lines.contains("\(name){method=\"GET\",\(route),status=\"200\"} 1"))
      #expect(lines.contains("\(name){method=\"GET\",\(route),status=\"404\"} 2"))
      #expect(lines.contains("\(name){method=\"GET\",route=\"unmatched\",status=\"404\"} 1"))
      #expect(lines.contains("hazardfleet_http_request_duration_seconds_count{\(route)} 3"))
      #expect(!metrics.text.contains("no-such"))
      #expect(!metrics.text.contains("secret"))
    }
  }
}

import AggregatorAPI
import Foundation
import Inspection
import Ledger
import LedgerIntake
import LedgerTestSupport
import Logging
import Observability
import Rectification
import SQLLedger
import SQLiteLedger
import StatusServer
import TestSupport
import Testing

/// The pages over HTTP, on a real ledger.
@Suite struct SiteTests {
  typealias Answer = TestClient.Answer

  private struct Browser: Sendable {
    let base: String

    func get(_ path: String, form: String? = nil, headers: [String: String] = [:]) async throws -> Answer {
      var headers = headers
      if form != nil { headers["Content-Type"] = "application/x-www-form-urlencoded" }
      return try await TestClient.plain.ask(
        base + path, method: form == nil ? "GET" : "POST", body: form, headers: headers)
    }
  }

  private func withSite(_ body: @escaping @Sendable (Browser, [String]) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      let ids = try await ledger.fill(hazards: 3).map(\.description)
      let (addresses, found) = AsyncStream.makeStream(of: ListenAddress.self)
      let service = AggregatorAPI(
        store: ledger, reports: ledger, desk: CommandLog(ledger),
        health: HealthState(waitingFor: ["streams"]),
        registry: PrometheusRegistry(), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        address: ListenAddress(host: "127.0.0.1", port: 0), onListening: { found.yield($0) })
      let server = Task {
        defer { found.finish() }
        try await service.run()
      }
      defer { server.cancel() }
      for await address in addresses {
        try await body(Browser(base: "http://\(address)"), ids)
        #expect(try await ledger.verify() == [])
        return
      }
      try await server.value
    }
  }

  @Test func everyPageAnswersAndItsLinksLeadSomewhere() async throws {
    try await withSite { browser, _ in
      var waiting = ["/"]
      var seen: Set<String> = ["/"]
      while let path = waiting.popLast(), seen.count < 400 {
        // A region without a register cannot have one.
        if path.hasPrefix("/v1/bulletin") { continue }
        let answer = try await browser.get(path)
        #expect(answer.status == 200, "\(path): \(answer.status)")
        guard answer.headers["content-type"]?.hasPrefix("text/html") == true, !path.hasPrefix("/v1/") else {
          continue
        }
        for link in answer.text.matches(of: #/(?:href|src)="(\/[^"#]*)/#) {
          let target = link.1.replacing("&amp;", with: "&")
          if !target.contains("lang="), seen.insert(String(target)).inserted {
            waiting.append(String(target))
          }
        }
      }
      for path in ["/hazards", "/campaigns/k", "/regions/r", "/sites/s", "/watch", "/fleet"] {
        #expect(seen.contains { $0.hasPrefix(path) }, "\(path)")
      }
    }
  }

  @Test func pagesAreLockedDownAndAssetsAreKept() async throws {
    try await withSite { browser, _ in
      let page = try await browser.get("/")
      let policy = page.headers["content-security-policy"] ?? ""
      #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
      #expect(
        page.headers["cache-control"] == "no-store" && page.headers["x-content-type-options"] == "nosniff")
      let assets = page.text.matches(of: #/"(\/assets\/[^"]*)"/#).map { String($0.1) }
      #expect(assets.count == 3)
      for asset in assets {
        let answer = try await browser.get(asset)
        #expect(
          answer.status == 200 && answer.headers["cache-control"]?.contains("immutable") == true, "\(asset)")
      }
    }
  }

  @Test func whatIsNotThereIsSaidInTheReadersLanguage() async throws {
    try await withSite { browser, _ in
      let reader = ["Accept": "text/html", "Accept-Language": "zh-CN"]
      let page = try await browser.get("/nope", headers: reader)
      #expect(page.status == 404 && page.text.contains("没有 /nope 这个页面。"), "\(page.text)")
      #expect(!page.text.contains("There is") && !page.text.contains("服务器返回"))
      let program = try await browser.get("/nope")
      #expect(program.text.contains("The API begins at /v1/overview."))
    }
  }

  @Test func theLanguageIsRememberedAndTheAddressKept() async throws {
    try await withSite { browser, _ in
      #expect(try await browser.get("/", headers: ["Accept-Language": "zh-CN"]).text.contains("总览"))
      let chosen = try await browser.get("/hazards?level=major&lang=zh")
      #expect(chosen.status == 303)
      #expect(chosen.headers["location"] == "/hazards?level=major")
      let cookie = try #require(chosen.headers["set-cookie"])
      #expect(cookie.contains("hf-lang=zh") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
      #expect(try await browser.get("/", headers: ["Cookie": "hf-lang=zh"]).text.contains("总览"))
    }
  }

  private static func form(_ action: String, _ id: String, version: Int, _ rest: String, key: String)
    -> String
  {
    "action=\(action)&hazard=\(id)%3A\(version)&key=\(key)&\(rest)"
  }

  @Test func aHazardIsFollowedByForms() async throws {
    try await withSite { browser, ids in
      let path = "/hazards/\(ids[0])"
      func send(_ action: String, _ version: Int, _ rest: String, key: String = "k\(UUID())") async throws
        -> Answer
      {
        try await browser.get(path, form: Self.form(action, ids[0], version: version, rest, key: key))
      }
      let assigned = try await send("assign", 1, "person=Li+Na&role=supervisor&owner=Wang", key: "same")
      #expect(assigned.status == 303, "\(assigned.text)")
      #expect(assigned.headers["location"] == "\(path)?done=assign#notice")
      // Sent again by an impatient hand: done once.
      #expect(
        try await send("assign", 1, "person=Li+Na&role=supervisor&owner=Wang", key: "same").status == 303)
      let stale = try await send("start", 1, "person=Wang")
      #expect(stale.status == 409 && stale.text.contains("somebody else was faster"))
      #expect(stale.text.contains("value=\"\(ids[0]):2\""))
      #expect(try await send("start", 2, "person=Wang").status == 303)
      let bare = try await send("rectify", 3, "person=Wang")
      #expect(bare.status == 422 && bare.text.contains("rectify-evidence-error"))
      #expect(try await send("rectify", 3, "person=Wang&evidence=after.jpg").status == 303)
      let own = try await send("accept", 4, "person=wang")
      #expect(own.status == 422 && own.text.contains("accept-person-error") && own.text.contains("four eyes"))
      let early = try await send("extend", 4, "person=Li&reason=r&due=2030-01-01T00:00")
      #expect(early.status == 409 || early.status == 422)
      #expect(try await send("accept", 4, "person=Li+Na").status == 303)
      let page = try await browser.get(path + "?done=accept")
      #expect(
        page.text.contains("Done: Rectification accepted.") && page.text.contains("Nothing, as it stands."))
    }
  }

  @Test func severalAreChangedTogetherOrNotAtAll() async throws {
    try await withSite { browser, ids in
      let hazards = ids.map { "hazard=\($0)%3A1" }.joined(separator: "&")
      let form = try await browser.get("/hazards/bulk?action=assign&\(hazards)")
      #expect(form.status == 200 && form.text.contains("3 hazards"))
      _ = try await browser.get(
        "/hazards/\(ids[1])",
        form: Self.form("false-positive", ids[1], version: 1, "person=Li&reason=none", key: "x"))
      let refused = try await browser.get(
        "/hazards/bulk", form: "action=assign&\(hazards)&key=b1&person=Li&owner=Wang")
      #expect(
        refused.status == 409 && refused.text.contains("Nothing was changed: 1 hazards stand in the way."))
      let rest = [ids[0], ids[2]].map { "hazard=\($0)%3A1" }.joined(separator: "&")
      let done = try await browser.get(
        "/hazards/bulk", form: "action=assign&\(rest)&key=b2&person=Li&owner=Wang")
      #expect(done.status == 303)
      #expect(try await browser.get(done.headers["location"] ?? "").text.contains("2: Assigned"))
      #expect(try await browser.get("/hazards?owner=Wang").text.contains("<strong>2</strong>"))
      #expect(try await browser.get("/hazards/bulk?action=assign").status == 400)
    }
  }

  @Test func formsOfOtherSitesAreRefused() async throws {
    try await withSite { browser, ids in
      let form = Self.form("assign", ids[0], version: 1, "person=Li&owner=Wang", key: "k")
      let path = "/hazards/\(ids[0])"
      let elsewhere = browser.base.replacing("127.0.0.1", with: "127.0.0.2")
      for origin in ["https://evil.example", "null", elsewhere] {
        let refused = try await browser.get(path, form: form, headers: ["Origin": origin])
        #expect(refused.status == 403, "\(origin)")
      }
      let own = try await browser.get(path, form: form, headers: ["Origin": browser.base])
      #expect(own.status == 303)
    }
  }

  @Test(arguments: [
    "/hazards/zzz", "/hazards/0000000000000", "/campaigns/none", "/campaigns/none/certificates",
    "/regions/none",
    "/sites/none", "/sites/%3Cscript%3E",
  ])
  func whatIsNotThereIsSaid(_ path: String) async throws {
    try await withSite { browser, _ in
      let answer = try await browser.get(path)
      #expect(answer.status == 404)
      #expect(answer.text.contains("<h1>Not found</h1>") && !answer.text.contains("<script>"))
    }
  }
}

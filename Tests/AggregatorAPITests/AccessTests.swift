import Access
import AggregatorAPI
import Credentials
import Foundation
import Inspection
import Ledger
import Observability
import Rectification
import SQLLedger
import SQLiteLedger
import TestSupport
import Testing

/// Who may do and see what, asked over HTTP.
@Suite struct AccessTests {
  private struct City: Sendable {
    var api: LoopbackAPI
    var ledger: SQLLedger

    /// A new token, as a header.
    func token(
      _ roles: Set<Role>, region: String? = nil, name: String = "Li Na", until end: Timestamp? = nil
    ) async throws -> [String: String] {
      let secret = TokenSecret()
      try await ledger.addToken(
        AccessToken(
          id: secret.id, name: name, roles: roles, scope: RegionScope(region: region),
          secretHash: secret.hash, createdAt: Timestamp(milliseconds: 0), expiresAt: end))
      return ["Authorization": "Bearer \(secret)"]
    }
  }

  private func withCity(
    requestsPerMinute: Int? = nil, _ body: @escaping @Sendable (City) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      try await TwoRegions.fill(ledger)
      let access = AccessSettings(
        mode: .tokens(Authenticator(tokens: ledger)), requestsPerMinute: requestsPerMinute)
      try await LoopbackAPI.run(ledger, reports: ledger, feed: ledger, outbox: ledger, access: access) {
        api in
        try await body(City(api: api, ledger: ledger))
      }
      #expect(try await ledger.verify() == [])
    }
  }

  /// Fills a route's parameters with things that lie in a county.
  private func path(_ route: AggregatorAPI.Route, in county: String) -> String {
    let id =
      switch true {
      case route.path.hasPrefix("/v1/campaigns"): "k"
      case route.path.hasPrefix("/v1/sites"): TwoRegions.site(county)
      case route.path.hasPrefix("/v1/notifications"): "1"
      default: TwoRegions.hazard(county).description
      }
    return route.path.replacing("{id}", with: id).replacing("{code}", with: county)
      .replacing("{site}", with: TwoRegions.site(county))
  }

  private func isOpen(_ route: AggregatorAPI.Route) -> Bool {
    Self.openRoutes.contains(route.path) || route.path.hasPrefix("/assets/")
  }

  /// A page's form, which names its action within: the desk asks whether its sender may do that.
  private func isForm(_ route: AggregatorAPI.Route) -> Bool {
    route.method == "POST" && route.path.hasPrefix("/hazards")
  }

  /// Whose answers go on; `StreamTests` follow them.
  private func isEndless(_ route: AggregatorAPI.Route) -> Bool { route.path.hasSuffix("/stream") }

  private static let openRoutes: Set<String> = [
    "/healthz", "/readyz", "/metrics", "/openapi.json", "/login", "/logout",
  ]

  /// What a role may post, in words of its own: the rules are not asked.
  private static let posts: [Role: Set<String>] = [
    .viewer: [],
    .inspector: tells.union([
      "start", "rectify", "fix-on-the-spot", "accept", "reject", "whistle", "submissions", "form",
    ]),
    .owner: tells.union([
      "start", "rectify", "fix-on-the-spot", "not-responsible", "hand-off", "whistle", "check-in",
    ]),
    .supervisor: tells.union(
      RectificationAction.commands.map(\.name)
        + ["accept-campaign", "team", "accidents", "correct", "withdraw"]),
    .operator: tells.union(["redeliver"]),
  ]

  /// What everybody may tell who does more than read.
  private static let tells: Set<String> = [
    "reports", "requests.json", "requests.xml", "claim", "release", "evidence",
  ]

  @Test func everyRouteAsksForAToken() async throws {
    try await withCity { city in
      for route in city.api.routes where !isOpen(route) {
        let answer = try await city.api.get(path(route, in: TwoRegions.here), method: route.method)
        #expect(answer.status == 401, "\(route)")
        #expect(answer.headers["www-authenticate"]?.hasPrefix("Bearer") == true, "\(route)")
      }
    }
  }

  @Test(arguments: Role.allCases) func everyRouteKnowsWhatARoleMayDo(_ role: Role) async throws {
    try await withCity { city in
      let token = try await city.token([role])
      for route in city.api.routes where !isOpen(route) && !isEndless(route) && !isForm(route) {
        let answer = try await city.api.get(
          path(route, in: TwoRegions.here), method: route.method, body: route.method == "POST" ? "{}" : nil,
          headers: token)
        let name = route.path.split(separator: "/").last.map(String.init) ?? ""
        let isAllowed =
          switch route.method {
          case _ where route.path.hasSuffix("/campaigns/{id}/cancel"): role == .operator
          case _ where route.path.hasSuffix("/campaigns/{id}/accept"):
            Self.posts[role]?.contains("accept-campaign") == true
          case "POST": Self.posts[role]?.contains(name) == true
          default: route.path != "/v1/notifications" || role == .operator
          }
        #expect((answer.status != 403) == isAllowed, "\(role) \(route): \(answer.status) \(answer.text)")
        #expect(answer.status != 401 && answer.status < 500, "\(role) \(route): \(answer.text)")
      }
    }
  }

  @Test func nothingOutsideARegionIsSeen() async throws {
    try await withCity { city in
      let token = try await city.token(Set(Role.allCases), region: TwoRegions.here)
      for route in city.api.routes
      where !isOpen(route) && route.method == "GET" && !isEndless(route) {
        for query in ["", "?region=\(TwoRegions.there)", "?parent=\(TwoRegions.there)"] {
          let answer = try await city.api.get(path(route, in: TwoRegions.there) + query, headers: token)
          #expect(answer.status < 500, "\(route): \(answer.text)")
          guard answer.status == 200 else { continue }
          // The county's name, and with it its site's, in whatever is shown.
          // A page repeats the address that it was asked by.
          if query.isEmpty || route.path.hasPrefix("/v1") {
            #expect(!answer.text.contains(TwoRegions.there), "\(route)\(query): \(answer.text)")
          }
          for item in 0..<2 {
            let hazard = TwoRegions.hazard(TwoRegions.there, item).description
            #expect(!answer.text.contains(hazard), "\(route)\(query): \(answer.text)")
          }
        }
      }
      let own = try await city.api.get("/v1/hazards", headers: token)
      #expect(own["total"] as? Int == 2)
      let overview = try await city.api.get("/v1/overview", headers: token)
      #expect((overview["hazards"] as? [String: Any])?["total"] as? Int == 2)
      #expect(overview["sites"] as? Int == 1)
      #expect(try await city.api.get("/v1/months", headers: token).status == 403)
      let other = try await city.api.get("/v1/hazards?region=\(TwoRegions.there)", headers: token)
      #expect(other.status == 403)
      let csv = try await city.api.get("/v1/exports/hazards", headers: token)
      #expect(csv.text.contains(TwoRegions.site(TwoRegions.here)))
      let whole = try await city.token([.viewer], region: TwoRegions.city)
      #expect(try await city.api.get("/v1/hazards", headers: whole)["total"] as? Int == 4)
    }
  }

  @Test func nothingOutsideARegionIsChanged() async throws {
    try await withCity { city in
      let token = try await city.token([.supervisor], region: TwoRegions.here)
      let (mine, other) = (TwoRegions.hazard(TwoRegions.here), TwoRegions.hazard(TwoRegions.there))
      let body = #""owner": "Wang", "department": "Fire""#
      let outside = try await city.api.post("/v1/hazards/\(other)/assign", "{\(body)}", headers: token)
      let unknown = try await city.api.post("/v1/hazards/aaaaaaaaaaaaa/assign", "{\(body)}", headers: token)
      #expect(outside.status == 404)
      #expect(
        outside.text.replacing("\(other)", with: "X") == unknown.text.replacing("aaaaaaaaaaaaa", with: "X"))
      let both = try await city.api.post(
        "/v1/commands/assign", #"{\#(body), "hazards": ["\#(mine)", "\#(other)"]}"#, headers: token)
      #expect(both.status == 404)
      let original = try await city.api.post(
        "/v1/hazards/\(mine)/duplicate", #"{"reason": "same", "of": "\#(other)"}"#, headers: token)
      #expect(original.status == 404)
      #expect(
        try await city.api.post("/v1/hazards/\(mine)/assign", "{\(body)}", headers: token).status == 200)
      #expect(try await city.ledger.hazard(other)?.summary.rectification.state == .open)
    }
  }

  @Test func whoeverIsKnownActsInTheirOwnName() async throws {
    try await withCity { city in
      let token = try await city.token([.owner, .supervisor])
      let path = "/v1/hazards/\(TwoRegions.hazard(TwoRegions.here))"
      let forged = try await city.api.post(
        path + "/assign", #"{"person": "Wang", "owner": "Wang", "department": "Fire"}"#, headers: token)
      #expect(forged.status == 403)
      let role = try await city.api.post(
        path + "/assign", #"{"role": "inspector", "owner": "Wang", "department": "Fire"}"#, headers: token)
      #expect(role.status == 403)
      let weak = try await city.api.post(
        path + "/assign", #"{"role": "owner", "owner": "Wang", "department": "Fire"}"#, headers: token)
      #expect(weak.status == 403)
      let assigned = try await city.api.post(
        path + "/assign", #"{"owner": "Wang", "department": "Fire"}"#, headers: token)
      #expect(assigned.status == 200, "\(assigned.text)")
      let events = try await city.api.get(path + "/events", headers: token)
      #expect(events["items.1.person"] as? String == "Li Na")
      #expect(events["items.1.role"] as? String == "supervisor")
    }
  }

  @Test func whatIsTakenInKeepsWithinRegions() async throws {
    try await withCity { city in
      let mine = try await city.token([.supervisor], region: TwoRegions.here)
      let other = try await city.token([.supervisor], region: TwoRegions.there, name: "Zhao")
      func accident(_ region: String) -> String {
        #"{"occurredAt": "2026-03-01", "region": "\#(region)", "deaths": 1}"#
      }
      #expect(
        try await city.api.post("/v1/accidents", accident(TwoRegions.there), headers: mine).status == 403)
      let taken = try await city.api.post("/v1/accidents", accident(TwoRegions.here), headers: mine)
      #expect(taken.status == 201, "\(taken.text)")
      #expect(taken["history.0.person"] as? String == "Li Na")
      let path = "/v1/accidents/\(taken["id"] as? String ?? "")"
      #expect(try await city.api.get(path, headers: other).status == 404)
      let withdrawn = try await city.api.post(path + "/withdraw", #"{"reason": "no"}"#, headers: other)
      #expect(withdrawn.status == 404)
      let list = try await city.api.get("/v1/accidents", headers: other)
      #expect((list.json["items"] as? [Any])?.isEmpty == true)

      // A danger may be reported from anywhere; what is known there is not told.
      let report =
        #"{"service": "I-0", "site": "\#(TwoRegions.site(TwoRegions.there))", "description": "smoke"}"#
      let sent = try await city.api.post("/v1/reports", report, headers: mine)
      #expect(sent.status == 201, "\(sent.text)")
      #expect(sent.json.count == 1)
      let seen = try await city.api.get("/v1/reports/\(sent["id"] as? String ?? "")", headers: other)
      #expect(seen["person"] as? String == "Li Na")
      let forged = report.replacing("{", with: #"{"person": "Wang", "#)
      #expect(try await city.api.post("/v1/reports", forged, headers: mine).status == 403)

      #expect(
        try await city.api.post(
          "/v1/campaigns/k/team", #"{"roles": ["a", "b"]}"#, headers: mine
        ).status == 403)
      let whole = try await city.token([.supervisor])
      #expect(
        try await city.api.post(
          "/v1/campaigns/k/team", #"{"roles": ["a", "b"]}"#, headers: whole
        ).status == 200)
      let claim = #"{"site": "\#(TwoRegions.site(TwoRegions.there))", "role": "a"}"#
      #expect(try await city.api.post("/v1/campaigns/k/claim", claim, headers: mine).status == 422)
      #expect(try await city.api.post("/v1/campaigns/k/claim", claim, headers: other).status == 200)
    }
  }

  @Test func tokensEnd() async throws {
    try await withCity { city in
      let old = try await city.token([.viewer], until: Timestamp(milliseconds: 1))
      let expired = try await city.api.get("/v1/overview", headers: old)
      #expect(expired.status == 401)
      #expect(expired.text.contains("expired"))
      let token = try await city.token([.viewer])
      #expect(try await city.api.get("/v1/overview", headers: token).status == 200)
      let id = try #require(token["Authorization"]?.split(separator: "_").dropFirst().first)
      #expect(try await city.ledger.revokeToken(String(id), at: Timestamp(milliseconds: 5)))
      #expect(try await !city.ledger.revokeToken(String(id), at: Timestamp(milliseconds: 6)))
      let revoked = try await city.api.get("/v1/overview", headers: token)
      #expect(revoked.status == 401)
      #expect(revoked.text.contains("revoked"))
    }
  }

  @Test func guessingIsShutOut() async throws {
    try await withCity { city in
      var statuses: [Int] = []
      // However slowly they come: what was used up comes back while time passes.
      while statuses.last != 429, statuses.count < 500 {
        let guess = ["Authorization": "Bearer \(TokenSecret())"]
        statuses.append(try await city.api.get("/v1/overview", headers: guess).status)
      }
      #expect(statuses.last == 429)
      #expect(statuses.count > 20)
      #expect(statuses.dropLast().allSatisfy { $0 == 401 })
      #expect(city.api.registry.exposition().contains("hazardfleet_access_denied_total "))
    }
  }

  @Test func nobodyAsksTooOften() async throws {
    try await withCity(requestsPerMinute: 1) { city in
      let (one, other) = (try await city.token([.viewer]), try await city.token([.viewer]))
      var last = try await city.api.get("/v1/overview", headers: one)
      for _ in 0..<100 where last.status != 429 {
        last = try await city.api.get("/v1/overview", headers: one)
      }
      #expect(last.status == 429)
      #expect(last.headers["retry-after"].flatMap { Int($0) }.map { $0 > 0 } == true)
      let reader = ["Accept": "text/html", "Accept-Language": "zh"].merging(one) { $1 }
      let page = try await city.api.send("/hazards", headers: reader)
      #expect(page.status == 429 && page.text.contains("请一分钟后再试"), "\(page.text)")
      #expect(try await city.api.get("/v1/overview", headers: other).status == 200)
    }
  }

  @Test func otherSitesPagesGetNothingDone() async throws {
    try await withCity { city in
      let token = try await city.token([.supervisor])
      let path = "/v1/hazards/\(TwoRegions.hazard(TwoRegions.here))/assign"
      let body = #"{"owner": "Wang", "department": "Fire"}"#
      for forged in [["Sec-Fetch-Site": "cross-site"], ["Origin": "https://evil.example"]] {
        let answer = try await city.api.post(path, body, headers: token.merging(forged) { $1 })
        #expect(answer.status == 403)
      }
      let own = ["Origin": city.api.base]
      #expect(try await city.api.post(path, body, headers: token.merging(own) { $1 }).status == 200)
    }
  }

  @Test func aSessionIsACookieThatNoScriptReads() async throws {
    try await withCity { city in
      let token = try await city.token([.viewer])
      let secret = try #require(token["Authorization"]?.split(separator: " ").last)
      let form = ["Content-Type": "application/x-www-form-urlencoded"]
      let wrong = try await city.api.post("/login", "token=\(TokenSecret())", headers: form)
      #expect(wrong.status == 401)
      let shown = try await city.api.post(
        "/login", "token=\(TokenSecret())", headers: form.merging(["Accept": "text/html"]) { $1 })
      #expect(shown.status == 401 && shown.text.contains("<main"))
      for (wanted, next) in [
        ("/hazards?x=1", "/hazards?x=1"), ("//evil.example", "/"), ("https://evil", "/"),
      ] {
        let answer = try await city.api.send(
          "/login", body: "token=\(secret)&next=\(wanted.replacing("?", with: "%3F"))", headers: form)
        #expect(answer.status == 303)
        #expect(answer.headers["location"] == next)
        let cookie = try #require(answer.headers["set-cookie"])
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
        let pair = String(cookie.prefix { $0 != ";" })
        #expect(try await city.api.send("/v1/overview", headers: ["Cookie": pair]).status == 200)
      }
      let page = try await city.api.send("/v1/overview", headers: ["Accept": "text/html"])
      #expect(page.status == 303)
      #expect(page.headers["location"] == "/login?next=%2Fv1%2Foverview")
    }
  }
}

import AggregatorAPI
import Evidence
import Foundation
import Inspection
import Ledger
import SQLLedger
import SQLiteLedger
import TestSupport
import Testing

/// The API's document, held against its routes and its answers.
@Suite struct OpenAPITests {
  private func withCity(
    _ body: @escaping @Sendable (LoopbackAPI, JSONSchema) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      try await TwoRegions.fill(ledger)
      let evidence = try #require(EvidenceInbox(folder: folder.path))
      try await LoopbackAPI.run(
        ledger, reports: ledger, feed: ledger, outbox: ledger, evidence: evidence
      ) { api in
        try await body(api, JSONSchema(document: try await api.get("/openapi.json").json))
      }
    }
  }

  private func operations(_ document: JSONSchema) -> [String: [String: Any]] {
    let paths = document.document["paths"] as? [String: [String: [String: Any]]] ?? [:]
    var operations: [String: [String: Any]] = [:]
    for (path, methods) in paths {
      for (method, operation) in methods {
        let parameters = parameters(operation, document)
        let action = parameters.first { $0["name"] as? String == "action" }?["schema"] as? [String: Any]
        for name in action?["enum"] as? [String] ?? [""] {
          operations["\(method.uppercased()) \(path.replacing("{action}", with: name))"] = operation
        }
      }
    }
    return operations
  }

  private func parameters(_ operation: [String: Any], _ document: JSONSchema) -> [[String: Any]] {
    (operation["parameters"] as? [[String: Any]] ?? []).map(document.resolved)
  }

  @Test func everyRouteIsDescribedAndNoOther() async throws {
    try await withCity { api, document in
      // The document is of the API; pages describe themselves.
      let routes = api.routes.filter {
        $0.path.hasPrefix("/v1/") || ["/healthz", "/readyz", "/metrics", "/openapi.json"].contains($0.path)
      }
      let described = Set(operations(document).keys).subtracting(["POST /login", "POST /logout"])
      #expect(Set(routes.map { "\($0.method) \($0.path)" }).symmetricDifference(described) == [])
    }
  }

  @Test func everyParameterIsKnownAndDescribed() async throws {
    try await withCity { api, document in
      for (name, operation) in operations(document) where name.hasPrefix("GET /v1/") {
        let parameters = parameters(operation, document)
        let described = Set(
          parameters.filter { $0["in"] as? String == "query" }.compactMap { $0["name"] as? String })
        let path = path(String(name.dropFirst(4)))
        // The refusal of an unknown one lists those that there are.
        let refusal = try await api.get(path + "?no-such=1")
        #expect(refusal.status == 400, "\(name): \(refusal.text)")
        for parameter in described {
          let empty = try await api.get(path + "?\(parameter)=")
          #expect(empty.text.contains("is empty"), "\(name) \(parameter): \(empty.text)")
        }
        let listed = refusal.text.split(separator: "this route takes ").last?.split(separator: "\"").first
        guard refusal.text.contains("this route takes "), let listed, !listed.contains("no parameters") else {
          continue
        }
        let known = listed.split(separator: ".")[0].split(separator: ",").map {
          $0.trimmingCharacters(in: .whitespaces)
        }
        #expect(Set(known) == described, "\(name)")
      }
    }
  }

  @Test func everyAnswerIsAsDescribed() async throws {
    try await withCity { api, document in
      try await assign(api)
      for (name, operation) in operations(document) where name.hasPrefix("GET ") && !name.hasSuffix("/stream")
      {
        let path = path(String(name.dropFirst(4)))
        let answer = try await api.get(path + query(name))
        let type = answer.headers["content-type"]?.split(separator: ";").first.map(String.init) ?? ""
        let responses = operation["responses"] as? [String: [String: Any]] ?? [:]
        let response = document.resolved(responses["\(answer.status)"] ?? responses["default"] ?? [:])
        let content = response["content"] as? [String: [String: Any]] ?? [:]
        #expect(content[type] != nil, "\(name) answers \(answer.status) as \(type)")
        guard type.hasSuffix("json"), let schema = content[type]?["schema"] as? [String: Any] else {
          continue
        }
        #expect(document.faults(answer.json, schema) == [], "\(name)")
      }
    }
  }

  /// Something must have been done for answers to tell of it.
  private func assign(_ api: LoopbackAPI) async throws {
    let body = #"{"person": "Li Na", "role": "supervisor", "owner": "Wang", "department": "Fire"}"#
    let answer = try await api.post("/v1/hazards/\(TwoRegions.hazard(TwoRegions.here))/assign", body)
    #expect(answer.status == 200, "\(answer.text)")
  }

  private func path(_ template: String) -> String {
    let id =
      switch true {
      case template.hasPrefix("/v1/campaigns"): "k"
      case template.hasPrefix("/v1/sites"): TwoRegions.site(TwoRegions.here)
      default: TwoRegions.hazard(TwoRegions.here).description
      }
    return template.replacing("{id}", with: id).replacing("{code}", with: TwoRegions.here)
      .replacing("{site}", with: TwoRegions.site(TwoRegions.here))
  }

  private func query(_ name: String) -> String {
    switch name {
    case "GET /v1/figures/trend":
      "?from=2026-02-01T00:00:00Z&to=2026-03-01T00:00:00Z&baselineFrom=2026-01-01T00:00:00Z"
        + "&baselineTo=2026-02-01T00:00:00Z"
    case "GET /v1/figures/accidents": "?from=2026-01-01T00:00:00Z"
    case "GET /v1/what-if": "?region=\(TwoRegions.city)"
    case "GET /v1/figures": "?since=1970-01-01T00:00:00Z"
    default: ""
    }
  }
}

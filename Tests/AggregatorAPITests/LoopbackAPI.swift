import AggregatorAPI
import Evidence
import Foundation
import Inspection
import Ledger
import LedgerIntake
import Logging
import Observability
import SQLLedger
import StatusServer
import TestSupport

/// The API on a free port of the loopback interface.
struct LoopbackAPI: Sendable {
  typealias Answer = TestClient.Answer

  let base: String
  let health: HealthState
  let registry: PrometheusRegistry
  let routes: [AggregatorAPI.Route]

  /// Runs `body` against a server that stops afterwards.
  static func run(
    _ store: any LedgerStore = Fixtures.store(), reports: any LedgerReports = ScriptedFigures(),
    feed: (any HazardFeed)? = nil, outbox: (any NotificationOutbox)? = nil, evidence: EvidenceInbox? = nil,
    access: AccessSettings = AccessSettings(mode: .open),
    tell: @escaping @Sendable (CampaignCancellation) async throws -> Void = { _ in },
    tls: TLSFiles? = nil, _ body: @Sendable (LoopbackAPI) async throws -> Void
  ) async throws {
    let (health, registry) = (HealthState(), PrometheusRegistry())
    let (addresses, found) = AsyncStream.makeStream(of: ListenAddress.self)
    let service = AggregatorAPI(
      store: store, reports: reports, desk: CommandLog(store),
      intake: (store as? SQLLedger).map { Intake(desk: CommandLog($0), book: $0) },
      cancellations: SealedCampaigns(store, tell: tell), evidence: evidence,
      feed: feed, outbox: outbox,
      access: access,
      health: health, registry: registry,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      address: ListenAddress(host: "127.0.0.1", port: 0), tls: tls, onListening: { found.yield($0) })
    let server = Task {
      // A server that cannot start must end the wait below.
      defer { found.finish() }
      try await service.run()
    }
    defer { server.cancel() }
    for await address in addresses {
      try await body(
        LoopbackAPI(
          base: "http\(tls == nil ? "" : "s")://\(address)", health: health, registry: registry,
          routes: service.routes))
      return
    }
    try await server.value
  }

  /// - Parameter body: JSON.
  func post(_ path: String, _ body: String, headers: [String: String] = [:]) async throws -> Answer {
    try await get(path, method: "POST", body: body, headers: headers)
  }

  func get(
    _ path: String, method: String = "GET", body: String? = nil, headers: [String: String] = [:]
  ) async throws -> Answer {
    try await TestClient.following.ask(base + path, method: method, body: body, headers: headers)
  }

  /// As a browser would that follows nothing and keeps no cookies.
  func send(
    _ path: String, body: String? = nil, headers: [String: String] = [:]
  ) async throws -> Answer {
    try await TestClient.plain.ask(
      base + path, method: body == nil ? "GET" : "POST", body: body, headers: headers)
  }
}

extension TestClient.Answer {
  /// Empty for what is no JSON object.
  var json: [String: Any] { (try? JSONSerialization.jsonObject(with: body) as? [String: Any]) ?? [:] }

  subscript(path: String) -> Any? {
    path.split(separator: ".").reduce(json as Any?) { value, key in
      if let index = Int(key) {
        let list = value as? [Any] ?? []
        return list.indices.contains(index) ? list[index] : nil
      }
      return (value as? [String: Any])?[String(key)]
    }
  }
}

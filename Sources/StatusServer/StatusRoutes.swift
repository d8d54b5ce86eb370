package import Hummingbird
package import Observability

extension Router<FleetContext> {
  /// Adds `/healthz`, `/readyz` and `/metrics`.
  package func addStatusRoutes(health: HealthState, registry: PrometheusRegistry) {
    get("/healthz") { _, _ in
      let isAlive = health.isAlive
      return Response.json(["status": isAlive ? "ok" : "lost"], status: isAlive ? .ok : .serviceUnavailable)
    }
    get("/readyz") { _, _ in
      let body = ReadinessBody(health.snapshot)
      return Response.json(body, status: body.isReady ? .ok : .serviceUnavailable)
    }
    get("/metrics") { _, _ in
      Response(
        status: .ok, headers: [.contentType: PrometheusRegistry.contentType],
        body: ResponseBody(byteBuffer: ByteBuffer(string: registry.exposition())))
    }
  }
}

private struct ReadinessBody: Encodable {
  struct Condition: Encodable {
    var name: String
    var ready: Bool
    var reason: String
  }

  var status: String
  var conditions: [Condition]

  init(_ conditions: [HealthState.Condition]) {
    self.conditions = conditions.map { Condition(name: $0.name, ready: $0.isReady, reason: $0.reason) }
    status = conditions.allSatisfy(\.isReady) ? "ready" : "not ready"
  }

  var isReady: Bool { conditions.allSatisfy(\.ready) }
}

import Hummingbird
import Logging

/// Stands around the router: whatever happens inside leaves as an answer that is counted, logged and safe.
struct FleetResponder: HTTPResponder {
  private let router: RouterResponder<BasicRequestContext>
  private let routes: RouteTable
  private let metrics: RequestMetrics

  init(router: Router<BasicRequestContext>, metrics: RequestMetrics) {
    routes = RouteTable(router)
    self.router = router.buildResponder()
    self.metrics = metrics
  }

  func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
    let start = ContinuousClock.now
    var response = await answer(request, context)
    if request.method == .head { response = response.createHeadResponse() }
    Self.harden(&response)
    let duration = ContinuousClock.now - start
    metrics.record(
      method: request.method.rawValue, route: Self.template(context) ?? "unmatched",
      status: response.status.code, duration: duration)
    context.logger.debug(
      "HTTP request",
      metadata: [
        "method": "\(request.method.rawValue)", "path": "\(request.uri.path)",
        "status": "\(response.status.code)", "duration": "\(duration)",
      ])
    return response
  }

  private func answer(_ request: Request, _ context: BasicRequestContext) async -> Response {
    do {
      let response = try await router.respond(to: request, context: context)
      guard Self.template(context) == nil else { return response }
      return routes.problem(method: request.method.rawValue, path: request.uri.path).response()
    } catch {
      // Not the library's own request id: reading that one crashes with a log handler that keeps no metadata.
      let reference = String(UInt64.random(in: .min ... .max), radix: 36)
      context.logger.error(
        "A request failed",
        metadata: [
          "reference": "\(reference)", "method": "\(request.method.rawValue)", "path": "\(request.uri.path)",
          "error": "\(error)",
        ])
      return Problem(
        .internalServerError,
        "The server could not answer; its log says why under reference \(reference). Try again later."
      ).response()
    }
  }

  /// Nil when no route took the request, which the router marks with a word in the template's place.
  private static func template(_ context: BasicRequestContext) -> String? {
    context.endpointPath.flatMap { $0.hasPrefix("/") ? $0 : nil }
  }

  private static func harden(_ response: inout Response) {
    if !response.headers.contains(.xContentTypeOptions) {
      response.headers[.xContentTypeOptions] = "nosniff"
    }
    if !response.headers.contains(.cacheControl) { response.headers[.cacheControl] = "no-store" }
  }
}

import Hummingbird
import Logging

/// Stands around the router: whatever happens inside leaves as an answer that is counted, logged and safe.
struct FleetResponder: HTTPResponder {
  private let router: RouterResponder<FleetContext>
  private let routes: RouteTable
  private let metrics: RequestMetrics
  private let page: FleetHTTPService.ProblemPage

  init(router: Router<FleetContext>, metrics: RequestMetrics, page: @escaping FleetHTTPService.ProblemPage) {
    routes = RouteTable(router)
    self.router = router.buildResponder()
    self.metrics = metrics
    self.page = page
  }

  func respond(to request: Request, context: FleetContext) async throws -> Response {
    let start = ContinuousClock.now
    var context = context
    context.requestID = RequestID.of(request)
    var response = await answer(request, context)
    if let name = RequestID.header { response.headers[name] = context.requestID }
    if request.method == .head { response = response.createHeadResponse() }
    Self.harden(&response)
    let duration = ContinuousClock.now - start
    metrics.record(
      method: request.method.rawValue, route: context.route ?? "unmatched",
      status: response.status.code, duration: duration)
    context.logger.debug(
      "HTTP request",
      metadata: [
        "request": "\(context.requestID)",
        "method": "\(request.method.rawValue)", "path": "\(request.uri.path)",
        "status": "\(response.status.code)", "duration": "\(duration)",
      ])
    return response
  }

  private func answer(_ request: Request, _ context: FleetContext) async -> Response {
    do {
      let response = try await router.respond(to: request, context: context)
      guard context.route == nil else { return response }
      return refuse(routes.problem(method: request.method.rawValue, path: request.uri.path), request, context)
    } catch {
      context.logger.error(
        "A request failed",
        metadata: [
          "request": "\(context.requestID)", "method": "\(request.method.rawValue)",
          "path": "\(request.uri.path)",
          "error": "\(error)",
        ])
      let problem = Problem(
        .internalServerError,
        "The server could not answer; its log says why under request \(context.requestID). Try again later.")
      return refuse(problem, request, context)
    }
  }

  private func refuse(_ problem: Problem, _ request: Request, _ context: FleetContext) -> Response {
    page(problem, request, context) ?? problem.response()
  }

  private static func harden(_ response: inout Response) {
    if !response.headers.contains(.xContentTypeOptions) {
      response.headers[.xContentTypeOptions] = "nosniff"
    }
    if !response.headers.contains(.cacheControl) { response.headers[.cacheControl] = "no-store" }
  }
}

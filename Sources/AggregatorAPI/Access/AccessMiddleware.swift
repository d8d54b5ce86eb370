import Access
import HTTPTypes
import Hummingbird
import Ledger
import StatusServer

/// Asks every request who sends it, and whether it may.
struct AccessMiddleware: RouterMiddleware {
  typealias Context = FleetContext

  private let gatekeeper: Gatekeeper

  init(_ gatekeeper: Gatekeeper) {
    self.gatekeeper = gatekeeper
  }

  func handle(
    _ request: Request, context: FleetContext, next: (Request, FleetContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    do {
      context.principal = try await gatekeeper.principal(request, context)
      return try await next(request, context)
    } catch let denial as AccessDenied {
      gatekeeper.note(denial.description, request, context)
      throw Problem(.forbidden, denial.description)
    }
  }
}

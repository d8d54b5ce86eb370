import Access
import Dashboard
import HTTPTypes
import Hummingbird
import Ledger
import StatusServer

/// Asks every request who sends it, and whether it may. Who asked for a page is refused with one.
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
      return try Self.answer(Problem(.forbidden, denial.description), request, context)
    } catch let problem as Problem {
      return try Self.answer(problem, request, context)
    }
  }

  private static func answer(
    _ problem: Problem, _ request: Request, _ context: FleetContext
  ) throws -> Response {
    guard let page = problem.page(request, context) else { throw problem }
    return page
  }
}

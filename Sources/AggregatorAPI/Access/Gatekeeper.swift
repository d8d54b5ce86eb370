import Access
import CoreMetrics
import Credentials
import HTTPTypes
import Hummingbird
import Inspection
import Logging
import Observability
import StatusServer

/// Tells who comes, how often they may, and writes down who was turned away.
struct Gatekeeper: Sendable {
  let settings: AccessSettings
  private let requests: RateLimiter?
  private let failures = RateLimiter(perMinute: AccessSettings.failuresPerMinute)
  private let denials: Counter
  private let logger: Logger

  init(_ settings: AccessSettings, factory: any MetricsFactory, logger: Logger) {
    self.settings = settings
    requests = settings.requestsPerMinute.map(RateLimiter.init(perMinute:))
    denials = MetricCatalog.accessDenied.counter(in: factory)
    self.logger = logger
  }

  /// Who sends a request; nil where nobody needs to be known.
  ///
  /// - Throws: `AccessDenied`, `Problem`.
  func principal(_ request: Request, _ context: FleetContext) async throws -> Principal? {
    // What no route takes is answered without a question.
    guard let route = context.route else { return nil }
    guard let access = RouteAccess(method: request.method, route: route) else {
      throw AccessDenied("This is open to nobody.")
    }
    if CrossOrigin.isForged(request, allowed: settings.allowedOrigin) {
      throw AccessDenied("The request comes from another site's page.")
    }
    guard case .needs(let permission) = access else { return nil }
    let principal = try await identify(request, context)
    if !principal.isAnonymous, let wait = requests?.take(principal.id) { throw Problem.tooMany(wait) }
    guard principal.may(permission) else {
      note("not permitted: \(permission.name)", request, context, principal)
      throw Problem(.forbidden, AccessDenied(principal, permission).description)
    }
    return principal
  }

  /// Holds a credential against what is known; too many that open nothing shut their sender's address out for a while.
  ///
  /// - Throws: `CredentialRefused`, `Problem`.
  func check(_ credential: String, _ request: Request, _ context: FleetContext) async throws -> Principal {
    guard case .tokens(let authenticator) = settings.mode else { return .anyone }
    if let wait = failures.wait(for: context.remoteAddress) { throw Problem.tooMany(wait) }
    do {
      return try await authenticator.principal(of: credential, at: .now)
    } catch let refusal as CredentialRefused {
      _ = failures.take(context.remoteAddress)
      note(refusal.description, request, context)
      throw refusal
    }
  }

  private func identify(_ request: Request, _ context: FleetContext) async throws -> Principal {
    guard case .tokens = settings.mode else { return .anyone }
    guard let credential = Credential.of(request) else {
      throw Credential.problem("A token is needed: Authorization: Bearer TOKEN.", request)
    }
    do {
      return try await check(credential, request, context)
    } catch let refusal as CredentialRefused {
      throw Credential.problem(refusal.description, request)
    }
  }

  func note(
    _ reason: String, _ request: Request, _ context: FleetContext, _ principal: Principal? = nil
  ) {
    let principal = principal ?? context.principal
    denials.increment()
    logger.notice(
      "Access denied",
      metadata: [
        "request": "\(context.requestID)", "who": "\(principal?.id ?? "unknown")",
        "name": "\(principal?.name ?? "")", "from": "\(context.remoteAddress)",
        "method": "\(request.method.rawValue)", "path": "\(request.uri.path)", "reason": "\(reason)",
      ])
  }
}

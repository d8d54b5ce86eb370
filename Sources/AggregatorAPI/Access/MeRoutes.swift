import Access
import Hummingbird
import StatusServer

/// Who asks, as the API takes them.
struct PrincipalAnswer: Encodable {
  var name: String
  var roles: [String]
  /// Null where there is no limit.
  var region: Nullable<String>
  /// Whether nobody was asked who they are.
  var anonymous: Bool

  init(_ principal: Principal) {
    name = principal.name
    roles = principal.roles.names
    region = Nullable(principal.scope.region)
    anonymous = principal.isAnonymous
  }
}

extension Router<FleetContext> {
  func addPrincipalRoutes() {
    get("/v1/me") { request, context in
      try QueryReader(request, known: []).finish()
      return Response.json(PrincipalAnswer(try context.known()))
    }
  }
}

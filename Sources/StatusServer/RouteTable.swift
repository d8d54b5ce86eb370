import Hummingbird

/// Which paths exist and what may be done with them, for the answers 404 and 405.
struct RouteTable: Sendable {
  private struct Route {
    var template: [Substring]
    var methods: Set<String>
  }

  private var routes: [Route] = []

  init(_ router: Router<FleetContext>) {
    var methods: [String: Set<String>] = [:]
    for route in router.routes {
      methods[route.path.description, default: []].insert(route.method.rawValue)
    }
    routes = methods.map { Route(template: Self.segments($0.key), methods: $0.value) }
  }

  /// What to say of a request that no route took.
  func problem(method: String, path: String) -> Problem {
    let segments = Self.segments(path)
    let methods = routes.filter { Self.matches($0.template, segments) }.flatMap(\.methods)
    guard !methods.isEmpty else {
      return Problem(.notFound, "There is nothing at \(path). The API begins at /v1/overview.")
    }
    var allowed = Set(methods)
    if allowed.contains("GET") { allowed.insert("HEAD") }
    let list = allowed.sorted().joined(separator: ", ")
    return Problem(
      .methodNotAllowed, "\(path) answers \(list), not \(method).", headers: [.allow: list])
  }

  private static func segments(_ path: String) -> [Substring] {
    path.split(separator: "/")
  }

  private static func matches(_ template: [Substring], _ path: [Substring]) -> Bool {
    template.count == path.count
      && zip(template, path).allSatisfy { $0 == $1 || $0.hasPrefix("{") || $0.hasPrefix(":") }
  }
}

import Access
import HTTPTypes
import Rectification

/// What a route asks of those who use it. Every route is in here, or is closed to all.
enum RouteAccess: Hashable {
  /// Nobody is asked who they are.
  case open
  case needs(Permission)

  /// - Returns: nil for a route that is not in the list.
  init?(method: HTTPRequest.Method, route: String) {
    let parts = route.split(separator: "/").map(String.init)
    // HEAD is GET without a body.
    switch (method == .head ? .get : method, parts.first ?? "") {
    case (.get, "healthz"), (.get, "readyz"), (.get, "metrics"), (.get, "openapi.json"), (_, "login"),
      (.get, "assets"):
      self = .open
    case (.post, "logout"): self = .open
    case (.get, "v1") where parts.dropFirst().first == "notifications": self = .needs(.operate)
    case (.post, "v1"):
      guard let permission = Self.permission(posting: Array(parts.dropFirst())) else { return nil }
      self = .needs(permission)
    case (.get, "campaigns"), (.post, "campaigns"):
      // The pages with the forms are for those who may send them.
      self = .needs(Self.permission(of: parts.last ?? "") ?? (method == .post ? .submit : .read))
    case (.get, _): self = .needs(.read)
    case (.post, "open311"): self = .needs(.report)
    case (.post, "hazards"):
      // A page's form names its action within; the desk asks again, for that action.
      self = .needs(.read)
    default: return nil
    }
  }

  /// What is done about a campaign as a whole.
  private static func permission(of campaignAction: String) -> Permission? {
    switch campaignAction {
    case "accept": .acceptCampaign
    case "cancel": .operate
    default: nil
    }
  }

  private static func permission(posting parts: [String]) -> Permission? {
    switch (parts.first, parts.last) {
    case ("notifications", "redeliver"): .operate
    case ("campaigns", "accept"), ("campaigns", "cancel"): permission(of: parts.last ?? "")
    case ("campaigns", "team"): .formTeam
    case ("campaigns", "submissions"): .submit
    case ("campaigns", "claim"), ("campaigns", "release"): .report
    case ("reports", _) where parts.count == 1, ("evidence", _) where parts.count == 1: .report
    case ("accidents", _): .recordAccident
    case ("hazards", .some(let name)) where parts.count == 3,
      ("commands", .some(let name)) where parts.count == 2:
      RectificationAction(name: name).map(Permission.act)
    default: nil
    }
  }
}

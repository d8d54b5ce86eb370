import Access
import Foundation
import HTTPTypes
import Hummingbird
import Inspection
import Rectification
import StatusServer

/// How a viewer is found in a request. This is the one place that knows who is asking.
struct ViewerReader: Sendable {
  static let languageCookie = "hf-lang"
  static let personCookie = "hf-person"
  static let roleCookie = "hf-role"

  /// Of all times on the pages.
  var zone = TimeZone.current

  func viewer(_ request: Request, _ context: FleetContext) -> Viewer {
    let formats = Formats(language: language(request), zone: zone, now: .now)
    guard let principal = context.principal else {
      return Viewer(name: "", roles: [], commands: [], formats: formats)
    }
    let commands = RectificationAction.commands.filter { principal.may(.act($0)) }
    var viewer = Viewer(
      name: principal.isAnonymous ? nil : principal.name,
      roles: principal.isAnonymous ? [] : principal.roles.names,
      scope: principal.scope.region, commands: Set(commands), formats: formats)
    viewer.maySubmit = principal.may(.submit)
    // What is of all regions is for those who may see them all.
    viewer.mayAcceptCampaigns = principal.may(.acceptCampaign) && viewer.scope == nil
    viewer.mayOperate = principal.may(.operate) && viewer.scope == nil
    viewer.suggestedPerson = Self.cookie(Self.personCookie, request)
    viewer.suggestedRole = Self.cookie(Self.roleCookie, request)
    return viewer
  }

  private func language(_ request: Request) -> Language {
    Language(rawValue: Self.cookie(Self.languageCookie, request))
      ?? Language(acceptLanguage: request.headers[.acceptLanguage] ?? "")
  }

  private static func cookie(_ name: String, _ request: Request) -> String {
    request.cookies[name]?.value.removingPercentEncoding ?? ""
  }
}

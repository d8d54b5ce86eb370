import Foundation
import HTTPTypes
import Hummingbird
import Inspection

/// How a viewer is found in a request. This is the one place that knows who is asking.
struct ViewerReader: Sendable {
  static let languageCookie = "hf-lang"
  static let personCookie = "hf-person"
  static let roleCookie = "hf-role"

  /// Of all times on the pages.
  var zone = TimeZone.current

  func viewer(_ request: Request, _ context: BasicRequestContext) -> Viewer {
    var viewer = Viewer(
      name: nil, roles: [], formats: Formats(language: language(request), zone: zone, now: .now))
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

extension Timestamp {
  static var now: Timestamp {
    Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)))
  }
}

import Access
import Credentials
import Foundation
import HTTPTypes
import Hummingbird
import Inspection
import StatusServer

extension Router<FleetContext> {
  /// `POST /login` puts a token into a cookie that no script can read; `POST /logout` takes it out.
  func addSessionRoutes(_ gatekeeper: Gatekeeper) {
    let settings = gatekeeper.settings
    post("/login") { request, context in
      let form = try await LoginForm(request)
      do {
        _ = try await gatekeeper.check(form.token, request, context)
      } catch let refusal as CredentialRefused {
        throw Problem(.unauthorized, refusal.description)
      }
      guard let cookie = try? session(form.token, settings) else {
        throw Problem(.badRequest, "The token holds what a cookie cannot.")
      }
      var response = Response(status: .seeOther, headers: [.location: form.next])
      response.setCookie(cookie)
      return response
    }
    post("/logout") { _, _ in
      var response = Response(status: .seeOther, headers: [.location: "/login"])
      response.setCookie(try session("", settings, maxAge: 0))
      // Drafts and forms that the browser keeps are of whoever signs out.
      if let name = HTTPField.Name("Clear-Site-Data") { response.headers[name] = "\"storage\"" }
      return response
    }
  }
}

private func session(_ token: String, _ settings: AccessSettings, maxAge: Int? = nil) throws -> Cookie {
  try .validated(
    name: AccessSettings.cookie, value: token, maxAge: maxAge, path: "/", secure: settings.isSecure,
    httpOnly: true, sameSite: .lax)
}

/// What is sent by whoever signs in.
struct LoginForm {
  private static let maximumBytes = 1 << 14

  let token: String
  /// A path of ours.
  let next: String

  init(_ request: Request) async throws {
    guard let body = try? await request.body.collect(upTo: Self.maximumBytes) else {
      throw Problem(.contentTooLarge, "A login has at most \(Self.maximumBytes) bytes.")
    }
    var fields: [String: String] = [:]
    for pair in FormText.pairs(String(buffer: body)) {
      if let name = pair.name, let value = pair.value { fields[name] = value }
    }
    token = (fields["token"] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    // "//host" and "/\host" would lead to another server.
    let wanted = fields["next"] ?? "/"
    next =
      wanted.hasPrefix("/") && !wanted.hasPrefix("//") && !wanted.contains("\\")
        && !wanted.contains(where: \.isNewline) ? wanted : "/"
    if token.isEmpty { throw Problem(.badRequest, "The field token is missing.") }
  }
}

import HTTPTypes
import Hummingbird
import StatusServer

/// Where a request carries its credential: in `Authorization` (RFC 6750), or in the cookie of a browser's session.
enum Credential {
  static func of(_ request: Request) -> String? {
    if let header = request.headers[.authorization] {
      let parts = header.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
      return parts[1].trimmingPrefix { $0 == " " }.isEmpty ? nil : String(parts[1])
    }
    return request.cookies[AccessSettings.cookie]?.value
  }

  /// Readers of pages are led to where they can sign in, programs are told.
  static func problem(_ detail: String, _ request: Request) -> Problem {
    if [.get, .head].contains(request.method), request.headers[.accept]?.contains("text/html") == true {
      return Problem(
        .seeOther, detail, headers: [.location: "/login?next=\(PercentText.encoded(request.uri.string))"])
    }
    return Problem(.unauthorized, detail, headers: [.wwwAuthenticate: "Bearer realm=\"hazardfleet\""])
  }
}

extension Problem {
  static func tooMany(_ seconds: Int) -> Problem {
    Problem(
      .tooManyRequests, "That was too often. Try again in \(seconds) s.",
      headers: [.retryAfter: "\(seconds)"])
  }
}

import Access
package import Credentials

/// Who may come in, and how often.
package struct AccessSettings: Sendable {
  package enum Mode: Sendable {
    /// Whoever reaches the address may do everything.
    case open
    /// Only with a token.
    case tokens(Authenticator)
  }

  package var mode: Mode
  /// Requests a minute that one principal may make; nil for no limit. Nobody is limited in open mode.
  package var requestsPerMinute: Int?
  /// Whether cookies are for TLS only.
  package var isSecure: Bool
  /// The origin whose pages may use the API from a browser (CORS); nil for none but our own.
  package var allowedOrigin: String?

  package init(
    mode: Mode, requestsPerMinute: Int? = Self.usualRequestsPerMinute, isSecure: Bool = false,
    allowedOrigin: String? = nil
  ) {
    self.mode = mode
    self.requestsPerMinute = requestsPerMinute
    self.isSecure = isSecure
    self.allowedOrigin = allowedOrigin
  }

  package static let usualRequestsPerMinute = 6_000
  /// Of credentials that open nothing, from one address.
  static let failuresPerMinute = 20
  static let cookie = "hazardfleet_session"
}

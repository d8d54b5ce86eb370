import AggregatorAPI
import ArgumentParser
import Credentials
import Fleet
import Inspection
import ProgramSupport
import SQLLedger
import StatusServer

/// Who may use the API, and how it is spoken to.
struct AccessOptions: ParsableArguments {
  enum Access: String, ExpressibleByArgument, CaseIterable {
    case open, tokens
  }

  @Option(
    help: """
      open: whoever reaches the address may do everything; tokens: only with a token, see `hazard-aggregator token` \
      (default: open on the loopback interface, tokens elsewhere).
      """)
  var access: Access?

  @Option(help: ArgumentHelp("Serve HTTPS with this PEM certificate chain.", valueName: "file"))
  var tlsCertificate: String?

  @Option(help: ArgumentHelp("The certificate's key in PEM.", valueName: "file"))
  var tlsKey: String?

  /// - Throws: `ValidationError`.
  func tls(_ settings: [String: String]) throws -> TLSFiles? {
    switch (tlsCertificate ?? settings["tlsCertificate"], tlsKey ?? settings["tlsKey"]) {
    case (nil, nil): return nil
    case (.some(let certificate), .some(let key)): return TLSFiles(certificate: certificate, key: key)
    default: throw ValidationError("HTTPS takes both a tlsCertificate and a tlsKey.")
    }
  }

  /// - Throws: `ValidationError`; `IssuerError` when the issuer's keys cannot be had.
  func settings(
    _ settings: [String: String], _ store: SQLLedger, listen: ListenAddress, isSecure: Bool
  ) async throws -> AccessSettings {
    let configured = try settings["access"].map { text in
      guard let access = Access(rawValue: text) else {
        throw ValidationError("aggregator.access is \"\(text)\"; it must be open or tokens")
      }
      return access
    }
    var limit: Int? = AccessSettings.usualRequestsPerMinute
    if let text = settings["requestsPerMinute"] {
      guard let number = Int(text), number >= 0 else {
        throw ValidationError(
          "aggregator.requestsPerMinute is \"\(text)\"; it must be a number, 0 for no limit")
      }
      limit = number == 0 ? nil : number
    }
    let mode: AccessSettings.Mode
    switch access ?? configured ?? (listen.isLoopback ? .open : .tokens) {
    case .open: mode = .open
    case .tokens:
      let issuer = try issuer(settings)
      try await issuer?.prepare(at: .now)
      mode = .tokens(Authenticator(tokens: store, issuer: issuer))
    }
    return AccessSettings(
      mode: mode, requestsPerMinute: limit, isSecure: isSecure, allowedOrigin: settings["allowedOrigin"])
  }

  private func issuer(_ settings: [String: String]) throws -> TrustedIssuer? {
    let (issuer, file) = (settings["jwtIssuer"], settings["jwtKeys"])
    guard issuer != nil || file != nil else { return nil }
    guard let audience = settings["jwtAudience"] else {
      throw ValidationError("aggregator.jwtAudience is missing: whom must a JSON Web Token be for?")
    }
    var trusted = TrustedIssuer.Settings(
      issuer: issuer, audience: audience, keys: file.map(TrustedIssuer.Keys.file) ?? .discovery)
    if let claim = settings["jwtRolesClaim"] { trusted.rolesClaim = claim }
    if let claim = settings["jwtRegionClaim"] { trusted.regionClaim = claim }
    return TrustedIssuer(trusted)
  }
}

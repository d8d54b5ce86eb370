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

  @Option(help: ArgumentHelp(Settings.access.about.optionHelp))
  var access: Access?

  @Option(help: ArgumentHelp(Settings.tlsCertificate.about.optionHelp, valueName: "file"))
  var tlsCertificate: String?

  @Option(help: ArgumentHelp(Settings.tlsKey.about.optionHelp, valueName: "file"))
  var tlsKey: String?

  var given: [GivenSetting?] {
    [
      Settings.access.given(access?.rawValue), Settings.tlsCertificate.given(tlsCertificate),
      Settings.tlsKey.given(tlsKey),
    ]
  }
}

extension Configuration {
  /// - Throws: as `refuse`, when there is one and not the other.
  func tls() throws -> TLSFiles? {
    switch (self[Settings.tlsCertificate], self[Settings.tlsKey]) {
    case (nil, nil): return nil
    case (.some(let certificate), .some(let key)): return TLSFiles(certificate: certificate, key: key)
    case (_, nil): try refuse(Settings.tlsCertificate, "HTTPS takes a tlsKey as well")
    case (nil, _): try refuse(Settings.tlsKey, "HTTPS takes a tlsCertificate as well")
    }
  }

  /// - Throws: as `refuse`; `IssuerError` when the issuer's keys cannot be had.
  func accessSettings(
    _ store: SQLLedger, listen: ListenAddress, isSecure: Bool
  ) async throws -> AccessSettings {
    let limit = self[Settings.requestsPerMinute]
    let access = self[Settings.access].flatMap(AccessOptions.Access.init)
    let mode: AccessSettings.Mode
    switch access ?? (listen.isLoopback ? .open : .tokens) {
    case .open: mode = .open
    case .tokens:
      let issuer = try trustedIssuer()
      try await issuer?.prepare(at: .now)
      mode = .tokens(Authenticator(tokens: store, issuer: issuer))
    }
    return AccessSettings(
      mode: mode, requestsPerMinute: limit == 0 ? nil : limit, isSecure: isSecure,
      allowedOrigin: self[Settings.allowedOrigin])
  }

  private func trustedIssuer() throws -> TrustedIssuer? {
    let (issuer, file) = (self[Settings.jwtIssuer], self[Settings.jwtKeys])
    guard issuer != nil || file != nil else { return nil }
    guard let audience = self[Settings.jwtAudience] else {
      try refuse(
        issuer == nil ? Settings.jwtKeys : Settings.jwtIssuer,
        "takes aggregator.jwtAudience as well: whom must a JSON Web Token be for?")
    }
    var trusted = TrustedIssuer.Settings(
      issuer: issuer, audience: audience, keys: file.map(TrustedIssuer.Keys.file) ?? .discovery)
    trusted.rolesClaim = self[Settings.jwtRolesClaim]
    trusted.regionClaim = self[Settings.jwtRegionClaim]
    return TrustedIssuer(trusted)
  }
}

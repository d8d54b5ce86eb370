package import Access
import Foundation
package import Inspection

/// Tells who stands behind a credential.
package struct Authenticator: Sendable {
  private let tokens: any AccessTokenStore
  private let issuer: TrustedIssuer?

  /// - Parameter issuer: whose JSON Web Tokens are taken; nil for none.
  package init(tokens: any AccessTokenStore, issuer: TrustedIssuer? = nil) {
    self.tokens = tokens
    self.issuer = issuer
  }

  /// - Throws: `CredentialRefused`; whatever keeps the tokens may throw otherwise.
  package func principal(of credential: String, at time: Timestamp) async throws -> Principal {
    if let secret = TokenSecret(credential) {
      guard let token = try await tokens.token(secret.id), secret.opens(token) else {
        throw CredentialRefused("The token is not known.")
      }
      guard token.revokedAt == nil else { throw CredentialRefused("The token was revoked.") }
      guard token.isValid(at: time) else { throw CredentialRefused("The token has expired.") }
      return token.principal
    }
    guard let issuer, credential.split(separator: ".").count == 3 else {
      throw CredentialRefused("The credential is no token of this fleet.")
    }
    return try await issuer.principal(of: credential, at: time)
  }
}

/// Why a credential opens nothing, in words for its holder.
package struct CredentialRefused: Error, Sendable, Hashable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}

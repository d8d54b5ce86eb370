package import Inspection

/// A token that somebody was given, as it is kept: the secret itself is known to its holder alone.
package struct AccessToken: Sendable, Hashable {
  /// Not secret; the beginning of the token.
  package var id: String
  /// Of its holder, as events record it.
  package var name: String
  package var roles: Set<Role>
  package var scope: RegionScope
  /// SHA-256 of the secret, in hexadecimal. The secret is random and long: there is nothing to guess and nothing that
  /// a slow hash would make harder to guess.
  package var secretHash: String
  package var createdAt: Timestamp
  /// Nil for one that does not expire.
  package var expiresAt: Timestamp?
  package var revokedAt: Timestamp?

  package init(
    id: String, name: String, roles: Set<Role>, scope: RegionScope, secretHash: String, createdAt: Timestamp,
    expiresAt: Timestamp? = nil, revokedAt: Timestamp? = nil
  ) {
    self.id = id
    self.name = name
    self.roles = roles
    self.scope = scope
    self.secretHash = secretHash
    self.createdAt = createdAt
    self.expiresAt = expiresAt
    self.revokedAt = revokedAt
  }

  /// Whether it opens anything at a moment.
  package func isValid(at time: Timestamp) -> Bool {
    revokedAt == nil && (expiresAt.map { time < $0 } ?? true)
  }

  package var principal: Principal {
    Principal(id: id, name: name, roles: roles, scope: scope)
  }
}

/// Where tokens are kept.
package protocol AccessTokenStore: Sendable {
  func addToken(_ token: AccessToken) async throws
  func token(_ id: String) async throws -> AccessToken?
  /// All, the oldest first.
  func tokens() async throws -> [AccessToken]
  /// - Returns: false where there is none, or where it was revoked before.
  func revokeToken(_ id: String, at time: Timestamp) async throws -> Bool
}

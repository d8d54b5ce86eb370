package import Access
package import Inspection

/// Tokens are beside the ledger: in no log, and in no digest.
enum AccessTokenSchema {
  static let tables = """
    CREATE TABLE access_token (
      id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, roles TEXT NOT NULL, region TEXT,
      secret_hash TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER, revoked_at INTEGER
    );
    """
}

extension SQLLedger: AccessTokenStore {
  private static let tokenColumns =
    "id, name, roles, region, secret_hash, created_at, expires_at, revoked_at"

  package func addToken(_ token: AccessToken) async throws {
    try await database.write { db in
      try db.execute(
        sql: """
          INSERT INTO access_token
            (id, name, roles, region, secret_hash, created_at, expires_at, revoked_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          token.id, token.name, token.roles.map(\.name).sorted().joined(separator: " "), token.scope.region,
          token.secretHash, token.createdAt.milliseconds, token.expiresAt?.milliseconds,
          token.revokedAt?.milliseconds,
        ])
    }
  }

  package func token(_ id: String) async throws -> AccessToken? {
    try await database.read { db in
      try Row.fetchOne(
        db.cachedStatement(sql: "SELECT \(Self.tokenColumns) FROM access_token WHERE id = ?"), arguments: [id]
      )
      .map(AccessToken.init)
    }
  }

  package func tokens() async throws -> [AccessToken] {
    try await database.read { db in
      try Row.fetchAll(db, sql: "SELECT \(Self.tokenColumns) FROM access_token ORDER BY created_at, id").map(
        AccessToken.init)
    }
  }

  package func revokeToken(_ id: String, at time: Timestamp) async throws -> Bool {
    try await database.write { db in
      try db.execute(
        sql: "UPDATE access_token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
        arguments: [time.milliseconds, id])
      return try db.changesCount == 1
    }
  }
}

extension AccessToken {
  fileprivate init(_ row: Row) {
    let roles = (row[2] as String).split(separator: " ").compactMap { Role(rawValue: String($0)) }
    self.init(
      id: row[0], name: row[1], roles: Set(roles), scope: RegionScope(region: row[3]), secretHash: row[4],
      createdAt: Timestamp(milliseconds: row[5]),
      expiresAt: (row[6] as Int64?).map(Timestamp.init(milliseconds:)),
      revokedAt: (row[7] as Int64?).map(Timestamp.init(milliseconds:)))
  }
}

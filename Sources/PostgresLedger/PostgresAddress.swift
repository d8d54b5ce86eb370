import CLibPQ
package import Ledger

/// Which database a ledger is kept in, as libpq's URL says it: `postgresql://user@host:port/database?sslmode=require`.
package struct PostgresAddress: Sendable {
  private let url: String
  private let password: String?
  /// Names host and database, and no secret.
  package let description: String

  /// Whether a text is meant as such an address, and not as a file's name.
  package static func isMeant(by text: String) -> Bool {
    text.hasPrefix("postgresql://") || text.hasPrefix("postgres://")
  }

  /// - Parameter password: nil to leave it to libpq, which asks `PGPASSWORD`, `PGPASSFILE` and `~/.pgpass`.
  /// - Throws: `LedgerError` with code `badAddress` for a URL that libpq does not understand, and for one with a password:
  ///   everybody on the machine can read command lines.
  package init(_ url: String, password: String? = nil) throws(LedgerError) {
    var message: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(url, &message) else {
      PQfreemem(message)
      throw LedgerError(
        .badAddress, "the database's address must be like postgresql://user@host:5432/database")
    }
    defer { PQconninfoFree(options) }
    var values: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    guard values["password"] == nil else {
      throw LedgerError(
        .badAddress,
        "a password does not belong into the database's address, which others can read; "
          + "put it into PGPASSWORD, or into a file that --database-password-file names")
    }
    self.url = url
    self.password = password
    let place = values["host"] ?? values["hostaddr"] ?? "the local socket"
    description =
      "database \(values["dbname"] ?? "of the user's name") at \(place)"
      + (values["port"].map { ":\($0)" } ?? "")
  }

  /// As libpq takes them; what comes later stands above what comes before.
  var parameters: [(String, String)] {
    var parameters = [
      ("application_name", "hazard-aggregator"), ("connect_timeout", "10"), ("keepalives_idle", "30"),
      ("tcp_user_timeout", "30000"), ("dbname", url), ("client_encoding", "UTF8"),
    ]
    if let password { parameters.append(("password", password)) }
    return parameters
  }
}

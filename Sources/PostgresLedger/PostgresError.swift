import CLibPQ

/// What PostgreSQL, or the way to it, has to say; one line, without a password.
package struct PostgresError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Kind: Sendable, Hashable {
    /// The server cannot be reached, refuses us, or has no such database.
    case cannotConnect
    /// The connection was there and is lost: what was to be committed may or may not be.
    case connectionLost
    /// The server refused a statement.
    case statement
    /// Something about the database that this program cannot work with.
    case unsuitable
  }

  package var kind: Kind
  /// Five characters, as the server gives them; nil where it did not come to that.
  package var state: String?
  package var reason: String

  init(_ kind: Kind, _ reason: String, state: String? = nil) {
    self.kind = kind
    self.reason = reason
    self.state = state
  }

  package var description: String {
    "PostgreSQL: \(reason)" + (state.map { " (\($0))" } ?? "")
  }

  /// What is wrong with a connection just now.
  init(_ kind: Kind, of connection: OpaquePointer) {
    self.init(kind, Self.line(String(cString: PQerrorMessage(connection))))
  }

  /// What a statement came to.
  init(result: OpaquePointer?, on connection: OpaquePointer) {
    let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) }
    let isLost = PQstatus(connection) != CONNECTION_OK || state.map { Self.ends.contains($0) } ?? false
    let message = String(cString: PQresultErrorMessage(result))
    self.init(
      isLost ? .connectionLost : .statement, Self.line(message.isEmpty ? "the connection is lost" : message),
      state: state)
  }

  /// Whether a lock was waited for in vain.
  var isLockTimeout: Bool { state == "55P03" }

  /// The server ends the connection after these: it stops, or does not wait for us any longer.
  private static let ends: Set<String> = ["57P01", "57P02", "57P03", "25P03"]

  private static func line(_ message: String) -> String {
    message.split(whereSeparator: \.isNewline).map { $0.trimming() }.joined(separator: "; ")
  }
}

extension Substring {
  fileprivate func trimming() -> Substring {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}

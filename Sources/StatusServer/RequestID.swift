import HTTPTypes
import Hummingbird

/// What a request is called in logs: the client's own `X-Request-Id`, or a new one.
enum RequestID {
  static let header = HTTPField.Name("X-Request-Id")
  private static let longest = 64

  static func of(_ request: Request) -> String {
    // Only what cannot break a line of a log.
    if let name = header, let given = request.headers[name], (1...longest).contains(given.utf8.count),
      given.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    {
      return given
    }
    // Not the library's own: reading that one crashes with a log handler that keeps no metadata.
    return String(UInt64.random(in: .min ... .max), radix: 36)
  }
}

import Foundation

/// A broker that speaks just enough of Kafka's protocol to refuse every login.
final class RefusingBroker: Sendable {
  private enum Request {
    static let saslHandshake: Int16 = 17
    static let apiVersions: Int16 = 18
    static let saslAuthenticate: Int16 = 36
  }

  private static let unsupportedVersion: Int16 = 35
  private static let authenticationFailed: Int16 = 58

  private let server: LoopbackServer
  var address: String { server.address }

  init() throws {
    server = try LoopbackServer { connection in
      while let length = connection.receive(exactly: 4).map(Self.number),
        let request = connection.receive(exactly: length), request.count >= 8
      {
        let answer = Self.answer(Int16(Self.number(request[0..<2])), version: Self.number(request[2..<4]))
        guard let answer else { return }
        let frame = request[4..<8] + answer
        connection.write(Self.bytes(Int32(frame.count)) + frame)
      }
    }
  }

  func stop() { server.stop() }

  private static func answer(_ request: Int16, version: Int) -> [UInt8]? {
    switch request {
    case Request.apiVersions where version > 0: bytes(unsupportedVersion) + bytes(Int32(0))
    case Request.apiVersions:
      bytes(Int16(0)) + list(known.map { bytes($0.key) + bytes(Int16(0)) + bytes($0.newest) })
    case Request.saslHandshake: bytes(Int16(0)) + list([text("PLAIN")])
    case Request.saslAuthenticate: bytes(authenticationFailed) + text("nobody of that name") + bytes(Int32(0))
    default: nil
    }
  }

  private static let known: [(key: Int16, newest: Int16)] = [
    (3, 4), (Request.saslHandshake, 1), (Request.apiVersions, 0), (Request.saslAuthenticate, 0),
  ]

  private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }

  private static func text(_ text: String) -> [UInt8] { bytes(Int16(text.utf8.count)) + Array(text.utf8) }

  private static func list(_ elements: [[UInt8]]) -> [UInt8] {
    bytes(Int32(elements.count)) + elements.flatMap { $0 }
  }

  private static func number(_ bytes: some Sequence<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
}

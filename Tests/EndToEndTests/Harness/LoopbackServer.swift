import Foundation

/// Listens on a loopback port and serves each connection on a thread of its own.
final class LoopbackServer: Sendable {
  private let listener: Int32
  /// Host and port.
  let address: String

  init(_ serve: @escaping @Sendable (Connection) -> Void) throws {
    let (listener, port) = try LoopbackPort.listen()
    self.listener = listener
    address = "127.0.0.1:\(port)"
    Thread.detachNewThread {
      while true {
        let socket = accept(listener, nil, nil)
        guard socket >= 0 else { break }
        Thread.detachNewThread {
          serve(Connection(socket: socket))
          close(socket)
        }
      }
      close(listener)
    }
  }

  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  struct Connection {
    let socket: Int32

    /// - Returns: nil at the connection's end.
    func receive(atMost limit: Int = 4_096) -> [UInt8]? {
      var chunk = [UInt8](repeating: 0, count: limit)
      let count = recv(socket, &chunk, limit, 0)
      return count > 0 ? Array(chunk.prefix(count)) : nil
    }

    /// - Returns: nil when the connection ends before that.
    func receive(exactly count: Int) -> [UInt8]? {
      var bytes: [UInt8] = []
      while bytes.count < count {
        guard let more = receive(atMost: count - bytes.count) else { return nil }
        bytes += more
      }
      return bytes
    }

    /// - Returns: false when the other end is gone.
    @discardableResult func write(_ bytes: [UInt8]) -> Bool {
      #if canImport(Darwin)
        let quietly: Int32 = 0
      #else
        let quietly = Int32(MSG_NOSIGNAL)
      #endif
      return send(socket, bytes, bytes.count, quietly) > 0
    }
  }
}

import Foundation
import Synchronization

/// Stands between a client and a server of the loopback, and cuts their connection when a commit passes.
///
/// Sendable since what changes is in the mutex.
final class CuttingProxy: Sendable {
  enum Cut: Sendable {
    /// The server never hears of the commit.
    case beforeCommit
    /// The client never hears that it was done.
    case afterCommit
  }

  let port: Int
  private let server: Int
  private let listener: Int32
  private let cut = Mutex<Cut?>(nil)

  init(to server: Int) throws {
    self.server = server
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.loopback(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 8) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard isListening else { throw CocoaError(.fileReadUnknown) }
    port = Int(UInt16(bigEndian: address.sin_port))
    self.listener = listener
    Thread.detachNewThread { [self] in accept() }
  }

  /// Cuts the next connection that commits.
  func cut(_ cut: Cut) { self.cut.withLock { $0 = cut } }

  func close() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func accept() {
    while true {
      let client = Foundation.accept(listener, nil, nil)
      guard client >= 0 else { break }
      let onward = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = Self.loopback(port: server)
      let isConnected = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(onward, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
      }
      guard isConnected else { continue }
      // What is cut is cut in both directions.
      Thread.detachNewThread { [self] in forward(from: client, to: onward, watches: true) }
      Thread.detachNewThread { [self] in forward(from: onward, to: client, watches: false) }
    }
    Foundation.close(listener)
  }

  private func forward(from source: Int32, to target: Int32, watches: Bool) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(source, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      if watches, Data(buffer[0..<count]).range(of: Data("COMMIT".utf8)) != nil, let cut = takeCut() {
        if cut == .afterCommit {
          // Nothing of the answer reaches the client.
          shutdown(source, Int32(SHUT_RDWR))
          send(target, buffer, count, Int32(MSG_NOSIGNAL))
        }
        break
      }
      guard send(target, buffer, count, Int32(MSG_NOSIGNAL)) == count else { break }
    }
    shutdown(source, Int32(SHUT_RDWR))
    shutdown(target, Int32(SHUT_RDWR))
  }

  private func takeCut() -> Cut? {
    cut.withLock { cut in
      defer { cut = nil }
      return cut
    }
  }

  private static func loopback(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return address
  }
}

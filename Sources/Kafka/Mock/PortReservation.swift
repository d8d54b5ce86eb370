#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Keeps a loopback port from being given to anybody else while the mock broker that listens on it is down:
/// librdkafka ends the process when it cannot have the port back.
///
/// The socket is bound and never listens; a second one may then be bound to the port if both allow reuse.
final class PortReservation: Sendable {
  private let socket: Int32

  /// - Returns: nil when the port cannot be had.
  init?(port: UInt16) {
    #if canImport(Glibc)
      let kind = Int32(SOCK_STREAM.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    socket = Self.open(kind)
    guard socket >= 0 else { return nil }
    var reuse: Int32 = 1
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, size) }
    }
    if bound != 0 {
      // `deinit` closes the socket.
      return nil
    }
  }

  private static func open(_ kind: Int32) -> Int32 {
    #if canImport(Glibc)
      Glibc.socket(AF_INET, kind, 0)
    #else
      Darwin.socket(AF_INET, kind, 0)
    #endif
  }

  deinit {
    close(socket)
  }
}

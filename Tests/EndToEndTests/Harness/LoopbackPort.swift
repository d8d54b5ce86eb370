import Foundation

/// Ports of this machine's loopback address.
enum LoopbackPort {
  /// One that nobody listened on a moment ago.
  static func free() throws -> UInt16 {
    let socket = try open()
    defer { close(socket) }
    return try bindToAny(socket)
  }

  /// A socket that listens on one.
  static func listen() throws -> (socket: Int32, port: UInt16) {
    let socket = try open()
    let port = try bindToAny(socket)
    #if canImport(Darwin)
      let code = Darwin.listen(socket, 64)
    #else
      let code = Glibc.listen(socket, 64)
    #endif
    guard code == 0 else {
      throw Trouble("nobody can listen: \(String(cString: strerror(errno)))")
    }
    return (socket, port)
  }

  private static func bindToAny(_ socket: Int32) throws -> UInt16 {
    var address = loopback(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    guard isBound else { throw Trouble("no free port: \(String(cString: strerror(errno)))") }
    return UInt16(bigEndian: address.sin_port)
  }

  static func accepts(_ port: UInt16) -> Bool {
    guard let socket = try? open() else { return false }
    defer { close(socket) }
    var address = loopback(port: port)
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  private static func open() throws -> Int32 {
    #if canImport(Darwin)
      let kind = SOCK_STREAM
    #else
      let kind = Int32(SOCK_STREAM.rawValue)
    #endif
    let descriptor = socket(AF_INET, kind, 0)
    guard descriptor >= 0 else { throw Trouble("no socket: \(String(cString: strerror(errno)))") }
    // Children must not hold it open.
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }

  private static func loopback(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }
}

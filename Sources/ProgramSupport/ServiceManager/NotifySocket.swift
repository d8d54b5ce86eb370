import Foundation

/// A datagram socket of the family AF_UNIX, by its path, or by its name in Linux' abstract namespace.
struct NotifySocket: Sendable {
  /// Why a message could not be handed over.
  struct Failure: Error, CustomStringConvertible {
    var address: String
    var cause: Int32

    var description: String {
      "the service manager cannot be told at NOTIFY_SOCKET=\(address): \(String(cString: strerror(cause)))"
    }
  }

  private let text: String
  private let address: sockaddr_un
  private let length: socklen_t

  /// - Parameter text: an absolute path, or `@` and an abstract name.
  /// - Returns: nil for everything else, such as systemd's `vsock:`, and for what is too long.
  init?(_ text: String) {
    guard text.hasPrefix("/") || text.hasPrefix("@"), text.utf8.count > 1 else { return nil }
    let isAbstract = text.hasPrefix("@")
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var bytes = Array(text.utf8)
    if isAbstract { bytes[0] = 0 }
    // A path ends with a NUL, and an abstract name where its length says.
    let room = MemoryLayout.size(ofValue: address.sun_path) - (isAbstract ? 0 : 1)
    guard bytes.count <= room else { return nil }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let head = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? MemoryLayout<sa_family_t>.size
    self.text = text
    self.address = address
    length = socklen_t(head + bytes.count + (isAbstract ? 0 : 1))
  }

  /// Does not wait: a manager that does not read must not hold the program up.
  ///
  /// - Throws: `Failure`.
  func send(_ message: String) throws {
    #if os(Linux)
      let kind = Int32(SOCK_DGRAM.rawValue)
    #else
      let kind = SOCK_DGRAM
    #endif
    let descriptor = socket(AF_UNIX, kind, 0)
    guard descriptor >= 0 else { throw Failure(address: text, cause: errno) }
    defer { close(descriptor) }
    let bytes = Array(message.utf8)
    let sent = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        sendto(descriptor, bytes, bytes.count, Int32(MSG_DONTWAIT), $0, length)
      }
    }
    guard sent == bytes.count else { throw Failure(address: text, cause: errno) }
  }
}

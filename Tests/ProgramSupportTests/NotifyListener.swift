import Foundation
import Testing

/// Stands in for the service manager: a socket that keeps what it is told.
final class NotifyListener: Sendable {
  struct Trouble: Error {}

  private let descriptor: Int32

  /// - Parameter address: a path, or `@` and an abstract name.
  init(_ address: String) throws {
    #if os(Linux)
      descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    #else
      descriptor = socket(AF_UNIX, SOCK_DGRAM, 0)
    #endif
    guard descriptor >= 0 else { throw Trouble() }
    var place = sockaddr_un()
    place.sun_family = sa_family_t(AF_UNIX)
    var bytes = Array(address.utf8)
    if address.hasPrefix("@") { bytes[0] = 0 }
    withUnsafeMutableBytes(of: &place.sun_path) { $0.copyBytes(from: bytes) }
    let isAbstract = address.hasPrefix("@")
    let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count + (isAbstract ? 0 : 1))
    let result = withUnsafePointer(to: place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
    }
    guard result == 0 else { throw Trouble() }
  }

  deinit { close(descriptor) }

  /// The messages that wait, each in its lines.
  func messages() -> [[String]] {
    var found: [[String]] = []
    while let message = receive() { found.append(message) }
    return found
  }

  private func receive() -> [String]? {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
    guard count > 0 else { return nil }
    return String(decoding: buffer.prefix(count), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Expects the next message to be that one.
  func expect(_ lines: String..., sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let told = try await next()
    #expect(told == lines, sourceLocation: sourceLocation)
  }

  /// Waits for that message, and forgets what came before.
  func wait(_ lines: String...) async throws {
    while try await next() != lines {}
  }

  private func next() async throws -> [String] {
    let end = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < end {
      if let message = receive() { return message }
      try await Task.sleep(for: .milliseconds(5))
    }
    throw Trouble()
  }
}

import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file descriptor to which whole lines are written, one after the other.
package final class LogOutput: Sendable {
  package static let standardError = LogOutput(fileDescriptor: STDERR_FILENO)

  private let fileDescriptor: Int32
  private let turn = Mutex(())

  /// Does not own the descriptor.
  package init(fileDescriptor: Int32) {
    self.fileDescriptor = fileDescriptor
  }

  package var isTerminal: Bool { isatty(fileDescriptor) == 1 }

  /// Colours belong on a terminal whose user did not refuse them (https://no-color.org).
  package var wantsColors: Bool {
    guard isTerminal else { return false }
    if let refused = getenv("NO_COLOR"), refused.pointee != 0 { return false }
    guard let terminal = getenv("TERM") else { return true }
    return String(cString: terminal) != "dumb"
  }

  /// Writes all of it before anybody else writes. What cannot be written is lost: a log must not stop a fleet.
  package func write(_ line: String) {
    var line = line
    line.withUTF8 { bytes in
      turn.withLock { _ in
        var rest = UnsafeRawBufferPointer(bytes)
        while let start = rest.baseAddress, !rest.isEmpty {
          let written = Self.writeSome(fileDescriptor, start, rest.count)
          if written > 0 {
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
          } else if errno == EAGAIN {
            var wait = pollfd(fd: fileDescriptor, events: Int16(POLLOUT), revents: 0)
            _ = poll(&wait, 1, 1_000)
          } else if errno != EINTR {
            return
          }
        }
      }
    }
  }

  private static func writeSome(_ descriptor: Int32, _ start: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, start, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, start, count)
    #else
      Darwin.write(descriptor, start, count)
    #endif
  }
}

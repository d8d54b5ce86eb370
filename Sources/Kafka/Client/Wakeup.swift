#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Wakes a thread that waits in poll(2), from any thread, without blocking.
///
/// A pipe rather than an eventfd: librdkafka writes the same payload on every platform, and unread bytes
/// coalesce in one read.
final class Wakeup: Sendable {
  private let readEnd: Int32
  /// For `rd_kafka_queue_io_event_enable`; any bytes written to it wake the thread.
  let writeEnd: Int32

  init() throws(KafkaError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw KafkaError(code: .state, reason: "no pipe: \(String(cString: strerror(errno)))")
    }
    for end in ends {
      _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// Wakes the thread now, or makes its next wait return at once.
  func signal() {
    var byte: UInt8 = 1
    // A full pipe means that a wake-up is pending already.
    _ = write(writeEnd, &byte, 1)
  }

  /// Waits for a wake-up or the time-out, and takes all pending wake-ups.
  func wait(milliseconds: Int32) {
    var descriptor = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, milliseconds) > 0 else { return }
    withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
      while let base = buffer.baseAddress, read(readEnd, base, buffer.count) == buffer.count {}
    }
  }
}

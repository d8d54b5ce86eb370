import CZlib

/// Packs bytes piece by piece into one gzip member (RFC 1952).
final class GzipStream {
  /// Quick rather than small: answers are packed while somebody waits.
  private static let level: Int32 = 4
  /// 15 bits of window; 16 more ask zlib for gzip's header and trailer.
  private static let windowBits: Int32 = 15 + 16
  private static let memoryLevel: Int32 = 8
  private static let piece = 1 << 14

  private var stream = z_stream()

  /// - Returns: nil where zlib has no memory.
  init?() {
    let size = Int32(MemoryLayout<z_stream>.size)
    guard
      deflateInit2_(
        &stream, Self.level, Z_DEFLATED, Self.windowBits, Self.memoryLevel, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        size) == Z_OK
    else { return nil }
  }

  deinit {
    deflateEnd(&stream)
  }

  /// - Parameter isLast: whether nothing comes after it.
  func pack(_ bytes: UnsafeRawBufferPointer, isLast: Bool = false) -> [UInt8] {
    var packed: [UInt8] = []
    var output = [UInt8](repeating: 0, count: Self.piece)
    // zlib's type for input is not const, though it only reads.
    stream.next_in = UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
    stream.avail_in = UInt32(bytes.count)
    var isFull = true
    while isFull {
      output.withUnsafeMutableBufferPointer { room in
        stream.next_out = room.baseAddress
        stream.avail_out = UInt32(room.count)
        _ = deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
      }
      packed += output[..<(Self.piece - Int(stream.avail_out))]
      isFull = stream.avail_out == 0
    }
    return packed
  }
}

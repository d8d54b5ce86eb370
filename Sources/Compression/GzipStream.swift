import CZlib

/// Packs bytes piece by piece as gzip (RFC 1952).
package final class GzipStream {
  private static let level: Int32 = 4
  /// Added to the window's size, asks zlib for gzip's header and trailer.
  private static let asGzip: Int32 = 16
  private static let memory: Int32 = 8
  private static let chunk = 1 << 15

  private let stream: UnsafeMutablePointer<z_stream>

  /// - Returns: nil where there is no memory for it.
  package init?() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let code = deflateInit2_(
      stream, Self.level, Z_DEFLATED, MAX_WBITS + Self.asGzip, Self.memory, Z_DEFAULT_STRATEGY,
      ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else {
      stream.deallocate()
      return nil
    }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Packs what follows; all of it can be unpacked from what was returned so far.
  package func pack(_ bytes: some Collection<UInt8>) -> [UInt8] { run(Array(bytes), Z_SYNC_FLUSH) }

  /// Packs what comes last, and ends the stream.
  package func finish(_ bytes: some Collection<UInt8> = []) -> [UInt8] { run(Array(bytes), Z_FINISH) }

  private func run(_ bytes: [UInt8], _ flush: Int32) -> [UInt8] {
    var (input, output) = (bytes, [UInt8]())
    input.withUnsafeMutableBufferPointer { input in
      stream.pointee.next_in = input.baseAddress
      stream.pointee.avail_in = UInt32(clamping: input.count)
      repeat {
        output += [UInt8](unsafeUninitializedCapacity: Self.chunk) { piece, count in
          stream.pointee.next_out = piece.baseAddress
          stream.pointee.avail_out = UInt32(Self.chunk)
          _ = deflate(stream, flush)
          count = Self.chunk - Int(stream.pointee.avail_out)
        }
      } while stream.pointee.avail_out == 0
      stream.pointee.next_in = nil
    }
    return output
  }
}

import CZlib

/// The system's zlib.
package enum Inflater {
  /// Unpacks a raw DEFLATE stream (RFC 1951).
  ///
  /// - Parameter length: what it must unpack to; memory is taken for no more.
  /// - Returns: nil for a stream that is damaged or unpacks to another length.
  package static func inflate(_ packed: ArraySlice<UInt8>, length: Int) -> [UInt8]? {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, size) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var input = Array(packed)
    // One byte more, so that a longer stream shows.
    var output = [UInt8](repeating: 0, count: length + 1)
    let code = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(clamping: input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(clamping: output.count)
        return CZlib.inflate(&stream, Z_FINISH)
      }
    }
    guard code == Z_STREAM_END, Int(stream.total_out) == length else { return nil }
    output.removeLast()
    return output
  }

  package static func crc(of content: [UInt8]) -> UInt32 {
    content.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count)) }
  }
}

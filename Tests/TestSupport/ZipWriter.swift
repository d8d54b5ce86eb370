import CZlib

/// Writes small ZIP archives, with the errors that a test asks for.
package struct ZipWriter {
  package private(set) var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  package init() {}

  /// - Parameters:
  ///   - length: what the archive says of the length; the true one if nil.
  package mutating func add(_ name: String, _ content: [UInt8], deflated: Bool, length: Int? = nil) {
    let packed = deflated ? Self.deflate(content) : content
    let crc = content.withUnsafeBufferPointer { crc32_z(0, $0.baseAddress, $0.count) }
    let method = deflated ? 8 : 0
    let common =
      word(20) + word(0) + word(method) + long(0) + long(Int(crc)) + long(packed.count)
      + long(length ?? content.count) + word(name.utf8.count) + word(0)
    directory += long(0x0201_4B50) + word(20) + common + word(0) + word(0) + word(0) + long(0)
    directory += long(bytes.count) + Array(name.utf8)
    bytes += long(0x0403_4B50) + common + Array(name.utf8) + packed
    count += 1
  }

  package func finish() -> [UInt8] {
    bytes + directory + long(0x0605_4B50) + word(0) + word(0) + word(count) + word(count)
      + long(directory.count) + long(bytes.count) + word(0)
  }

  private func word(_ value: Int) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8 & 255)] }
  private func long(_ value: Int) -> [UInt8] { word(value) + word(value >> 16) }

  private static func deflate(_ content: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    deflateInit2_(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
    defer { deflateEnd(&stream) }
    var input = content
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(content.count))))
    input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        _ = CZlib.deflate(&stream, Z_FINISH)
      }
    }
    return Array(output.prefix(Int(stream.total_out)))
  }
}

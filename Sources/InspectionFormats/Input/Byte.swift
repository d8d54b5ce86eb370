import Foundation

/// The bytes that separate things in texts.
enum Byte {
  static let tab = UInt8(ascii: "\t")
  static let lf = UInt8(ascii: "\n")
  static let cr = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let comma = UInt8(ascii: ",")

  /// Ends a CSV field or must not be in one.
  @inline(__always)
  static func isSpecial(_ byte: UInt8) -> Bool {
    // All four are below 45, as few of the other bytes of records are.
    byte <= comma && (byte == comma || byte == lf || byte == quote || byte == cr)
  }

  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == space || byte == tab || byte == lf || byte == cr
  }
}

extension UnsafeRawBufferPointer {
  /// Without blanks, tabs and line ends around it.
  package var trimmed: UnsafeRawBufferPointer {
    var (start, end) = (0, count)
    while start < end, Byte.isBlank(self[start]) { start += 1 }
    while end > start, Byte.isBlank(self[end - 1]) { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: self[start..<end])
  }

  /// Whether both hold the same bytes.
  func equals(_ other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count else { return false }
    guard let a = baseAddress, let b = other.baseAddress, count > 0 else { return true }
    return memcmp(a, b, count) == 0
  }
}

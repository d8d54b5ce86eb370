import Crypto

/// SHA-256 over whatever is fed to it, piece by piece.
package struct Digest {
  private var hash = SHA256()

  package init() {}

  package mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
  }

  /// Feeds the length first, so that pieces cannot run into each other.
  package mutating func update(lengthPrefixed bytes: [UInt8]) {
    withUnsafeBytes(of: UInt32(clamping: bytes.count).littleEndian) { hash.update(bufferPointer: $0) }
    update(bytes)
  }

  /// 64 lowercase hexadecimal digits.
  package func hex() -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in hash.finalize() {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  package static func hex(of bytes: [UInt8]) -> String {
    var digest = Digest()
    digest.update(bytes)
    return digest.hex()
  }
}

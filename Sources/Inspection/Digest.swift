import Crypto

/// SHA-256 over whatever is fed to it, piece by piece.
package struct Digest {
  private var hash = SHA256()
  /// Fed but not hashed yet: a few large pieces are hashed much faster than many small ones.
  private var pending: [UInt8] = []

  private static let enough = 65_536

  package init() {}

  package mutating func update(_ bytes: [UInt8]) {
    pending += bytes
    hashIfEnough()
  }

  package mutating func update(byte: UInt8) { pending.append(byte) }

  /// Feeds eight bytes, the lowest first.
  package mutating func update(number: UInt64) {
    withUnsafeBytes(of: number.littleEndian) { pending.append(contentsOf: $0) }
  }

  /// Feeds the length first, so that pieces cannot run into each other.
  package mutating func update(lengthPrefixed bytes: [UInt8]) {
    update(length: bytes.count)
    update(bytes)
  }

  /// Feeds a text's UTF-8, its length first.
  package mutating func update(lengthPrefixed text: String) {
    update(length: text.utf8.count)
    pending.append(contentsOf: text.utf8)
    hashIfEnough()
  }

  private mutating func update(length: Int) {
    withUnsafeBytes(of: UInt32(clamping: length).littleEndian) { pending.append(contentsOf: $0) }
  }

  private mutating func hashIfEnough() {
    guard pending.count >= Self.enough else { return }
    pending.withUnsafeBytes { hash.update(bufferPointer: $0) }
    pending.removeAll(keepingCapacity: true)
  }

  /// 64 lowercase hexadecimal digits.
  package func hex() -> String {
    var whole = hash
    pending.withUnsafeBytes { whole.update(bufferPointer: $0) }
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in whole.finalize() {
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

import Crypto

/// SHA-256 over whatever is fed to it, piece by piece.
package struct Digest {
  private var hash = SHA256()
  /// Fed but not hashed yet: a few large pieces are hashed much faster than many small ones.
  private var pending: [UInt8] = []

  private static let enough = 65_536

  package init() {}

  package mutating func update(_ bytes: some Collection<UInt8>) {
    pending.append(contentsOf: bytes)
    guard pending.count >= Self.enough else { return }
    pending.withUnsafeBytes { hash.update(bufferPointer: $0) }
    pending.removeAll(keepingCapacity: true)
  }

  /// Feeds the length first, so that pieces cannot run into each other.
  package mutating func update(lengthPrefixed bytes: some Collection<UInt8>) {
    withUnsafeBytes(of: UInt32(clamping: bytes.count).littleEndian) { update($0) }
    update(bytes)
  }

  /// Feeds a text's UTF-8, its length first.
  package mutating func update(lengthPrefixed text: String) { update(lengthPrefixed: text.utf8) }

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

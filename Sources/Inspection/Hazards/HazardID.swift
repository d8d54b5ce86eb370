import Crypto

/// A hazard's identity: the fingerprint of its site, checklist and item.
///
/// The checklist's version is left out on purpose: a new version of a checklist must find its old hazards
/// again. The fingerprint is the first 64 bits of SHA-256; stores compare site and item on a hit, so that a
/// collision shows instead of merging two hazards.
package struct HazardID: Sendable, Hashable, CustomStringConvertible {
  package let rawValue: UInt64

  package init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  package init(site: String, checklist: String, item: String) {
    var hash = SHA256()
    for part in [site, checklist, item] {
      var part = part
      part.withUTF8 { bytes in
        withUnsafeBytes(of: UInt32(clamping: bytes.count).littleEndian) { hash.update(bufferPointer: $0) }
        hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
      }
    }
    rawValue = hash.finalize().prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

  /// 13 characters of Crockford's base 32, which leaves out letters that look like digits.
  package var description: String {
    String(stride(from: 60, through: 0, by: -5).map { Self.alphabet[Int(rawValue >> UInt64($0) & 31)] })
  }

  /// Reads what `description` wrote, in upper or lower case.
  package init?(_ text: String) {
    guard text.count == 13 else { return nil }
    var value: UInt64 = 0
    for character in text.lowercased() {
      guard let digit = Self.alphabet.firstIndex(of: character), value >> 59 == 0 else { return nil }
      value = value << 5 | UInt64(digit)
    }
    rawValue = value
  }
}

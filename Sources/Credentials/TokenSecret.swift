package import Access
import Crypto
import Foundation
import Inspection

/// A token as its holder has it: `hzf_ID_SECRET`.
package struct TokenSecret: Sendable, Hashable, CustomStringConvertible {
  /// What secret scanners can look for.
  private static let prefix = "hzf"
  private static let idBytes = 6
  private static let secretBytes = 32

  package let id: String
  private let secret: String

  package init() {
    id = Self.random(Self.idBytes)
    secret = Self.random(Self.secretBytes)
  }

  /// - Returns: nil for what does not look like a token.
  package init?(_ text: String) {
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == Self.prefix, parts[1].utf8.count == Self.idBytes * 2,
      parts[2].utf8.count == Self.secretBytes * 2
    else { return nil }
    id = String(parts[1])
    secret = String(parts[2])
  }

  package var description: String { "\(Self.prefix)_\(id)_\(secret)" }

  /// SHA-256 in hexadecimal.
  package var hash: String { Self.hex(SHA256.hash(data: Data(secret.utf8))) }

  /// Whether it is the secret of a token; takes as long wherever the two differ.
  package func opens(_ token: AccessToken) -> Bool {
    let (a, b) = (Array(hash.utf8), Array(token.secretHash.utf8))
    return a.count == b.count && zip(a, b).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func random(_ count: Int) -> String {
    var generator = SystemRandomNumberGenerator()
    return hex((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  private static func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

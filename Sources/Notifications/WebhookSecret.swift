import Crypto
import Foundation

/// A shared secret that webhooks are signed with, as Standard Webhooks has it (standardwebhooks.com).
package struct WebhookSecret: Sendable, Hashable {
  private static let prefix = "whsec_"
  private let key: [UInt8]

  /// - Parameter text: `whsec_` and the Base64 of 24 to 64 bytes.
  /// - Returns: nil for anything else.
  package init?(_ text: String) {
    guard text.hasPrefix(Self.prefix),
      let data = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))),
      (24...64).contains(data.count)
    else { return nil }
    key = Array(data)
  }

  /// The signature over id, time and body: HMAC-SHA256 in Base64, behind its version.
  ///
  /// - Parameter seconds: since 1970; a receiver refuses what is too old.
  package func signature(id: String, seconds: Int64, body: String) -> String {
    let signed = Data("\(id).\(seconds).\(body)".utf8)
    let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: key))
    return "v1,\(Data(code).base64EncodedString())"
  }
}

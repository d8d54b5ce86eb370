import Foundation

/// A web address, taken apart as far as asking for it needs.
struct WebAddress: Sendable, Hashable {
  /// What connections lead to, and are kept by.
  struct Origin: Sendable, Hashable {
    var isSecure: Bool
    /// Without brackets where it is an IPv6 address.
    var host: String
    var port: Int

    /// As other probes call the same endpoint.
    var endpoint: String { "\(host):\(port)" }
  }

  var origin: Origin
  /// With the port where it is not the scheme's own.
  var hostHeader: String
  /// Path and query.
  var target: String

  /// - Returns: nil for what is no address of http or https.
  init?(_ text: String) {
    if let plain = Self.plain(text) {
      self = plain
    } else if let components = URLComponents(string: text), let scheme = components.scheme?.lowercased(),
      ["http", "https"].contains(scheme), let host = components.encodedHost, !host.isEmpty
    {
      var target = components.percentEncodedPath.isEmpty ? "/" : components.percentEncodedPath
      if let query = components.percentEncodedQuery { target += "?" + query }
      self.init(isSecure: scheme == "https", host: host[...], port: components.port, target: target)
    } else {
      return nil
    }
  }

  private init?(isSecure: Bool, host: Substring, port: Int?, target: String) {
    let usual = isSecure ? 443 : 80
    let port = port ?? usual
    guard (1...65_535).contains(port) else { return nil }
    let bare = host.hasPrefix("[") && host.hasSuffix("]") ? host.dropFirst().dropLast() : host
    let written = bare.utf8.contains(UInt8(ascii: ":")) ? "[\(bare)]" : String(bare)
    hostHeader = port == usual ? written : "\(written):\(port)"
    origin = Origin(isSecure: isSecure, host: String(bare), port: port)
    self.target = target
  }

  /// Takes the usual ones apart: Foundation needs longer for that than asking takes.
  ///
  /// - Returns: nil for what has a character that may have to be encoded, a login, a fragment or an IPv6 address.
  private static func plain(_ text: String) -> WebAddress? {
    let isSecure = text.hasPrefix("https://")
    guard isSecure || text.hasPrefix("http://") else { return nil }
    guard text.utf8.allSatisfy(isPlain) else { return nil }
    let rest = text.utf8.dropFirst(isSecure ? 8 : 7)
    let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
    let authority = text[rest.startIndex..<end]
    let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, let host = parts.first, !host.isEmpty else { return nil }
    let port = parts.count == 2 ? Int(parts[1]) : nil
    guard parts.count == 1 || port != nil else { return nil }
    let target = text[end...]
    return WebAddress(
      isSecure: isSecure, host: host, port: port,
      target: target.hasPrefix("/") ? String(target) : "/" + target)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~:/?=&+,;".utf8.contains(byte)
    }
  }
}

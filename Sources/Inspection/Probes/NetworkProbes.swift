/// Asks a web address and looks at the answer.
package struct HTTPProbe: Sendable, Hashable {
  /// `http` or `https`, with placeholders.
  package var url: String
  /// Status codes that pass.
  package var statuses: [ClosedRange<Int>] = [200...399]
  /// The answer must be whole within this time.
  package var latencyLimit: Duration?
  /// All must hold.
  package var conditions: [JSONCondition] = []
  package var freshness: [FreshnessRule] = []
  package var timeout = ProbeTimeouts.standard

  package init(url: String) {
    self.url = url
  }
}

/// What a value of a JSON document must be.
package struct JSONCondition: Sendable, Hashable {
  /// A JSON pointer (RFC 6901).
  package var pointer: String
  package var comparison: Comparison
  /// A number where both sides are numbers, otherwise a text; true, false and null are texts.
  package var value: String

  package enum Comparison: String, Sendable, Hashable, CaseIterable {
    // The longer ones first, as they are looked for.
    case atMost = "<="
    case atLeast = ">="
    case notEqual = "!="
    case below = "<"
    case above = ">"
    case equal = "="
  }

  package init(pointer: String, comparison: Comparison, value: String) {
    self.pointer = pointer
    self.comparison = comparison
    self.value = value
  }
}

/// How old what is shown may be.
package struct FreshnessRule: Sendable, Hashable {
  /// A JSON pointer to a time (ISO 8601, or seconds or milliseconds since 1970); nil for the Last-Modified header.
  package var pointer: String?
  package var limit: Duration

  package init(pointer: String?, limit: Duration) {
    self.pointer = pointer
    self.limit = limit
  }
}

/// Connects, and is content with being let in.
package struct TCPProbe: Sendable, Hashable {
  package var endpoint: ProbeEndpoint
  /// The connection must be there within this time.
  package var latencyLimit: Duration?
  package var timeout = ProbeTimeouts.standard

  package init(endpoint: ProbeEndpoint) {
    self.endpoint = endpoint
  }
}

/// Connects by TLS and looks at the certificate: whether its chain leads to a trusted root, whether it is made out to
/// the name, and how long it is still valid.
package struct TLSProbe: Sendable, Hashable {
  package var endpoint: ProbeEndpoint
  /// Days that the certificate must still be valid at least.
  package var days = 0
  /// The name it must be made out to, with placeholders; nil for the endpoint's host.
  package var name: String?
  package var timeout = ProbeTimeouts.standard

  package init(endpoint: ProbeEndpoint) {
    self.endpoint = endpoint
  }
}

/// `host:port`, with placeholders; an IPv6 address stands in brackets.
package struct ProbeEndpoint: Sendable, Hashable {
  package var text: String

  package init(_ text: String) {
    self.text = text
  }

  /// - Returns: nil where what the placeholders stand for makes it no endpoint.
  package func resolved(for site: SiteReference) -> (host: String, port: Int)? {
    Self.split(ProbePlaceholders.fill(text, for: site))
  }

  package static func split(_ text: String) -> (host: String, port: Int)? {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (1...65_535).contains(port)
    else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    return host.isEmpty || host.contains(where: \.isWhitespace) ? nil : (String(host), port)
  }
}

package enum ProbeTimeouts {
  package static let standard = Duration.seconds(10)
  package static let longest = Duration.seconds(300)
}

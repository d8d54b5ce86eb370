/// How a worker finds out by itself whether a requirement is met.
package enum Probe: Sendable, Hashable {
  /// Runs a program that keeps to the Monitoring Plugins guidelines: exit code 0 is OK, 1 warning, 2 critical,
  /// 3 unknown.
  case plugin(PluginCall)
  case http(HTTPProbe)
  case tcp(TCPProbe)
  case tls(TLSProbe)
}

/// What stands in a probe's words for the site's own: `{site}`, `{region}`, `{type}` and `{address}`.
package enum ProbePlaceholders {
  /// What they stand for is taken as it is, also where it looks like another one of them.
  package static func fill(_ text: String, for site: SiteReference) -> String {
    var filled = ""
    var rest = text[...]
    while let brace = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
      filled += rest[..<brace]
      rest = rest[brace...]
      let (word, value) = placeholder(at: rest, site) ?? ("{", "{")
      filled += value
      rest = rest[rest.utf8.index(brace, offsetBy: word.utf8.count)...]
    }
    return filled.isEmpty ? String(rest) : filled + rest
  }

  private static func placeholder(at text: Substring, _ site: SiteReference) -> (word: String, value: String)?
  {
    if text.hasPrefix("{address}") { return ("{address}", site.address) }
    if text.hasPrefix("{site}") { return ("{site}", site.id) }
    if text.hasPrefix("{region}") { return ("{region}", site.region) }
    if text.hasPrefix("{type}") { return ("{type}", site.type) }
    return nil
  }
}

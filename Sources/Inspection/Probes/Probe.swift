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
  package static func fill(_ text: String, for site: SiteReference) -> String {
    guard text.contains("{") else { return text }
    return text.replacing("{site}", with: site.id).replacing("{region}", with: site.region)
      .replacing("{type}", with: site.type).replacing("{address}", with: site.address)
  }
}

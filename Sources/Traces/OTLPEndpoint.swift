import Foundation

/// Where spans are sent, by OTLP over HTTP.
package struct OTLPEndpoint: Sendable, Hashable {
  /// With the path.
  package var url: String
  /// Such as what a collector knows its clients by.
  package var headers: [String: String] = [:]

  static let path = "/v1/traces"

  /// - Parameter base: a collector's address, without the path of traces.
  package init?(base: String, headers: [String: String] = [:]) {
    self.init(url: (base.hasSuffix("/") ? String(base.dropLast()) : base) + Self.path, headers: headers)
  }

  private init?(url: String, headers: [String: String]) {
    guard url.hasPrefix("http://") || url.hasPrefix("https://") else { return nil }
    self.url = url
    self.headers = headers
  }

  /// What the environment says, by OpenTelemetry's names:
  /// https://opentelemetry.io/docs/specs/otel/protocol/exporter/
  ///
  /// - Parameter own: the collector's address by the program's own configuration, which wins.
  /// - Returns: nil where nobody names a collector, or names none that can be used.
  package init?(_ environment: [String: String], own: String?) {
    func variable(_ name: String) -> String? {
      (environment["OTEL_EXPORTER_OTLP_TRACES_\(name)"] ?? environment["OTEL_EXPORTER_OTLP_\(name)"])
        .flatMap { $0.isEmpty ? nil : $0 }
    }
    guard environment["OTEL_SDK_DISABLED"] != "true" else { return nil }
    let headers = Self.headers(variable("HEADERS") ?? "")
    if let own {
      self.init(base: own, headers: headers)
    } else if let url = environment["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"], !url.isEmpty {
      self.init(url: url, headers: headers)
    } else if let base = environment["OTEL_EXPORTER_OTLP_ENDPOINT"], !base.isEmpty {
      self.init(base: base, headers: headers)
    } else {
      return nil
    }
  }

  /// `name=value,name=value`, with values percent-encoded.
  private static func headers(_ text: String) -> [String: String] {
    var headers: [String: String] = [:]
    for pair in text.split(separator: ",") {
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let trimmed = parts.map { $0.trimmingPrefix { $0 == " " } }
      headers[trimmed[0].lowercased()] = String(trimmed[1]).removingPercentEncoding ?? String(trimmed[1])
    }
    return headers
  }
}

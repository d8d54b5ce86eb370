import CRdKafka
import Foundation

/// What librdkafka may be told, as the library itself says.
package enum KafkaSettingNames {
  /// Every setting's name, of clients and of topics: the first column of the table that the library prints.
  package static let all: [String] = {
    var text: UnsafeMutablePointer<CChar>?
    var size = 0
    guard let stream = open_memstream(&text, &size) else { return [] }
    rd_kafka_conf_properties_show(stream)
    fclose(stream)
    defer { free(text) }
    guard let text else { return [] }
    let names = String(cString: text).split(separator: "\n").compactMap { line in
      line.split(separator: "|").first.map { $0.trimmingCharacters(in: .whitespaces) }
    }
    return Set(names.filter { $0.wholeMatch(of: /[a-z][a-z0-9._]*/) != nil }).sorted()
  }()

  /// Whether librdkafka has no setting of this name.
  package static func isUnknown(_ name: String) -> Bool {
    // Old names are taken as well, but not listed.
    if case .unknown = verdict(name, "") { return true }
    return false
  }

  /// Why a setting does not take a value, in librdkafka's words; nil when it does.
  package static func complaint(about value: String, of name: String) -> String? {
    if case .invalid(let reason) = verdict(name, value) { return reason }
    return nil
  }

  /// Whether a setting's value must not be shown.
  package static func isSecret(_ name: String) -> Bool {
    name.contains("password") || name.contains("secret") || name.hasSuffix("key.pem")
      || name == "sasl.oauthbearer.config"
  }

  private enum Verdict {
    case accepted, unknown
    case invalid(String)
  }

  private static func verdict(_ name: String, _ value: String) -> Verdict {
    guard let conf = rd_kafka_conf_new() else { return .accepted }
    defer { rd_kafka_conf_destroy(conf) }
    var text = [CChar](repeating: 0, count: 512)
    switch rd_kafka_conf_set(conf, name, value, &text, text.count) {
    case RD_KAFKA_CONF_OK: return .accepted
    case RD_KAFKA_CONF_UNKNOWN: return .unknown
    default: return .invalid(String(nulTerminated: text))
    }
  }
}

/// The library itself.
package enum KafkaLibrary {
  /// Such as `2.0.2`.
  package static var version: String { rd_kafka_version_str().map { String(cString: $0) } ?? "" }

  /// Whether its SCRAM is what Kafka 4 takes. Before 2.6.1 the client's nonce came twice in its last word
  /// (librdkafka's #4895), which brokers overlooked until then.
  package static var speaksStrictSCRAM: Bool { rd_kafka_version() >= 0x0206_01ff }
}

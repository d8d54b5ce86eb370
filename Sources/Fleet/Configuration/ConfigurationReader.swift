import Foundation
import Inspection
import Kafka

/// Puts a configuration together, and notes all that is wrong with it.
struct ConfigurationReader {
  private(set) var configuration = Configuration(nothingSet: ())
  var log = IssueLog()
  /// Whether all that is wrong stands on the command line.
  private(set) var isUsage = true

  mutating func report(_ source: ConfigurationSource, _ field: String, _ message: String) {
    if !source.isOption { isUsage = false }
    log.report(source.location, field: field, message)
  }

  /// Takes a value, over what was said before.
  mutating func set(_ name: String, _ value: ConfiguredValue) {
    if let complaint = Self.complaint(about: value.text, of: name) {
      return report(value.source, name, complaint)
    }
    configuration.values[name] = value
  }

  mutating func set(_ plugin: PluginSetting?, named name: String, _ source: ConfigurationSource) {
    configuration.plugins[name] = plugin
    configuration.pluginSources[name] = source
  }

  /// Takes a value that stands in a file of its own, as secrets do.
  mutating func set(_ name: String, contentOf path: String, _ source: ConfigurationSource) {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      return report(source, name, "the file \(path) cannot be read as UTF-8 text")
    }
    let end = text.lastIndex { !$0.isNewline }.map { text.index(after: $0) } ?? text.startIndex
    guard end > text.startIndex else { return report(source, name, "the file \(path) is empty") }
    set(name, ConfiguredValue(String(text[..<end]), source, file: path))
  }

  /// Never more copies are asked for than there are.
  mutating func checkCopies() {
    let (copies, needed) = (
      configuration[Settings.replicationFactor], configuration[Settings.minInsyncReplicas]
    )
    guard needed > copies else { return }
    let name = Settings.minInsyncReplicas.about.name
    guard let source = configuration.values[name]?.source else { return }
    report(
      source, name, "\(needed) is more than topics.replicationFactor, \(copies): nothing could be written")
  }

  private static func complaint(about text: String, of name: String) -> String? {
    if let setting = Settings.byName[name] {
      guard !setting.accepts(text) else { return nil }
      return text.isEmpty
        ? "is empty; it must be \(setting.form)" : "\"\(text)\" is wrong; it must be \(setting.form)"
    }
    let setting = String(name.dropFirst("kafka.".count))
    if KafkaSettingNames.isUnknown(setting) {
      return "librdkafka has no such setting\(NearestName.hint(for: setting, among: KafkaSettingNames.all))"
    }
    return KafkaSettingNames.complaint(about: text, of: setting)
  }
}

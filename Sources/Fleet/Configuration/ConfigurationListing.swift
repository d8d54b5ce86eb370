import Inspection
import Kafka

/// What holds and why: the configuration as YAML, each value with where it comes from, secrets left out.
package struct ConfigurationListing: CustomStringConvertible {
  private var lines: [(text: String, source: String)] = []
  private static let mask = "\"********\""

  package init(_ configuration: Configuration) {
    for section in Settings.sections {
      lines.append(("\(section):", ""))
      switch section {
      case "plugins": list(plugins: configuration)
      case "kafka":
        list(Settings.bootstrapServers.about, configuration)
        for (name, text) in configuration.kafka.sorted(by: { $0.key < $1.key }) {
          list(kafka: name, text, configuration)
        }
      default:
        for setting in Settings.all where setting.section == section { list(setting, configuration) }
      }
    }
  }

  package var description: String {
    let width = lines.map(\.text.count).max() ?? 0
    return lines.map { line in
      guard !line.source.isEmpty else { return line.text }
      return line.text + String(repeating: " ", count: width - line.text.count) + "  # \(line.source)"
    }.joined(separator: "\n")
  }

  private mutating func list(_ setting: SettingDescription, _ configuration: Configuration) {
    if let value = configuration.values[setting.name] {
      add(setting.key, Self.yaml(value.text, isList: setting.isList), Self.words(value))
      return
    }
    switch setting.fallback {
    case .value(let text): add(setting.key, Self.yaml(text, isList: setting.isList), "default")
    case .words(let words): lines.append(("  # \(setting.key): \(words)", "default"))
    }
  }

  private mutating func list(kafka name: String, _ text: String, _ configuration: Configuration) {
    guard let value = configuration.values["kafka.\(name)"] else { return }
    add(
      name, KafkaSettingNames.isSecret(name) ? Self.mask : Self.yaml(text, isList: false), Self.words(value))
  }

  private mutating func list(plugins configuration: Configuration) {
    for (name, plugin) in configuration.plugins.sorted(by: { $0.key < $1.key }) {
      let form =
        "{path: \(Self.yaml(plugin.path, isList: false)), timeout: \(plugin.timeout.components.seconds)s, "
        + "outputLimit: \(plugin.outputLimit)}"
      let location = configuration.pluginSources[name]?.location
      add(name, form, location.map { "\($0.file):\($0.line ?? 1)" } ?? "")
    }
  }

  private mutating func add(_ key: String, _ value: String, _ source: String) {
    lines.append(("  \(key): \(value)", source))
  }

  private static func words(_ value: ConfiguredValue) -> String {
    let place =
      switch value.source {
      case .file(let location): "\(location.file):\(location.line ?? 1)"
      case .environment(let name): "environment \(name)"
      case .option(let name): "option \(name)"
      }
    return value.file.map { "\(place), content of \($0)" } ?? place
  }

  private static func yaml(_ text: String, isList: Bool) -> String {
    if isList { return "[\(text.split(separator: ",").joined(separator: ", "))]" }
    if text.wholeMatch(of: /[A-Za-z0-9_.\/][A-Za-z0-9_.\/@,+-]*(:[A-Za-z0-9_.\/@,+-]+)*/) != nil {
      return text
    }
    var quoted = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return "\"\(quoted)\""
  }
}

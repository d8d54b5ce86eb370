package import Inspection

/// What the programs of a fleet go by: the defaults, the configuration file over them, the environment over that, and
/// the command line's options over all.
///
/// One file serves all programs: most of what they need, the cluster and its topics, has to be the same for all.
package struct Configuration: Sendable {
  /// What was set, by the setting's name.
  var values: [String: ConfiguredValue] = [:]
  /// What checklists may have run, by the name that they use.
  package internal(set) var plugins: [String: PluginSetting] = [:]
  var pluginSources: [String: ConfigurationSource] = [:]

  /// Nothing is set: all defaults.
  init(nothingSet: Void) {}

  /// - Parameters:
  ///   - path: of the YAML file; nil for none.
  ///   - environment: variables by name; those that mean no setting are left alone.
  ///   - options: what the command line says, the last of a setting counts.
  /// - Throws: `ConfigurationErrors` with every unknown name and unusable value, wherever it stands.
  package init(
    file path: String? = nil, environment: [String: String] = [:], options: [GivenSetting] = []
  ) throws {
    var reader = ConfigurationReader()
    if let path { reader.read(file: path) }
    reader.read(environment)
    for option in options {
      reader.set(option.name, ConfiguredValue(option.text, .option(option.option)))
    }
    reader.checkCopies()
    guard reader.log.isEmpty else {
      throw ConfigurationErrors(
        errors: ValidationErrors(issues: reader.log.issues, total: reader.log.total),
        isUsage: reader.isUsage)
    }
    self = reader.configuration
  }

  package subscript<Value>(setting: Setting<Value>) -> Value {
    guard let value = values[setting.about.name] else { return setting.fallback }
    // What is kept was read before.
    return setting.read(value.text) ?? setting.fallback
  }

  /// librdkafka's settings, without the brokers.
  package var kafka: [String: String] {
    var settings: [String: String] = [:]
    for (name, value) in values where name.hasPrefix("kafka.") {
      settings[String(name.dropFirst("kafka.".count))] = value.text
    }
    settings["bootstrap.servers"] = nil
    return settings
  }

  package var topics: TopicSettings {
    var topics = TopicSettings()
    topics.prefix = self[Settings.prefix]
    topics.replicationFactor = self[Settings.replicationFactor]
    topics.minInsyncReplicas = self[Settings.minInsyncReplicas]
    topics.retryTiers = self[Settings.retryTiers]
    topics.partitions = Settings.partitions.mapValues { self[$0] }
    return topics
  }

  /// That a value turned out to be unusable, such as the name of a folder that is not there.
  package func refusal<Value>(of setting: Setting<Value>, _ message: String) -> ConfigurationErrors {
    let source = values[setting.about.name]?.source ?? .option(setting.about.option ?? setting.about.name)
    return ConfigurationErrors(
      errors: ValidationErrors(ValidationIssue(source.location, field: setting.about.name, message)),
      isUsage: source.isOption)
  }
}

/// What was said about a setting, and where.
struct ConfiguredValue: Sendable {
  var text: String
  var source: ConfigurationSource
  /// The file that the value was read from, where one was named in its place.
  var file: String?

  init(_ text: String, _ source: ConfigurationSource, file: String? = nil) {
    self.text = text
    self.source = source
    self.file = file
  }
}

/// Where something was said about a setting.
enum ConfigurationSource: Sendable, Hashable {
  case file(ValidationIssue.Location)
  case environment(String)
  case option(String)

  /// As errors name it.
  var location: ValidationIssue.Location {
    switch self {
    case .file(let location): location
    case .environment(let name), .option(let name): .init(file: name)
    }
  }

  var isOption: Bool {
    if case .option = self { true } else { false }
  }
}

/// Everything that is wrong with a configuration.
package struct ConfigurationErrors: Error, Sendable {
  package let errors: ValidationErrors
  /// Whether only the command line is wrong.
  package let isUsage: Bool
}

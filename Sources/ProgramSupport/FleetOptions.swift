package import ArgumentParser
import Faults
package import Fleet
import Inspection
import Kafka
import Logging
import Observability

/// The options that all programs of the fleet share.
package struct FleetOptions: ParsableArguments {
  @Option(name: .long, help: "The configuration file (YAML); options on the command line win over it.")
  package var config: String?

  @Option(name: .long, help: "Kafka brokers as host:port, separated by commas.")
  package var bootstrap: String?

  @Option(name: .long, help: "What the names of topics and groups begin with (default: hazardfleet).")
  package var prefix: String?

  @Option(
    name: .customLong("kafka"),
    help: "A librdkafka setting by its own name, as name=value; may be given several times.")
  package var kafkaSettings: [String] = []

  @Option(name: .long, help: "trace, debug, info, notice, warning, error or critical (default: info).")
  package var logLevel: String?

  @Option(name: .long, help: "text or json (default: text).")
  package var logFormat: String?

  package init() {}

  /// Reads the configuration file, if one is named, and puts the options over it.
  ///
  /// - Throws: `ValidationErrors` for the file; `ValidationError` (wrong usage) for the options.
  package func load() throws -> ConfigurationFile {
    var file = try config.map { try ConfigurationFile(path: $0) } ?? ConfigurationFile()
    if let bootstrap { file.kafka["bootstrap.servers"] = bootstrap }
    if let prefix { file.topics.prefix = prefix }
    if let logLevel { file.logLevel = logLevel }
    if let logFormat { file.logFormat = logFormat }
    for setting in kafkaSettings {
      let parts = setting.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else {
        throw ValidationError("--kafka takes name=value, such as security.protocol=SSL; got \"\(setting)\"")
      }
      file.kafka[String(parts[0])] = String(parts[1])
    }
    return file
  }

  /// Sets up logging for the whole process. Call it once.
  package static func startLogging(_ file: ConfigurationFile) throws {
    guard let level = Logger.Level(rawValue: file.logLevel) else {
      let known = Logger.Level.allCases.map(\.rawValue)
      throw ValidationError(
        "unknown log level \"\(file.logLevel)\"; use one of \(known.joined(separator: ", "))")
    }
    guard let format = LogFormat(rawValue: file.logFormat) else {
      throw ValidationError("unknown log format \"\(file.logFormat)\"; use text or json")
    }
    FleetLogHandler.bootstrap(level: level, format: format)
    if let faults = FaultPlan.summary { Logger(label: "faults").critical("under test: \(faults)") }
  }
}

extension ConfigurationFile {
  /// - Throws: `ValidationError` when no broker is named.
  package func fleet() throws -> FleetConfiguration {
    var settings = kafka
    guard let servers = settings.removeValue(forKey: "bootstrap.servers"), !servers.isEmpty else {
      throw ValidationError(
        "no Kafka broker is named: give --bootstrap host:port, or kafka: bootstrap.servers in --config")
    }
    let brokers = servers.split(separator: ",").map { $0.trimmingBlanks() }
    return FleetConfiguration(
      kafka: KafkaConfiguration(bootstrapServers: brokers, settings: settings), topics: TopicLayout(topics))
  }
}

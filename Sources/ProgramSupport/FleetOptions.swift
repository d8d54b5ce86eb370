package import ArgumentParser
import Faults
package import Fleet
import Foundation
import Inspection
import Kafka
import Logging
import Observability

/// The options that all programs of the fleet share.
package struct FleetOptions: ParsableArguments {
  @Option(
    name: .long,
    help: """
      The configuration file (YAML); the environment wins over it, and options over both (default: none; \
      HAZARDFLEET_CONFIG). docs/configuration.md lists what it may say.
      """)
  package var config: String?

  @Flag(help: "Print every setting that holds, and where each comes from, instead of anything else.")
  package var printConfig = false

  @Option(help: ArgumentHelp(Settings.bootstrapServers.about.optionHelp))
  package var bootstrap: String?

  @Option(help: ArgumentHelp(Settings.prefix.about.optionHelp))
  package var prefix: String?

  @Option(
    name: .customLong("kafka"),
    help: """
      A librdkafka setting by its own name, as name=value; may be given several times. Everybody on a machine can read \
      command lines: give passwords in the environment (HAZARDFLEET_KAFKA_SASL_PASSWORD) or the file.
      """)
  package var kafkaSettings: [String] = []

  @Option(help: ArgumentHelp(Settings.logLevel.about.optionHelp))
  package var logLevel: String?

  @Option(help: ArgumentHelp(Settings.logFormat.about.optionHelp))
  package var logFormat: String?

  package init() {}

  /// Reads the configuration, and sets up logging for the whole process. Call it once.
  ///
  /// - Parameter own: what the program's own options say.
  /// - Throws: `ValidationErrors` for the file and the environment; `ValidationError` (wrong usage) for the options;
  ///   `ExitCode` when only the configuration was asked for.
  package func start(_ own: [GivenSetting?] = []) throws -> Configuration {
    let environment = ProcessInfo.processInfo.environment
    let file = config ?? environment[EnvironmentName.configuration].flatMap { $0.isEmpty ? nil : $0 }
    let configuration = try Configuration.telling {
      try Configuration(file: file, environment: environment, options: try given() + own.compactMap(\.self))
    }
    if printConfig {
      StandardOutput.writeLine("\(ConfigurationListing(configuration))")
      throw ExitCode.success
    }
    try startLogging(configuration)
    return configuration
  }

  private func given() throws -> [GivenSetting] {
    let own = [
      Settings.bootstrapServers.given(bootstrap), Settings.prefix.given(prefix),
      Settings.logLevel.given(logLevel), Settings.logFormat.given(logFormat),
    ]
    let kafka = try kafkaSettings.map { setting in
      let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw ValidationError("--kafka takes name=value, such as security.protocol=SSL; got \"\(setting)\"")
      }
      return GivenSetting.kafka(String(parts[0]), String(parts[1]))
    }
    return own.compactMap(\.self) + kafka
  }

  private func startLogging(_ configuration: Configuration) throws {
    let level = Logger.Level(rawValue: configuration[Settings.logLevel]) ?? .info
    FleetLogHandler.bootstrap(
      level: level, format: LogFormat(rawValue: configuration[Settings.logFormat]) ?? .text)
    if let faults = FaultPlan.summary { Logger(label: "faults").critical("under test: \(faults)") }
  }
}

extension Configuration {
  /// Runs `body`, and turns what it finds wrong into the error that the program ends with.
  static func telling<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let wrong as ConfigurationErrors {
      if wrong.isUsage { throw ValidationError("\(wrong.errors)") }
      throw wrong.errors
    }
  }

  /// Refuses a value that turned out to be unusable.
  ///
  /// - Parameter message: what is wrong with it.
  package func refuse<Value>(_ setting: Setting<Value>, _ message: String) throws -> Never {
    try Self.telling { throw refusal(of: setting, message) }
  }

  /// A setting's value as something else.
  ///
  /// - Throws: as `refuse`, when `convert` returns nil.
  package func converted<T>(_ setting: Setting<String>, _ convert: (String) -> T?) throws -> T {
    if let value = convert(self[setting]) { return value }
    try refuse(setting, "\"\(self[setting])\" is not \(setting.about.form)")
  }

  /// A setting's value as something else; nil where it is not set.
  ///
  /// - Throws: as `refuse`, when `convert` returns nil.
  package func converted<T>(_ setting: Setting<String?>, _ convert: (String) -> T?) throws -> T? {
    guard let text = self[setting] else { return nil }
    if let value = convert(text) { return value }
    try refuse(setting, "\"\(text)\" is not \(setting.about.form)")
  }

  /// - Throws: `ValidationError` when no broker is named.
  package func fleet() throws -> FleetConfiguration {
    let brokers = (self[Settings.bootstrapServers] ?? "").split(separator: ",").map { $0.trimmingBlanks() }
    guard !brokers.isEmpty else {
      throw ValidationError(
        """
        no Kafka broker is named: give --bootstrap host:port, \(Settings.bootstrapServers.about.environment), or kafka: \
        bootstrap.servers in the configuration file
        """)
    }
    return FleetConfiguration(
      kafka: KafkaConfiguration(bootstrapServers: brokers, settings: kafka), topics: TopicLayout(topics))
  }
}

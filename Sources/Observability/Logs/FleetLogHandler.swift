package import Logging

/// Writes one line for each event to standard error.
package struct FleetLogHandler: LogHandler {
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?
  package var logLevel: Logger.Level

  private let label: String
  private let format: LogFormat
  private let output: LogOutput
  private let colors: Bool
  private let now: @Sendable () -> LogTime

  /// - Parameters:
  ///   - colors: nil asks the output whether it is a terminal that wants them.
  ///   - now: the clock, for tests.
  package init(
    label: String, level: Logger.Level = .info, format: LogFormat = .text,
    output: LogOutput = .standardError, colors: Bool? = nil,
    metadataProvider: Logger.MetadataProvider? = nil, now: @escaping @Sendable () -> LogTime = { .now }
  ) {
    self.label = label
    self.logLevel = level
    self.format = format
    self.output = output
    self.colors = colors ?? output.wantsColors
    self.metadataProvider = metadataProvider
    self.now = now
  }

  /// Sends all loggers of the process through this handler. Call it once, first of all.
  package static func bootstrap(level: Logger.Level = .info, format: LogFormat = .text) {
    let colors = LogOutput.standardError.wantsColors
    LoggingSystem.bootstrap(
      { label, provider in
        FleetLogHandler(
          label: label, level: level, format: format, colors: colors, metadataProvider: provider)
      }, metadataProvider: nil)
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    var all = metadataProvider?.get() ?? [:]
    all.merge(metadata) { _, own in own }
    all.merge(event.metadata ?? [:]) { _, own in own }
    let line = LogLine(
      time: now(), level: event.level, label: label, message: event.message.description,
      error: event.error.map { "\($0)" }, metadata: all)
    output.write(line.rendered(format, colors: colors))
  }
}

import Logging

/// Hands librdkafka's log lines to swift-log. Called on librdkafka's threads.
final class LogBox: Sendable {
  private let logger: Logger

  /// One configuration serves producers and consumers: what does not concern one of them (CONFWARN) is no warning. A broken
  /// connection (FAIL, ERROR) comes as an event as well, and whoever takes that says it.
  private static let repeated: Set<String> = ["CONFWARN", "FAIL", "ERROR"]

  init(_ logger: Logger) {
    self.logger = logger
  }

  func log(level: Int32, facility: UnsafePointer<CChar>?, message: UnsafePointer<CChar>?) {
    let facility = facility.map { String(cString: $0) } ?? ""
    let level = Self.repeated.contains(facility) ? .debug : Self.level(syslog: level)
    guard logger.logLevel <= level, let message else { return }
    logger.log(level: level, "\(String(cString: message))", metadata: ["facility": "\(facility)"])
  }

  /// syslog's severities, as librdkafka uses them, in swift-log's.
  static func level(syslog: Int32) -> Logger.Level {
    switch syslog {
    case ...2: .critical
    case 3: .error
    case 4: .warning
    case 5: .notice
    case 6: .info
    default: .debug
    }
  }
}

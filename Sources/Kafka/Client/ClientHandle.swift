import CRdKafka
import Foundation
import Logging
import Synchronization

/// Owns a librdkafka client.
///
/// `@unchecked Sendable`: the pointer never changes, librdkafka's client functions are thread-safe, and the
/// client is destroyed only by `deinit`, when nobody can be inside a call any more. Destroying can block, so
/// it happens on a thread of its own; whoever wants to wait for it waits for `destroyed`.
final class ClientHandle: @unchecked Sendable {
  let pointer: OpaquePointer
  let destroyed = Gate()
  private let logBox: Unmanaged<LogBox>

  /// Creates a client.
  ///
  /// - Parameter events: The event types (`RD_KAFKA_EVENT_…`) delivered through queues.
  init(
    role: ClientRole, configuration: KafkaConfiguration, extra: [String: String] = [:], events: Int32,
    logger: Logger
  ) throws(KafkaError) {
    let box = Unmanaged.passRetained(LogBox(logger))
    var triesLeft = Self.tries
    while true {
      triesLeft -= 1
      do throws(KafkaError) {
        pointer = try Self.create(
          role, try Self.makeConf(role: role, configuration: configuration, extra: extra), events, box)
        break
      } catch {
        // librdkafka waits by the wall clock for its threads to start: a clock that is set forward at that moment
        // makes it give up at once.
        guard triesLeft > 0, error.reason.hasPrefix("Timed out waiting for") else {
          box.release()
          throw error
        }
      }
    }
    self.logBox = box
  }

  private static let tries = 3

  private static func create(
    _ role: ClientRole, _ conf: OpaquePointer, _ events: Int32, _ box: Unmanaged<LogBox>
  ) throws(KafkaError) -> OpaquePointer {
    rd_kafka_conf_set_events(conf, events)
    if role == .consumer { FetchPacing.install(in: conf) }
    rd_kafka_conf_set_opaque(conf, box.toOpaque())
    rd_kafka_conf_set_log_cb(conf) { client, level, facility, message in
      guard let client, let opaque = rd_kafka_opaque(client) else { return }
      Unmanaged<LogBox>.fromOpaque(opaque).takeUnretainedValue()
        .log(level: level, facility: facility, message: message)
    }
    var text = [CChar](repeating: 0, count: 512)
    let type = role == .producer ? RD_KAFKA_PRODUCER : RD_KAFKA_CONSUMER
    guard let pointer = rd_kafka_new(type, conf, &text, text.count) else {
      // The configuration is still ours when creating the client fails.
      rd_kafka_conf_destroy(conf)
      let reason = String(nulTerminated: text)
      // What a setting names, such as a file of certificates, is looked at only now.
      throw KafkaError(
        code: .configuration, reason: reason,
        property: KafkaSettingNames.all.first { reason.hasPrefix("\($0) ") })
    }
    return pointer
  }

  deinit {
    let client = SendablePointer(pointer)
    let box = logBox
    let destroyed = destroyed
    let thread = Thread {
      rd_kafka_destroy_flags(client.pointer, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE)
      // Log callbacks may come until the very end of destroying.
      box.release()
      destroyed.open()
    }
    thread.name = "kafka-destroy"
    thread.start()
  }

  /// The error that made the client unusable, if there is one.
  var fatalError: KafkaError? {
    var text = [CChar](repeating: 0, count: 512)
    let code = rd_kafka_fatal_error(pointer, &text, text.count)
    guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
    return KafkaError(code: .init(code), reason: String(nulTerminated: text), isFatal: true)
  }

  /// A setting as the client uses it, in milliseconds.
  func milliseconds(of setting: String) -> Duration? {
    var text = [CChar](repeating: 0, count: 32)
    var size = text.count
    guard rd_kafka_conf_get(rd_kafka_conf(pointer), setting, &text, &size) == RD_KAFKA_CONF_OK else {
      return nil
    }
    return Int64(String(nulTerminated: text)).map { .milliseconds($0) }
  }

  private static func makeConf(
    role: ClientRole, configuration: KafkaConfiguration, extra: [String: String]
  ) throws(KafkaError) -> OpaquePointer {
    guard !configuration.bootstrapServers.isEmpty || configuration.settings["bootstrap.servers"] != nil else {
      throw KafkaError(
        code: .configuration, reason: "no bootstrap servers given", property: "bootstrap.servers")
    }
    var settings = role.defaults
    if !configuration.bootstrapServers.isEmpty {
      settings["bootstrap.servers"] = configuration.bootstrapServers.joined(separator: ",")
    }
    settings.merge(extra) { _, new in new }
    settings.merge(configuration.settings) { _, new in new }
    for (name, value) in role.fixed {
      if let given = configuration.settings[name], given != value {
        throw KafkaError(
          code: .configuration, reason: "must be \(value) for a \(role.rawValue), not \(given)",
          property: name)
      }
      settings[name] = value
    }
    if role == .consumer, settings["partition.assignment.strategy"]?.contains("cooperative") == true {
      throw KafkaError(
        code: .configuration, reason: "cooperative assignment is faulty in librdkafka 2.0; use range",
        property: "partition.assignment.strategy")
    }
    guard let conf = rd_kafka_conf_new() else {
      throw KafkaError(code: .configuration, reason: "out of memory")
    }
    var text = [CChar](repeating: 0, count: 512)
    // Sorted, so that of several mistakes the same one is reported every time.
    for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
      guard rd_kafka_conf_set(conf, name, value, &text, text.count) == RD_KAFKA_CONF_OK else {
        rd_kafka_conf_destroy(conf)
        throw KafkaError(code: .configuration, reason: String(nulTerminated: text), property: name)
      }
    }
    return conf
  }
}

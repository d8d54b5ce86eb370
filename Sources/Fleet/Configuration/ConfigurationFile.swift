import Foundation
import Inspection
import Kafka
import Logging
import Yams

/// The YAML file that configures the fleet's programs; one file may serve all of them.
///
/// ```yaml
/// kafka:                       # librdkafka's settings by its own names
///   bootstrap.servers: 127.0.0.1:9092
/// topics: {prefix: hazardfleet, replicationFactor: 1, minInsyncReplicas: 1, partitions: {results: 24}}
/// log: {level: info, format: text}
/// worker: {slots: 2, window: 5000, probes: 64, parkAfter: 5, status: "127.0.0.1:0"}
/// plugins: {check_ping: {path: /usr/lib/nagios/plugins/check_ping, timeout: 10s}}
/// aggregator: {database: ledger.sqlite, listen: "127.0.0.1:8480"}   # or postgresql://ledger@host/hazardfleet
/// ```
package struct ConfigurationFile: Sendable, Hashable {
  package var kafka: [String: String] = [:]
  package var topics = TopicSettings()
  package var logLevel = "info"
  package var logFormat = "text"
  package var worker: [String: String] = [:]
  package var aggregator: [String: String] = [:]
  /// What checklists may have run, by the name that they use.
  package var plugins: [String: PluginSetting] = [:]

  package init() {}

  /// Whose keys are the reader's own.
  private static let openSections = ["kafka", "plugins"]

  private static let sections: [String: [String]] = [
    "topics": ["prefix", "replicationFactor", "minInsyncReplicas", "partitions", "retryTiers"],
    "log": ["level", "format"],
    "worker": [
      "slots", "window", "probes", "parkAfter", "connectionsPerHost", "trustRoots", "evidence", "status",
    ],
    "aggregator": [
      "database", "databasePasswordFile", "replica", "listen", "events", "notifications", "map", "evidence",
      "access",
      "requestsPerMinute", "allowedOrigin", "tlsCertificate", "tlsKey", "jwtIssuer", "jwtAudience", "jwtKeys",
      "jwtRolesClaim", "jwtRegionClaim",
    ],
  ]

  /// - Throws: `ValidationErrors` with every unknown key and unusable value.
  package init(path: String) throws {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw ValidationErrors(ValidationIssue(.init(file: path), "cannot be read as UTF-8 text"))
    }
    var log = IssueLog()
    do {
      if let root = try Yams.compose(yaml: text) {
        read(root, path: path, log: &log)
      }
    } catch let error as YamlError {
      log.report(.init(file: path), "\(error)")
    }
    try log.throwIfAny()
  }

  private mutating func read(_ root: Node, path: String, log: inout IssueLog) {
    guard let mapping = root.mapping else {
      return log.report(
        .init(file: path, line: 1), "must be a mapping of kafka, topics, log, worker, plugins, aggregator")
    }
    for (key, value) in mapping {
      let name = key.string ?? ""
      let location = ValidationIssue.Location(file: path, line: key.mark?.line)
      let known = Self.sections[name]
      guard Self.openSections.contains(name) || known != nil else {
        let hint = NearestName.hint(for: name, among: Self.sections.keys.sorted() + Self.openSections)
        log.report(location, field: name, "unknown section\(hint)")
        continue
      }
      guard let section = value.mapping else {
        log.report(location, field: name, "must be a mapping")
        continue
      }
      for (key, value) in section {
        read(key, value, section: name, known: known, path: path, log: &log)
      }
    }
  }

  private mutating func read(
    _ key: Node, _ value: Node, section: String, known: [String]?, path: String, log: inout IssueLog
  ) {
    let name = key.string ?? ""
    let field = "\(section).\(name)"
    let location = ValidationIssue.Location(file: path, line: key.mark?.line)
    if let known, !known.contains(name) {
      return log.report(location, field: field, "unknown key\(NearestName.hint(for: name, among: known))")
    }
    if section == "plugins" {
      plugins[name] = PluginSetting(value, name: name, location, &log)
      return
    }
    if field == "topics.partitions" { return readPartitions(value, location, &log) }
    if field == "topics.retryTiers" { return readRetryTiers(value, location, &log) }
    guard let text = value.scalar?.string else {
      return log.report(location, field: field, "must be one value")
    }
    switch section {
    case "kafka": kafka[name] = text
    case "worker": worker[name] = text
    case "aggregator": aggregator[name] = text
    case "log" where name == "level": logLevel = text
    case "log": logFormat = text
    default: readTopics(name, text, location, &log)
    }
  }

  private mutating func readTopics(
    _ name: String, _ text: String, _ location: ValidationIssue.Location, _ log: inout IssueLog
  ) {
    if name == "prefix" {
      topics.prefix = text
    } else if let number = Int(text), number >= 1 {
      if name == "replicationFactor" { topics.replicationFactor = number }
      if name == "minInsyncReplicas" { topics.minInsyncReplicas = number }
    } else {
      log.report(location, field: "topics.\(name)", "\"\(text)\" is not a number of at least 1")
    }
  }

  private mutating func readRetryTiers(
    _ value: Node, _ location: ValidationIssue.Location, _ log: inout IssueLog
  ) {
    let names = value.sequence?.compactMap(\.string) ?? []
    let tiers = names.compactMap(RetryTier.init)
    guard !names.isEmpty, tiers.count == names.count, Set(names).count == names.count else {
      return log.report(
        location, field: "topics.retryTiers", "must be a list of different times such as [5s, 1m, 10m]")
    }
    topics.retryTiers = tiers
  }

  private mutating func readPartitions(
    _ value: Node, _ location: ValidationIssue.Location, _ log: inout IssueLog
  ) {
    guard let mapping = value.mapping else {
      return log.report(location, field: "topics.partitions", "must be a mapping of topic to number")
    }
    for (key, value) in mapping {
      let role = key.string ?? ""
      let field = "topics.partitions.\(role)"
      guard TopicSettings.defaultPartitions[role] != nil else {
        let hint = NearestName.hint(for: role, among: TopicSettings.defaultPartitions.keys.sorted())
        log.report(location, field: field, "unknown topic\(hint)")
        continue
      }
      guard role != "control", role != "registers" else {
        log.report(location, field: field, "always has one partition, since its records are ordered")
        continue
      }
      guard let number = value.int, (1...10_000).contains(number) else {
        log.report(location, field: field, "must be a number of 1 to 10000")
        continue
      }
      topics.partitions[role] = number
    }
  }
}

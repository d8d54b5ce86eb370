import Fleet
import Foundation
import Inspection
import Kafka
import TestSupport
import Testing

@Suite struct ConfigurationTests {
  private func read(
    _ text: String, _ environment: [String: String] = [:], _ options: [GivenSetting?] = []
  ) async throws -> Configuration {
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("fleet.yaml").path
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      return try Configuration(file: path, environment: environment, options: options.compactMap(\.self))
    }
  }

  /// Everything that is wrong, without the folder of the file.
  private func mistakes(
    _ text: String, _ environment: [String: String] = [:], _ options: [GivenSetting?] = []
  ) async throws -> [String] {
    let wrong = await #expect(throws: ConfigurationErrors.self) { try await read(text, environment, options) }
    return (wrong?.errors.issues ?? []).map { issue in
      var issue = issue
      issue.location.file = URL(fileURLWithPath: issue.location.file).lastPathComponent
      return issue.description
    }
  }

  @Test func everyKeyIsRead() async throws {
    let configuration = try await read(
      """
      kafka: {bootstrap.servers: "a:1,b:2", security.protocol: SSL}
      topics: {prefix: x, replicationFactor: 3, minInsyncReplicas: 2, partitions: {results: 48, tasks.bulk: 96}}
      log: {level: debug, format: json}
      worker: {slots: 4}
      plugins: {check_ping: {path: /usr/lib/check_ping, timeout: 3s}}
      aggregator: {database: l.sqlite, events: true}
      """)
    #expect(configuration[Settings.bootstrapServers] == "a:1,b:2")
    #expect(configuration.kafka == ["security.protocol": "SSL"])
    #expect(configuration[Settings.slots] == 4)
    #expect(configuration[Settings.window] == 5_000)
    #expect(configuration[Settings.logFormat] == "json")
    #expect(configuration[Settings.database] == "l.sqlite")
    #expect(configuration[Settings.events])
    #expect(configuration.plugins["check_ping"]?.timeout == .seconds(3))
    let topics = TopicLayout(configuration.topics)
    let results = try #require(topics.specifications.first { $0.name == "x.results" })
    #expect(results.partitions == 48)
    #expect(results.replicationFactor == 3)
    #expect(results.config == ["min.insync.replicas": "2"])
    let control = try #require(topics.specifications.first { $0.name == topics.control })
    #expect(control.partitions == 1)
    #expect(control.config["cleanup.policy"] == "compact")
  }

  @Test func theEnvironmentWinsOverTheFileAndOptionsOverBoth() async throws {
    let configuration = try await read(
      """
      kafka: {client.id: file, sasl.username: file, ssl.ca.location: file}
      worker: {slots: 1, window: 1, probes: 1}
      """,
      [
        "HAZARDFLEET_KAFKA_SASL_USERNAME": "environment", "HAZARDFLEET_KAFKA_SSL_CA_LOCATION": "environment",
        "HAZARDFLEET_WORKER_WINDOW": "2", "HAZARDFLEET_WORKER_PROBES": "2",
        "HAZARDFLEET_TOPICS_RETRY_TIERS": "1s, 2s", "HAZARDFLEET_TOPICS_PARTITIONS_TASKS_BULK": "7",
        "HAZARDFLEET_LOG_LEVEL": "",
      ],
      [Settings.probes.given(3), .kafka("ssl.ca.location", "option"), Settings.parkAfter.given(nil as Int?)])
    #expect(
      configuration.kafka == [
        "client.id": "file", "sasl.username": "environment", "ssl.ca.location": "option",
      ])
    #expect(configuration[Settings.slots] == 1)
    #expect(configuration[Settings.window] == 2)
    #expect(configuration[Settings.probes] == 3)
    #expect(configuration[Settings.parkAfter] == 5)
    #expect(configuration[Settings.logLevel] == "info")
    #expect(configuration.topics.retryTiers.map(\.delay) == [.seconds(1), .seconds(2)])
    #expect(configuration.topics.partitions(of: "tasks.bulk") == 7)
  }

  @Test func everyMistakeIsToldAtOnceWithItsPlace() async throws {
    let mistakes = try await mistakes(
      """
      kafak: {}
      kafka: {sasl.pasword: x, security.protocol: TLS}
      topics:
        prefx: x
        replicationFactor: 0
        partitions: {control: 3, reslts: 2, results: many}
      worker: 3
      log: {level: loud}
      aggregator: {events: "yes", listen: [1]}
      """,
      [
        "HAZARDFLEET_WORKER_SLOT": "3", "HAZARDFLEET_KAFKA_GROUPID": "x", "HAZARDFLEET_WORKER_WINDOW": "none",
        "HAZARDFLEET_KAKFA_SASL_USERNAME": "x", "HAZARDFLET_LOG_LEVEL": "x", "HAZARDFLEET_BIN": "x",
        "HAZARDFLEET_AGGREGATOR_PORT": "tcp://10.0.0.1:8480",
        "HAZARDFLEET_AGGREGATOR_PORT_8480_TCP_ADDR": "x",
        "HAZARDFLEET_AGGREGATOR_SERVICE_PORT_HTTP": "8480",
      ], [Settings.probes.given(0)])
    let expected = [
      "fleet.yaml:1: kafak: unknown section (did you mean kafka?)",
      "fleet.yaml:2: kafka.sasl.pasword: librdkafka has no such setting (did you mean sasl.password?)",
      "fleet.yaml:2: kafka.security.protocol: Invalid value",
      "fleet.yaml:4: topics.prefx: unknown key (did you mean prefix?)",
      "fleet.yaml:5: topics.replicationFactor: \"0\" is wrong; it must be a number of 1 to 100",
      "fleet.yaml:6: topics.partitions.control: always has one partition",
      "fleet.yaml:6: topics.partitions.reslts: unknown key (did you mean results?)",
      "fleet.yaml:6: topics.partitions.results: \"many\" is wrong; it must be a number of 1 to 10000",
      "fleet.yaml:7: worker: must be a mapping",
      "fleet.yaml:8: log.level: \"loud\" is wrong; it must be one of trace, debug",
      "fleet.yaml:9: aggregator.events: \"yes\" is wrong; it must be true or false",
      "fleet.yaml:9: aggregator.listen: must be one value",
      "HAZARDFLEET_KAFKA_GROUPID: kafka.groupid: librdkafka has no such setting (did you mean group.id?)",
      "HAZARDFLEET_KAKFA_SASL_USERNAME: no setting is called so (did you mean HAZARDFLEET_KAFKA_SASL_USERNAME?)",
      "HAZARDFLEET_WORKER_SLOT: no setting is called so (did you mean HAZARDFLEET_WORKER_SLOTS?)",
      "HAZARDFLEET_WORKER_WINDOW: worker.window: \"none\" is wrong",
      "--probes: worker.probes: \"0\" is wrong; it must be a number of 1 to 50000",
    ]
    #expect(mistakes.count == expected.count, "\(mistakes.joined(separator: "\n"))")
    for (mistake, expected) in zip(mistakes, expected) { #expect(mistake.hasPrefix(expected)) }
  }

  @Test func onlyTheCommandLineIsWrongUsage() async throws {
    for (environment, isUsage) in [([:], true), (["HAZARDFLEET_WORKER_WINDOW": "0"], false)] {
      let wrong = await #expect(throws: ConfigurationErrors.self) {
        try await read("", environment, [Settings.slots.given(0)])
      }
      #expect(wrong?.isUsage == isUsage)
    }
  }

  @Test func moreCopiesThanThereAreCannotBeAskedFor() async throws {
    #expect(
      try await mistakes("topics: {minInsyncReplicas: 2}") == [
        "fleet.yaml:1: topics.minInsyncReplicas: 2 is more than topics.replicationFactor, 1: nothing could be written"
      ])
  }

  @Test func nothingMeansTheDefaults() async throws {
    for text in ["", "worker:\n# slots: 3"] {
      let configuration = try await read(text)
      #expect(configuration.topics.prefix == "hazardfleet")
      #expect(configuration[Settings.bootstrapServers] == nil)
      #expect(configuration.kafka.isEmpty)
    }
  }

  @Test func brokenYAMLAndMissingFilesAreReported() async throws {
    await #expect(throws: ConfigurationErrors.self) { try await read("a: [") }
    #expect(throws: ConfigurationErrors.self) { try Configuration(file: "/nowhere/fleet.yaml") }
  }

  @Test func retryTiersAreRead() async throws {
    let configuration = try await read("topics: {retryTiers: [1s, 2m, 1h]}")
    #expect(configuration.topics.retryTiers.map(\.delay) == [.seconds(1), .seconds(120), .seconds(3_600)])
    let names = TopicLayout(configuration.topics).specifications.map(\.name)
    #expect(names.contains("hazardfleet.tasks.retry.2m"))
    for bad in ["[]", "[5]", "[0s]", "[5s, 5s]", "[25h]", "[[5s]]", "{a: b}"] {
      await #expect(throws: ConfigurationErrors.self, "\(bad)") {
        try await read("topics: {retryTiers: \(bad)}")
      }
    }
  }

  // MARK: - Secrets

  @Test func secretsComeFromFiles() async throws {
    try await withTemporaryFolder { folder in
      let secret = folder.appendingPathComponent("password").path
      try Data("p a:ss\n".utf8).write(to: URL(fileURLWithPath: secret))
      let key = folder.appendingPathComponent("key").path
      try Data("a\nb\n".utf8).write(to: URL(fileURLWithPath: key))
      let configuration = try await read(
        "kafka: {sasl.password: {file: \(secret)}}", ["HAZARDFLEET_KAFKA_SSL_KEY_PEM_FILE": key])
      #expect(configuration.kafka == ["sasl.password": "p a:ss", "ssl.key.pem": "a\nb"])

      try Data("\n".utf8).write(to: URL(fileURLWithPath: key))
      #expect(
        try await mistakes(
          "kafka: {sasl.password: {file: /nowhere/x}, client.id: {path: x}}",
          [
            "HAZARDFLEET_KAFKA_SSL_KEY_PEM_FILE": key, "HAZARDFLEET_KAFKA_SASL_PASSWORD": "x",
            "HAZARDFLEET_KAFKA_SASL_PASSWORD_FILE": secret,
          ]) == [
            "fleet.yaml:1: kafka.sasl.password: the file /nowhere/x cannot be read as UTF-8 text",
            "fleet.yaml:1: kafka.client.id: must be one value, or {file: PATH} for one that stands in a file of its own",
            "HAZARDFLEET_KAFKA_SASL_PASSWORD: kafka.sasl.password: is given together with "
              + "HAZARDFLEET_KAFKA_SASL_PASSWORD_FILE; leave one out",
            "HAZARDFLEET_KAFKA_SSL_KEY_PEM_FILE: kafka.ssl.key.pem: the file \(key) is empty",
          ])
    }
  }

  // MARK: - What people read

  @Test func theListingNamesTheSourceOfEverySettingAndNoSecret() async throws {
    let configuration = try await read(
      """
      kafka:
        bootstrap.servers: a:1
        sasl.username: li # na
        sasl.password: hunter2
        ssl.key.pem: hunter2
      topics: {prefix: 'x'}
      plugins:
        check_x: {path: "/usr/lib/check x"}
      """,
      ["HAZARDFLEET_KAFKA_SSL_KEY_PASSWORD": "hunter2", "HAZARDFLEET_KAFKA_CLIENT_ID": "a: \"b\""],
      [Settings.slots.given(4)])
    let listing = ConfigurationListing(configuration).description
    #expect(!listing.contains("hunter2"))
    func line(_ key: String) -> String {
      listing.split(separator: "\n").first { $0.hasPrefix("  \(key): ") }.map(String.init) ?? ""
    }
    #expect(line("bootstrap.servers").hasSuffix("fleet.yaml:2"))
    #expect(line("sasl.password").hasSuffix("fleet.yaml:4"))
    #expect(line("ssl.key.password").contains("********"))
    #expect(line("ssl.key.password").hasSuffix("# environment HAZARDFLEET_KAFKA_SSL_KEY_PASSWORD"))
    #expect(line("slots").hasSuffix("# option --slots"))
    #expect(line("window").hasSuffix("# default"))
    #expect(line("check_x").hasSuffix("fleet.yaml:8"))
    for setting in Settings.all { #expect(listing.contains("\(setting.key): "), "\(setting.name)") }

    let again = try await read(listing)
    #expect(again.kafka["client.id"] == "a: \"b\"")
    #expect(again[Settings.slots] == 4)
    #expect(again.topics == configuration.topics)
    #expect(again.plugins == configuration.plugins)
  }

  @Test func thePageListsEverySetting() throws {
    let part = try GeneratedDocument("configuration.md", part: "settings")
    #expect(try part.expected(SettingsTable.markdown) == part.text)
  }

  /// The sample says every setting with its default, or as a comment where there is none to say.
  @Test func theSampleHasEverySetting() throws {
    let sample = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "config/hazardfleet.yaml")
    let text = try String(contentsOf: sample, encoding: .utf8)
    for setting in Settings.all {
      let key = setting.key.replacing("partitions.", with: "")
      #expect(text.contains(" \(key):"), "\(setting.name)")
    }
    let configuration = try Configuration(file: sample.path)
    let listing = ConfigurationListing(configuration).description
    let defaults = ConfigurationListing(try Configuration()).description
    /// Without the sources, and without what is only a comment.
    func bare(_ listing: String) -> [String] {
      listing.split(separator: "\n").map {
        $0.components(separatedBy: "  # ")[0].trimmingCharacters(in: .whitespaces)
      }.filter { !$0.isEmpty && $0 != "bootstrap.servers: 127.0.0.1:9092" }
    }
    #expect(bare(listing) == bare(defaults))
  }

  @Test func everyDefaultIsAValue() throws {
    for setting in Settings.all {
      guard case .value(let text) = setting.fallback else { continue }
      let environment = [setting.environment: text]
      #expect(throws: Never.self, "\(setting.name)") { try Configuration(environment: environment) }
    }
  }
}

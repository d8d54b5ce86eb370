import Testing

extension EndToEndTests {
  @Test(arguments: [
    ["hazard-producer", "launch"],
    ["hazard-producer", "launch", "campaign.yaml"],
    ["hazard-producer", "launch", "campaign.yaml", "--rate", "0"],
    ["hazard-producer", "lunch", "campaign.yaml"],
    ["hazard-producer", "topics", "--kafka", "nonsense", "--bootstrap", "127.0.0.1:9"],
    ["hazard-producer", "topics", "--log-level", "loud", "--bootstrap", "127.0.0.1:9"],
    ["hazard-worker"],
    ["hazard-worker", "--bootstrap", "127.0.0.1:9", "--slots", "0"],
    ["hazard-worker", "--bootstrap", "127.0.0.1:9", "--status", "nowhere"],
    ["hazard-aggregator", "run", "--bootstrap", "127.0.0.1:9", "--listen", "nowhere"],
    ["hazard-aggregator", "run", "--unknown"],
    ["hazardctl", "campaign"],
    ["hazardctl", "--api", "nowhere", "overview"],
  ])
  func wrongUsage(_ words: [String]) async throws {
    try await Fleet.runWithoutBroker { fleet in
      let output = try await fleet.run(words[0], Array(words.dropFirst()))
      #expect(output.exit == .code(64))
      #expect(!output.standardError.isEmpty)
    }
  }

  @Test func aBrokerThatIsNotThereIsSaidSo() async throws {
    try await Fleet.runWithoutBroker { fleet in
      let district = try await District.bundled(fleet)
      let launch = ["launch", district.campaign.file] + district.campaign.options
      for command in [["topics"], ["status"], launch] {
        let output = try await fleet.run("hazard-producer", command + fleet.connection)
        #expect(output.exit == .code(69), "\(command[0]): \(output.standardError)")
        #expect(output.standardError.contains(fleet.address), "\(command[0]): \(output.standardError)")
      }
    }
  }

  @Test func theLogOfDeadLettersIsAsItIsAskedFor() async throws {
    try await Fleet.runWithoutBroker { fleet in
      let options = ["--log-level", "debug", "--log-format", "json"] + fleet.connection
      let output = try await fleet.run("hazard-producer", ["dlq", "list"] + options)
      #expect(output.exit == .code(69))
      #expect(output.standardError.hasPrefix(#"{"time":""#), "\(output.standardError)")
    }
  }

  /// A service waits for its broker, and can be stopped meanwhile.
  @Test(arguments: ["hazard-worker", "hazard-aggregator"])
  func serviceWithoutBrokerCanBeStopped(_ program: String) async throws {
    try await Fleet.runWithoutBroker { fleet in
      let isWorker = program == "hazard-worker"
      let own =
        isWorker ? ["--status", "127.0.0.1:0"] : ["--database", fleet.database, "--listen", "127.0.0.1:0"]
      let service = try await fleet.start(program, own + fleet.connection, name: program)
      // It listens: so the handlers of signals are in place.
      _ = try await eventually("\(program) serves its status") { () -> Bool? in
        (service.standardOutput + service.standardError).contains("istening on") ? true : nil
      }
      service.terminate()
      #expect(try await service.waitForExit(within: .seconds(45)) == .code(0))
    }
  }
}

import Testing

extension EndToEndTests {
  /// A refused login ends every program with one line that says what to check; services do not wait for it.
  @Test(arguments: ["hazard-producer", "hazard-worker", "hazard-aggregator"])
  func refusedLoginEndsTheProgram(_ program: String) async throws {
    try await Fleet.runWithoutBroker { fleet in
      let broker = try RefusingBroker()
      defer { broker.stop() }
      let own = [
        "hazard-producer": ["status"], "hazard-worker": [],
        "hazard-aggregator": ["run", "--database", fleet.database, "--listen", "127.0.0.1:0"],
      ]
      let settings = [
        "security.protocol=SASL_PLAINTEXT", "sasl.mechanism=PLAIN", "sasl.username=nobody", "sasl.password=x",
      ]
      let output = try await fleet.run(
        program,
        (own[program] ?? []) + ["--bootstrap", broker.address] + settings.flatMap { ["--kafka", $0] })
      #expect(output.exit == .code(77), "\(output.standardError)")
      let last = try #require(output.standardError.split(separator: "\n").last)
      #expect(last.hasPrefix("the Kafka cluster refuses the login: "), "\(last)")
      for word in [broker.address, "nobody of that name", "sasl.password"] { #expect(last.contains(word)) }
    }
  }
}

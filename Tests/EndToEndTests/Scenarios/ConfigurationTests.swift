import Foundation
import Testing

extension EndToEndTests {
  @Test func sampleConfigurationWorks() async throws {
    try await Fleet.run { fleet in
      let sample = Places.configuration.appending(path: "hazardfleet.yaml").path
      let output = try await fleet.succeed(
        "hazard-producer",
        ["topics", "--config", sample, "--bootstrap", fleet.address, "--prefix", "sample"])
      #expect(
        output.split(separator: "\n").count { $0.hasPrefix("sample.") && $0.hasSuffix(": created") } == 12)
    }
  }

  /// The cluster that it names is not there, so only its security is taken back; the password's file is put elsewhere.
  @Test func clusterConfigurationIsRead() async throws {
    try await Fleet.run { fleet in
      let sample = try String(
        contentsOf: Places.configuration.appending(path: "cluster.yaml"), encoding: .utf8)
      let password = try fleet.write("change-me\n", to: "kafka-password")
      let file = try fleet.write(
        sample.replacing("/etc/hazardfleet/kafka-password", with: password), to: "cluster.yaml")
      let options = ["--config", file, "--kafka", "security.protocol=PLAINTEXT"] + fleet.connection
      let status = try await fleet.succeed("hazard-producer", ["status", "--json"] + options)
      #expect(try JSON(status)["campaigns"] == .array([]))

      let listing = try await fleet.succeed("hazard-worker", ["--print-config"] + options)
      #expect(!listing.contains("change-me"))
      let lines = listing.split(separator: "\n")
      let written = sample.split(separator: "\n", omittingEmptySubsequences: false)
      let line = try #require(written.firstIndex { $0.contains("replicationFactor:") }) + 1
      for (key, source) in [
        ("bootstrap.servers", "option --bootstrap"), ("sasl.password", "content of \(password)"),
        ("replicationFactor", "cluster.yaml:\(line)"), ("window", "default"),
      ] {
        #expect(lines.contains { $0.hasPrefix("  \(key): ") && $0.hasSuffix(source) }, "\(key)\n\(listing)")
      }
    }
  }

  /// What the environment says reaches every program, and a slip in it ends them.
  @Test(arguments: ["hazard-producer", "hazard-worker", "hazard-aggregator"])
  func theEnvironmentConfigures(_ program: String) async throws {
    try await Fleet.runWithoutBroker { fleet in
      let own = program == "hazard-producer" ? ["status"] : []
      let secret = try fleet.write("hunter2", to: "secret")
      let listing = try await fleet.run(
        with: [
          "HAZARDFLEET_KAFKA_BOOTSTRAP_SERVERS=k:1", "HAZARDFLEET_KAFKA_SASL_PASSWORD_FILE=\(secret)",
          "HAZARDFLEET_AGGREGATOR_PORT=tcp://10.0.0.1:80",
        ], program, own + ["--print-config"]
      ).standardOutput
      #expect(listing.contains("# environment HAZARDFLEET_KAFKA_BOOTSTRAP_SERVERS"))
      #expect(!listing.contains("hunter2"))

      let output = try await fleet.run(
        with: ["HAZARDFLEET_WORKER_SLOT=1", "HAZARDFLEET_TOPICS_PREFIX=a b"], program, own)
      #expect(output.exit == .code(2))
      for word in ["did you mean HAZARDFLEET_WORKER_SLOTS?", "HAZARDFLEET_TOPICS_PREFIX: topics.prefix"] {
        #expect(output.standardError.contains(word), "\(output.standardError)")
      }
    }
  }

  @Test func mistakesInAConfigurationAreAllListed() async throws {
    try await Fleet.run { fleet in
      let file = try fleet.write(
        """
        topics:
          prefx: other
          replicationFactor: none
        workers: {slots: 2}
        """, to: "bad.yaml")
      let output = try await fleet.run("hazard-producer", ["topics", "--config", file] + fleet.connection)
      #expect(output.exit == .code(2))
      for place in [
        "bad.yaml:2: topics.prefx", "bad.yaml:3: topics.replicationFactor", "bad.yaml:4: workers",
      ] {
        #expect(output.standardError.contains(place))
      }
    }
  }
}

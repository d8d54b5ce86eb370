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
        output.split(separator: "\n").count { $0.hasPrefix("sample.") && $0.hasSuffix(": created") } == 11)
    }
  }

  /// The cluster that it names is not there, so only its security is taken back.
  @Test func clusterConfigurationIsRead() async throws {
    try await Fleet.run { fleet in
      let sample = Places.configuration.appending(path: "cluster.yaml").path
      let status = try await fleet.succeed(
        "hazard-producer",
        ["status", "--json", "--config", sample, "--kafka", "security.protocol=PLAINTEXT"] + fleet.connection)
      #expect(try JSON(status)["campaigns"] == .array([]))
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

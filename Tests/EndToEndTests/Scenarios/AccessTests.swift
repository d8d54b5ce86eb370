import Foundation
import Testing

extension EndToEndTests {
  /// A token is made, used by the command-line client, and revoked while the aggregator runs.
  @Test func tokensOpenTheAPIUntilTheyAreRevoked() async throws {
    try await Fleet.run { fleet in
      let campaign = try TwoHazards.write(fleet)
      let (_, api) = try await fleet.startAggregator(name: "a1", options: ["--access", "tokens"])
      _ = try await fleet.startWorker(name: "w1")
      let launch = try await fleet.launch(campaign)
      try #require(launch.exit == .code(0), "\(launch.standardError)")
      #expect(try await api.answer("/v1/overview").status == 401)
      #expect(try await api.answer("/healthz").status == 200)

      func token(_ arguments: [String]) async throws -> String {
        try await fleet.succeed("hazard-aggregator", ["token"] + arguments + ["--database", fleet.database])
      }
      let created = try await token(["create", "--name", "Li Na", "--role", "supervisor"])
      let secret = try #require(created.split(separator: "\n").last.map(String.init))
      let id = try #require(secret.split(separator: "_").dropFirst().first.map(String.init))
      func hazardctl(_ arguments: [String]) async throws -> (exit: ChildProcess.Exit, text: String) {
        let child = try await ChildProcess(
          "/usr/bin/env",
          ["HAZARDCTL_TOKEN=\(secret)", "HAZARDCTL_API=\(api.base)", try Places.program("hazardctl")]
            + arguments, name: "hazardctl-\(UUID().uuidString)", folder: fleet.folder)
        return (try await child.waitForExit(), child.standardOutput + child.standardError)
      }
      #expect(try await hazardctl(["whoami"]).text == "Li Na: supervisor, everywhere\n")
      let complete = try await hazardctl(["campaign", campaign.id, "--wait", "--timeout", "120"])
      #expect(complete.exit == .code(0), "\(complete.text)")
      let list = try JSON(try await hazardctl(["hazards", "--json"]).text)
      let hazard = try #require(list["items"].list.first?["id"].string)
      let assigned = try await hazardctl(["assign", hazard, "--owner", "Wang"])
      #expect(assigned.exit == .code(0), "\(assigned.text)")
      #expect(try await hazardctl(["hazard", hazard]).text.contains("Li Na"))
      #expect(try await token(["list"]).contains("\(id)  valid  Li Na"))

      _ = try await token(["revoke", id])
      let refused = try await hazardctl(["overview"])
      #expect(refused.exit == .code(2))
      #expect(refused.text.contains("revoked"), "\(refused.text)")
    }
  }
}

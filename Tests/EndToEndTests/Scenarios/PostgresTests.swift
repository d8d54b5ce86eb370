import Foundation
import LedgerTestSupport
import PostgresLedger
import Testing

extension EndToEndTests {
  /// Two aggregators share the partitions and a database. One is killed, all connections are lost, and both go on.
  @Test func aggregatorsShareADatabaseAndLoseNothing() async throws {
    let server = try PostgresServer.shared.get()
    let name = server.freshName()
    try server.maintain("CREATE DATABASE \(name)")
    let ledger = server.address(name)
    try await Fleet.run { fleet in
      let district = try await District.scaled(fleet, sites: 800, checksPerTask: 20)
      let (first, _) = try await fleet.startAggregator(name: "a1", ledger: ledger)
      let (_, api) = try await fleet.startAggregator(name: "a2", ledger: ledger)
      for _ in 1...3 { _ = try await fleet.startWorker() }
      let launch = try await fleet.startLaunch(district.campaign, rate: 2_500)

      try await fleet.waitUntilUnderWay(district.campaign.id, beyond: 0.1, api)
      try server.maintain(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(name)'")
      try await fleet.waitUntilUnderWay(district.campaign.id, beyond: 0.2, api)
      first.kill()
      _ = try await fleet.startAggregator(name: "a1", ledger: ledger)

      #expect(try await launch.waitForExit(within: .seconds(240)) == .code(0))
      _ = try await fleet.waitUntilComplete(district.campaign.id, api)
      try await district.expectFigures(api)
      #expect(try await fleet.verify(ledger) == "verified")
      // The log makes the same ledger in a file, which moves into another database.
      let file = fleet.file("rebuilt.sqlite").path
      let rebuilt = try await fleet.succeed(
        "hazard-aggregator", ["rebuild", "--database", ledger, "--into", file])
      #expect(rebuilt.hasPrefix("ledger   "))
      let other = server.freshName()
      try server.maintain("CREATE DATABASE \(other)")
      let moved = try await fleet.succeed(
        "hazard-aggregator", ["migrate-store", "--from", file, "--to", server.address(other)])
      let digest = try await fleet.succeed("hazard-aggregator", ["digest", "--database", ledger])
      #expect(moved.hasSuffix("digest   \(digest)"))
    }
  }

  /// The API's queries go to a hot standby.
  @Test func aReplicaAnswersTheAPI() async throws {
    let server = try PostgresServer()
    try server.maintain("CREATE DATABASE ledger")
    let standby = try PostgresServer(following: server)
    let ledger = server.address("ledger")
    try await Fleet.run { fleet in
      let district = try await District.bundled(fleet)
      let (_, api) = try await fleet.startAggregator(
        ledger: ledger, options: ["--replica", standby.address("ledger")])
      _ = try await fleet.startWorker()
      #expect(try await fleet.launch(district.campaign).exit == .code(0))
      _ = try await fleet.waitUntilComplete(district.campaign.id, api)
      try await district.expectFigures(api)
      // It stands still, and so does what the API says; the ledger goes on.
      try standby.maintain("SELECT pg_wal_replay_pause()")
      let second = try await District.scaled(fleet, sites: 400, checksPerTask: 20, id: "second")
      #expect(try await fleet.launch(second.campaign).exit == .code(0))
      let done = "SELECT 1 / COUNT(*) FROM campaign WHERE code = 'second' AND completed_at IS NOT NULL"
      _ = try await eventually("the ledger has the second campaign") {
        try? PostgresAddress(ledger).execute(done)
      }
      #expect(await api.campaign("second") == nil)
      try standby.maintain("SELECT pg_wal_replay_resume()")
      _ = try await fleet.waitUntilComplete("second", api)
      #expect(try await fleet.verify(ledger) == "verified")
    }
  }

  /// What is wrong with a database is said in one line, and no password is.
  @Test func aDatabaseThatCannotBeHadIsNamed() async throws {
    let server = try PostgresServer.shared.get()
    try await Fleet.runWithoutBroker { fleet in
      let secret = try fleet.write("geheim\n", to: "password")
      for (command, exit, words) in [
        (["digest", "--database", "postgresql://ledger@127.0.0.1:1/x"], 69, "Connection refused"),
        (["run", "--database", server.address("nowhere")], 69, "does not exist"),
        (["verify", "--database", server.address("postgres")], 2, "there is no ledger"),
        (["digest", "--database", "postgresql://u:geheim@127.0.0.1/x"], 2, "does not belong into the"),
        (["backup", "--database", server.address("postgres"), "--into", "x"], 2, "pg_dump"),
      ] as [([String], Int32, String)] {
        let password = command[0] == "backup" ? [] : ["--database-password-file", secret]
        let more = command[0] == "run" ? fleet.connection : []
        let output = try await fleet.run("hazard-aggregator", command + password + more)
        #expect(output.exit == .code(exit))
        let said = output.standardOutput + output.standardError
        #expect(said.contains(words), "\(said)")
        #expect(!said.contains("geheim"))
        #expect(output.standardError.split(separator: "\n").count == 1, "\(said)")
      }
    }
  }
}

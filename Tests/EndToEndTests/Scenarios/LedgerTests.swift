import Foundation
import Testing

extension EndToEndTests {
  /// The ledger is copied while it is written, and made anew from its log and from the topics.
  @Test(.ofLedgersInFiles) func theLedgerIsCopiedAndMadeAnew() async throws {
    try await Fleet.run { fleet in
      let district = try await District.scaled(fleet, sites: 400, checksPerTask: 20)
      let (aggregator, api) = try await fleet.startAggregator()
      _ = try await fleet.startWorker()
      let launch = try await fleet.startLaunch(district.campaign, rate: 1_000)
      try await fleet.waitUntilUnderWay(district.campaign.id, beyond: 0.2, api)
      let (backup, copy) = (fleet.file("backup.sqlite").path, fleet.file("copy.sqlite").path)
      _ = try await fleet.ledger("backup", ["--database", fleet.database, "--into", backup])
      _ = try await fleet.ledger("rebuild", ["--database", fleet.database, "--into", copy])
      #expect(try await fleet.ledger("verify", ["--database", backup]) == "verified\n")
      #expect(try await fleet.ledger("verify", ["--database", copy]) == "verified\n")
      let refused = try await fleet.run(
        "hazard-aggregator", ["backup", "--database", fleet.database, "--into", copy])
      #expect(refused.exit == .code(2))
      #expect(refused.standardError.contains("exists already"))

      #expect(try await launch.waitForExit(within: .seconds(240)) == .code(0))
      _ = try await fleet.waitUntilComplete(district.campaign.id, api)
      let digest = try await fleet.ledger("digest", ["--database", fleet.database])
      let topics = fleet.file("topics.sqlite").path
      let rebuilt = try await fleet.ledger("rebuild", ["--from-topics", "--into", topics] + fleet.connection)
      #expect(rebuilt == "rebuilt  \(digest)")
      let log = try await fleet.ledger(
        "rebuild", ["--database", fleet.database, "--into", fleet.file("log.sqlite").path])
      #expect(log == "ledger   \(digest)rebuilt  \(digest)")

      let busy = try await fleet.run(
        "hazard-aggregator", ["restore", "--from", backup, "--database", fleet.database, "--force"])
      #expect(busy.exit == .code(2))
      #expect(busy.standardError.contains("in use"))
      aggregator.terminate()
      #expect(try await aggregator.waitForExit(within: .seconds(30)) == .code(0))
      _ = try await fleet.ledger("restore", ["--from", backup, "--database", fleet.database, "--force"])
      // What came after the backup is read again.
      let (_, restored) = try await fleet.startAggregator()
      _ = try await fleet.waitUntilComplete(district.campaign.id, restored)
      try await district.expectFigures(restored)
      #expect(try await fleet.ledger("digest", ["--database", fleet.database]) == digest)
      #expect(try await fleet.verify() == "verified")
    }
  }

  /// Somebody holds the write lock: the aggregator says so, stops and starts nevertheless, and goes on after it.
  @Test(.ofLedgersInFiles) func aLockedLedgerIsWaitedFor() async throws {
    try await Fleet.run { fleet in
      let district = try await District.scaled(fleet, sites: 400, checksPerTask: 20)
      let (first, firstAPI) = try await fleet.startAggregator()
      _ = try await fleet.startWorker()
      let lock = try await fleet.lockLedger()
      #expect(try await fleet.launch(district.campaign).exit == .code(0))
      try await expectLocked(firstAPI)
      first.terminate()
      #expect(try await first.waitForExit(within: .seconds(30)) == .code(0))
      let (_, api) = try await fleet.startAggregator()
      try await expectLocked(api)
      lock.kill()
      _ = try await fleet.waitUntilComplete(district.campaign.id, api)
      try await district.expectFigures(api)
      #expect(try await api.answer("/readyz").status == 200)
      #expect(try await fleet.verify() == "verified")
    }
  }

  private func expectLocked(_ api: API) async throws {
    let body = try await eventually("the lock shows") { () -> String? in
      let answer = try await api.answer("/readyz")
      return answer.status == 503 && answer.body.contains("database") ? answer.body : nil
    }
    #expect(body.contains("locked"), "\(body)")
  }
}

extension Fleet {
  /// What a command of the aggregator prints that has to succeed.
  fileprivate func ledger(_ command: String, _ arguments: [String]) async throws -> String {
    try await succeed("hazard-aggregator", [command] + arguments)
  }

  /// Holds the ledger's write lock until the process is killed.
  fileprivate func lockLedger() async throws -> ChildProcess {
    let script = """
      import sqlite3, sys, time
      database = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
      database.execute("BEGIN IMMEDIATE")
      print("locked", flush=True)
      time.sleep(600)
      """
    let child = try await ChildProcess(
      "/usr/bin/env", ["python3", "-c", script, database], name: "lock", folder: folder)
    _ = try await eventually("the ledger is locked") { child.standardOutput.contains("locked") ? true : nil }
    return child
  }
}

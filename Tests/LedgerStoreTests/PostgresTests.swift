import Foundation
import Inspection
import Ledger
import LedgerTestSupport
import PostgresLedger
import SQLLedger
import SQLiteLedger
import Synchronization
import TestSupport
import Testing

/// What only a database far away can do: lose the connection, refuse, be another one.
@Suite struct PostgresTests {
  private func withServer(
    _ body: (PostgresServer, String, SampleCampaign) async throws -> Void
  ) async throws {
    let server = try PostgresServer.shared.get()
    let name = server.freshName()
    try server.maintain("CREATE DATABASE \(name)")
    defer { try? server.maintain("DROP DATABASE \(name) WITH (FORCE)") }
    try await body(server, name, SampleCampaign(seed: 51))
  }

  private func open(_ server: PostgresServer, _ name: String) throws -> SQLLedger {
    try SQLLedger(postgres: PostgresAddress(server.address(name)))
  }

  private func endConnections(_ server: PostgresServer, _ name: String) throws {
    try server.maintain(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(name)'")
  }

  /// A server that was restarted meanwhile is no reason to fail.
  @Test func connectionsThatWereLostWhileTheyWaitedAreReplaced() async throws {
    try await withServer { server, name, sample in
      let ledger = try open(server, name)
      let entries = sample.results.map(LedgerEntry.result)
      _ = try await ledger.apply([LedgerSlice("control", from: 0, sample.control)])
      for offset in stride(from: 0, to: entries.count, by: 40) {
        try endConnections(server, name)
        _ = try await ledger.apply([
          LedgerSlice("results", from: Int64(offset), Array(entries[offset..<(offset + 40)]))
        ])
        try endConnections(server, name)
        #expect(try await ledger.campaigns().map(\.taskOutcomes.checked) == [offset + 40])
        #expect(try ledger.position(of: LedgerStream(topic: "results", partition: 0)) == Int64(offset + 40))
      }
      #expect(try await ledger.verify() == [])
    }
  }

  /// The connection is lost when the server has the word to commit: nobody knows then what became of it.
  @Test(arguments: [true, false])
  func anUnknownCommitIsNeitherLostNorDoubled(_ isCommitted: Bool) async throws {
    try await withServer { server, name, sample in
      let proxy = try CuttingProxy(to: server.port)
      defer { proxy.close() }
      let ledger = try SQLLedger(
        postgres: PostgresAddress("postgresql://ledger@127.0.0.1:\(proxy.port)/\(name)?sslmode=disable"))
      let direct = try open(server, name)
      _ = try await ledger.apply([LedgerSlice("control", from: 0, sample.control)])
      let slice = try LedgerSlice("results", from: 0, sample.results.map(LedgerEntry.result))
      proxy.cut(isCommitted ? .afterCommit : .beforeCommit)
      let error = await #expect(throws: PostgresError.self) { try await ledger.apply([slice]) }
      #expect(error?.kind == .connectionLost)
      let isThere = { try direct.position(of: slice.stream) == slice.nextOffset }
      if isCommitted {
        // The server may still be about to do it.
        let end = ContinuousClock.now + .seconds(60)
        while try !isThere(), .now < end { try await Task.sleep(for: .milliseconds(20)) }
        let stale = await #expect(throws: LedgerError.self) { try await ledger.apply([slice]) }
        #expect(stale?.code == .staleOffset)
      } else {
        #expect(try await ledger.apply([slice]).resultsInserted == 120)
      }
      #expect(try isThere())
      #expect(try await direct.campaign("k")?.status.taskOutcomes.checked == 120)
      #expect(try await ledger.verify() == [])
    }
  }

  /// A process is stopped while it sends a transaction: the server waits for the rest, and others not for ever.
  @Test func aWriterThatFallsSilentLosesItsTurn() async throws {
    try await withServer { server, name, sample in
      let (silent, other) = (try open(server, name), try open(server, name))
      _ = try await other.apply([LedgerSlice("control", from: 0, sample.control)])
      let stage = Mutex((hasSent: false, mayGoOn: false))
      let stopped = Task {
        try await silent.database.write { db in
          // More than the client holds back, and nothing that asks for an answer.
          for _ in 1...200 { try db.execute(sql: "SELECT '\(String(repeating: "x", count: 1_000))'") }
          stage.withLock { $0.hasSent = true }
          while !stage.withLock({ $0.mayGoOn }) { Thread.sleep(forTimeInterval: 0.02) }
        }
      }
      defer { stage.withLock { $0.mayGoOn = true } }
      let end = ContinuousClock.now + .seconds(60)
      while !stage.withLock({ $0.hasSent }), .now < end { try await Task.sleep(for: .milliseconds(20)) }
      let slice = try LedgerSlice("results", from: 0, sample.results.map(LedgerEntry.result))
      #expect(try await other.apply([slice]).resultsInserted == 120)
      stage.withLock { $0.mayGoOn = true }
      let error = await #expect(throws: PostgresError.self) { try await stopped.value }
      #expect(error?.kind == .connectionLost)
      #expect(try await other.verify() == [])
    }
  }

  @Test func aLedgerMovesWholeAndGoesOn() async throws {
    try await withServer { server, name, sample in
      try await withTemporaryFolder { folder in
        let file = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
        let entries = sample.results.map(LedgerEntry.result)
        _ = try await file.apply([
          LedgerSlice("control", from: 0, sample.control + [.garbage]),
          LedgerSlice("registers", from: 0, [sample.register]),
          LedgerSlice("results", from: 0, Array(entries[0..<70])),
        ])
        let move = try LedgerMove(into: PostgresAddress(server.address(name)))
        let rows = try await move.rows(of: file)
        let moved = Mutex(0)
        let digest = try await move.move(file) { count in moved.withLock { $0 = count } }
        #expect(moved.withLock { $0 } == rows)
        #expect(digest == (try await file.digest()))
        let ledger = try open(server, name)
        #expect(try await ledger.digest() == digest)
        for store in [file, ledger] {
          _ = try await store.apply([
            LedgerSlice("control", from: 3, [sample.seal, .garbage]),
            LedgerSlice("results", from: 70, Array(entries[70...])),
          ])
          #expect(try await store.verify() == [])
        }
        #expect(try await ledger.digest() == (try await file.digest()))
        let refused = await #expect(throws: LedgerError.self) { try await move.move(file) }
        #expect(refused?.reason.contains("a ledger in the database already") == true)
        #expect(try await ledger.digest() == (try await file.digest()))
      }
    }
  }

  @Test func whatCannotBeReachedIsSaidInOneLine() throws {
    let server = try PostgresServer.shared.get()
    for (address, words) in [
      ("postgresql://ledger@127.0.0.1:1/x", "Connection refused"),
      (server.address("nowhere"), "database \"nowhere\" does not exist"),
      ("postgresql://somebody@127.0.0.1:\(server.port)/postgres", "role \"somebody\" does not exist"),
    ] {
      let error = #expect(throws: PostgresError.self) { try SQLLedger(postgres: PostgresAddress(address)) }
      #expect(error?.kind == .cannotConnect)
      #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
      #expect(error?.description.contains("\n") == false)
    }
    let missing = #expect(throws: LedgerError.self) {
      try SQLLedger(postgres: PostgresAddress(server.address("postgres")), mustExist: true)
    }
    #expect(missing?.code == .fileRefused)
  }

  @Test func aPasswordDoesNotBelongIntoTheAddress() throws {
    for address in [
      "postgresql://u:secret@h/d", "postgresql://u@h/d?password=secret",
    ] {
      let error = #expect(throws: LedgerError.self) { try PostgresAddress(address) }
      #expect(error?.code == .badAddress)
      #expect(error?.reason.contains("secret") == false)
    }
    #expect(
      try PostgresAddress("postgresql://u@h:5/d", password: "secret").description == "database d at h:5")
  }

  @Test func aNewerLedgerIsLeftAlone() async throws {
    try await withServer { server, name, _ in
      let ledger = try open(server, name)
      try await ledger.database.write { db in
        try db.execute(sql: "INSERT INTO schema_version (name) VALUES ('of the future')")
      }
      let error = #expect(throws: LedgerError.self) { try open(server, name) }
      #expect(error?.code == .unknownSchema)
    }
  }
}

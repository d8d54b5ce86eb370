import Foundation
import Ledger
import LedgerTestSupport
import PostgresLedger
import SQLLedger
import Testing

/// Queries go to a hot standby that follows the database; what has to be exact does not.
@Suite struct ReplicaTests {
  @Test func queriesAreAnsweredByTheReplica() async throws {
    let server = try PostgresServer()
    try server.maintain("CREATE DATABASE ledger")
    let standby = try PostgresServer(following: server)
    let sample = SampleCampaign(seed: 71)
    let ledger = try SQLLedger(
      postgres: PostgresAddress(server.address("ledger")), replica: PostgresAddress(standby.address("ledger"))
    )
    let entries = sample.results.map(LedgerEntry.result)
    func checked() async throws -> Int? { try await ledger.campaigns().first?.taskOutcomes.checked }

    _ = try await ledger.apply([LedgerSlice("control", from: 0, sample.control)])
    _ = try await ledger.apply([LedgerSlice("results", from: 0, Array(entries[0..<60]))])
    // Until it has followed that far, it has no tables.
    try await waitFor { (try? await checked()) == 60 }

    // It stands still: queries answer as of then, positions, digests and checks do not.
    try standby.maintain("SELECT pg_wal_replay_pause()")
    let before = try await ledger.digest()
    _ = try await ledger.apply([LedgerSlice("results", from: 60, Array(entries[60...]))])
    #expect(try await checked() == 60)
    #expect(try ledger.position(of: LedgerStream(topic: "results", partition: 0)) == 120)
    #expect(try await ledger.digest() != before)
    #expect(try await ledger.verify() == [])

    try standby.maintain("SELECT pg_wal_replay_resume()")
    try await waitFor { try await checked() == 120 }
  }

  private func waitFor(_ condition: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(60)
    while try await !condition() {
      try #require(.now < end, "the replica does not follow")
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}

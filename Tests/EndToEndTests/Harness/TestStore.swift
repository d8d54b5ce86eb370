import Foundation
import LedgerTestSupport
import Testing

/// Where the tests' ledgers are: in files, or, with `HAZARDFLEET_TEST_STORE=postgresql` in the environment, in databases
/// of a PostgreSQL server. There every fleet has two aggregators that share one, and four workers.
enum TestStore: String, CaseIterable {
  case sqlite
  case postgresql

  static func current() throws -> TestStore {
    guard let name = ProcessInfo.processInfo.environment["HAZARDFLEET_TEST_STORE"], !name.isEmpty else {
      return .sqlite
    }
    guard let store = TestStore(rawValue: name) else {
      throw Trouble("HAZARDFLEET_TEST_STORE is \(name); it may be sqlite or postgresql")
    }
    return store
  }

  /// Runs a body with the place of a ledger that is not there yet, as --database takes it, and removes what there is then.
  static func withLedger<Value>(
    in folder: URL, _ body: (String) async throws -> Value
  ) async throws -> Value {
    guard try current() == .postgresql else { return try await body(folder.path + "/ledger.sqlite") }
    let server = try PostgresServer.shared.get()
    let name = server.freshName()
    try server.maintain("CREATE DATABASE \(name)")
    defer { try? server.maintain("DROP DATABASE \(name) WITH (FORCE)") }
    return try await body(server.address(name))
  }
}

extension Trait where Self == ConditionTrait {
  /// What the test shows, only a ledger in a file has: backups, SQLite's lock.
  static var ofLedgersInFiles: ConditionTrait {
    .enabled("ledgers are in files") { try TestStore.current() == .sqlite }
  }
}

package import Foundation
package import PostgresLedger
package import SQLLedger
import SQLiteLedger
import Synchronization
package import Testing

/// Where the ledgers of a test are kept.
package enum LedgerKind: String, Sendable, CaseIterable {
  case sqlite
  case postgres

  @TaskLocal package static var current = LedgerKind.sqlite
  @TaskLocal fileprivate static var databases = DatabaseNames()

  /// Opens the ledger of a name, or creates it. Whoever opens the name again within the test opens the same ledger.
  package static func open(
    _ path: String, busyTimeout: TimeInterval = 10, isScratch: Bool = false
  ) throws -> SQLLedger {
    switch current {
    case .sqlite: try SQLLedger(path: path, busyTimeout: busyTimeout, isScratch: isScratch)
    case .postgres: try SQLLedger(postgres: address(path))
    }
  }

  /// The PostgreSQL database that a name of `open` stands for.
  package static func address(_ path: String) throws -> PostgresAddress {
    let server = try PostgresServer.shared.get()
    return try PostgresAddress(server.address(try databases.name(of: path, on: server)))
  }

  /// Changes what a ledger would never change.
  package static func damage(_ ledger: SQLLedger, _ sql: String) async throws {
    if current == .sqlite {
      try await ledger.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA foreign_keys = OFF") }
    }
    try await ledger.database.write { try $0.execute(sql: sql) }
    if current == .sqlite {
      try await ledger.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA foreign_keys = ON") }
    }
  }
}

/// The databases that a test has made, by the names that it gave them.
private final class DatabaseNames: Sendable {
  private let names = Mutex<[String: String]>([:])

  func name(of path: String, on server: PostgresServer) throws -> String {
    try names.withLock { names in
      if let name = names[path] { return name }
      let name = server.freshName()
      try server.maintain("CREATE DATABASE \(name)")
      names[path] = name
      return name
    }
  }

  func drop() {
    guard case .success(let server) = PostgresServer.shared else { return }
    names.withLock { names in
      for name in names.values { try? server.maintain("DROP DATABASE \(name) WITH (FORCE)") }
      names.removeAll()
    }
  }
}

/// Runs each test once with its ledgers in SQLite and once with them in PostgreSQL.
package struct EveryLedger: SuiteTrait, TestTrait, TestScoping {
  package var isRecursive: Bool { true }

  /// PostgreSQL starts a process for each connection.
  private static let turns = Turns(6)

  package func scopeProvider(for test: Test, testCase: Test.Case?) -> EveryLedger? {
    testCase == nil ? nil : self
  }

  package func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await LedgerKind.$current.withValue(.sqlite) { try await function() }
    try await Self.turns.take {
      let databases = DatabaseNames()
      defer { databases.drop() }
      try await LedgerKind.$current.withValue(.postgres) {
        try await LedgerKind.$databases.withValue(databases) { try await function() }
      }
    }
  }
}

extension Trait where Self == EveryLedger {
  /// Runs each test once with its ledgers in SQLite and once with them in PostgreSQL.
  package static var everyLedger: EveryLedger { EveryLedger() }
}

/// Lets so many bodies run at a time.
private final class Turns: Sendable {
  private struct State {
    var free: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>

  init(_ count: Int) {
    state = Mutex(State(free: count))
  }

  func take(_ body: () async throws -> Void) async throws {
    await withCheckedContinuation { continuation in
      let mayGo = state.withLock { state in
        if state.free > 0 {
          state.free -= 1
          return true
        }
        state.waiting.append(continuation)
        return false
      }
      if mayGo { continuation.resume() }
    }
    defer {
      let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
        if state.waiting.isEmpty {
          state.free += 1
          return nil
        }
        return state.waiting.removeFirst()
      }
      next?.resume()
    }
    try await body()
  }
}

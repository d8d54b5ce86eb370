import Foundation
import GRDB
import Ledger
package import SQLLedger

/// Copies of a ledger.
package enum LedgerBackup {
  /// Writes a ledger, as it stands at one moment, into a new file, while others go on writing it.
  ///
  /// - Throws: `LedgerError` with code `fileRefused` when the file exists already, or the ledger is in no file.
  package static func write(_ ledger: SQLLedger, into path: String) throws {
    guard let database = ledger.database as? SQLiteDatabase else {
      throw LedgerError(.fileRefused, "only a ledger in a file is copied like this")
    }
    let file = try NewFile(path)
    try copy(database.pool, into: file.draft)
    try file.finish()
  }

  /// Puts a backup in a ledger's place, after it was checked.
  ///
  /// - Parameter replacing: whether a ledger that is there already gives way.
  /// - Returns: what is wrong with the backup, in words; the ledger is as it was then. Empty when it was restored.
  /// - Throws: `LedgerError` with code `fileRefused` when there is no such backup, when it is none, or when the ledger
  ///   must not be replaced or is in use.
  package static func restore(from backup: String, to path: String, replacing: Bool) async throws -> [String]
  {
    guard FileManager.default.fileExists(atPath: backup) else {
      throw LedgerError(.fileRefused, "there is no backup at \(backup)")
    }
    let file = try NewFile(path, replacing: replacing)
    do {
      try read(backup, into: file.draft)
      let broken = try await check(file.draft)
      if broken.isEmpty {
        try requireUnused(path)
        try file.finish()
      } else {
        try file.discard()
      }
      return broken
    } catch {
      try file.discard()
      throw error
    }
  }

  private static func read(_ backup: String, into draft: String) throws {
    var configuration = Configuration()
    configuration.readonly = true
    do {
      let source = try DatabaseQueue(path: backup, configuration: configuration)
      guard try source.read({ try $0.tableExists("log") }) else {
        throw LedgerError(.fileRefused, "\(backup) is no ledger")
      }
      try copy(source, into: draft)
    } catch let error as DatabaseError {
      throw LedgerError(.fileRefused, "\(backup) cannot be read as a ledger: \(error)")
    }
  }

  /// In one step, which is one snapshot of the source.
  private static func copy(_ source: any DatabaseReader, into path: String) throws {
    let copy = try DatabaseQueue(path: path)
    try source.backup(to: copy)
    try copy.close()
  }

  private static func check(_ path: String) async throws -> [String] {
    let ledger = try SQLLedger(path: path)
    let damage = try await ledger.database.read { db in
      try String.fetchAll(db, sql: "PRAGMA integrity_check(10)").filter { $0 != "ok" }
    }
    let broken = damage.isEmpty ? try await ledger.verify() : damage
    try ledger.close()
    return broken
  }

  /// A ledger can leave the write-ahead mode only while nobody else has it open.
  private static func requireUnused(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    var configuration = Configuration()
    configuration.busyMode = .timeout(1)
    do {
      let ledger = try DatabaseQueue(path: path, configuration: configuration)
      let mode = try ledger.writeWithoutTransaction {
        try String.fetchOne($0, sql: "PRAGMA journal_mode = DELETE")
      }
      try ledger.close()
      if mode == "delete" { return }
    } catch let error as DatabaseError where error.resultCode != .SQLITE_BUSY {
      // A damaged one is in nobody's use, and the reason why it is to be replaced.
      return
    } catch is DatabaseError {}
    throw LedgerError(.fileRefused, "\(path) is in use; stop the aggregator first")
  }
}

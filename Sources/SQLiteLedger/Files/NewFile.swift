import Foundation
import GRDB
import Ledger

/// A database file that appears under its name when it is whole, and not before.
package struct NewFile: Sendable {
  package let path: String
  /// Where it is written until then.
  package var draft: String { path + ".partial" }

  /// - Throws: `LedgerError` with code `fileRefused` when there is a file of that name and it must not be replaced.
  package init(_ path: String, replacing: Bool = false) throws {
    self.path = path
    if !replacing, FileManager.default.fileExists(atPath: path) {
      throw LedgerError(.fileRefused, "\(path) exists already, and is not overwritten")
    }
    try discard()
  }

  /// Takes the draft away.
  package func discard() throws {
    for suffix in [""] + Self.companions { try Self.remove(draft + suffix) }
  }

  /// Forces the draft to the disk and gives it its name. Nobody may have it open any more.
  package func finish() throws {
    try settle()
    try Self.force(draft)
    for suffix in Self.companions { try Self.remove(path + suffix) }
    guard rename(draft, path) == 0 else {
      throw LedgerError(.fileRefused, "\(draft) cannot be renamed: \(String(cString: strerror(errno)))")
    }
    try Self.force(URL(fileURLWithPath: path).deletingLastPathComponent().path)
  }

  /// Takes the draft out of the write-ahead mode: all of it is in one file then.
  private func settle() throws {
    let database = try DatabaseQueue(path: draft)
    let mode = try database.writeWithoutTransaction {
      try String.fetchOne($0, sql: "PRAGMA journal_mode = DELETE")
    }
    try database.close()
    guard mode == "delete" else { throw LedgerError(.fileRefused, "\(draft) is in use") }
  }

  /// What SQLite keeps beside a database that is in use. It must never meet another database of that name.
  private static let companions = ["-wal", "-shm", "-journal"]

  private static func remove(_ path: String) throws {
    if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
  }

  private static func force(_ path: String) throws {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else {
      throw LedgerError(.fileRefused, "\(path) cannot be opened: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw LedgerError(
        .fileRefused, "\(path) cannot be forced to the disk: \(String(cString: strerror(errno)))")
    }
  }
}

import ArgumentParser
import Foundation
import Ledger
import ProgramSupport
import SQLLedger
import SQLiteLedger

/// The ledger that a command looks into.
struct LedgerOptions: ParsableArguments {
  @Option(help: "The ledger's SQLite file.")
  var database: String

  func open() throws -> SQLLedger { try SQLLedger(existing: database) }
}

extension SQLLedger {
  /// - Throws: with exit code 1 when there is no such file: looking must not create one.
  convenience init(existing path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      StandardError.write("there is no ledger at \(path)\n")
      throw ExitCode(ProgramExit.failure)
    }
    try self.init(path: path)
  }
}

enum LedgerCommand {
  /// An invariant is broken, or two digests differ.
  static let broken: Int32 = 3

  /// Runs a command's body; a file that was refused is told in words, with the exit code of wrong input.
  static func reporting(_ body: () async throws -> Void) async throws {
    do {
      try await ProgramExit.reporting(body)
    } catch let error as LedgerError where error.code == .fileRefused {
      StandardError.write("\(error.reason)\n")
      throw ExitCode(ProgramExit.badInput)
    }
  }
}

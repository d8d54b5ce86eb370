import ArgumentParser
import Foundation
import Ledger
import ProgramSupport
import SQLiteLedger

/// The ledger that a command looks into.
struct LedgerOptions: ParsableArguments {
  @Option(help: "The ledger's SQLite file.")
  var database: String

  /// - Throws: with exit code 1 when there is no such file: looking must not create one.
  func open() throws -> SQLiteLedger {
    guard FileManager.default.fileExists(atPath: database) else {
      StandardError.write("there is no ledger at \(database)\n")
      throw ExitCode(ProgramExit.failure)
    }
    return try SQLiteLedger(path: database)
  }
}

struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check the ledger's invariants; it may be running meanwhile.",
    discussion: "Prints what is broken, one line each, and exits with 3; prints \"verified\" otherwise.")

  @OptionGroup var ledger: LedgerOptions

  func run() async throws {
    let broken = try await ledger.open().verify()
    guard broken.isEmpty else {
      print(broken.joined(separator: "\n"))
      throw ExitCode(3)
    }
    print("verified")
  }
}

struct DigestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest",
    abstract: "Print the SHA-256 of all that the ledger says: equal ledgers have equal digests.")

  @OptionGroup var ledger: LedgerOptions

  func run() async throws {
    print(try await ledger.open().digest())
  }
}

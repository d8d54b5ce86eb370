import ArgumentParser
import Fleet
import Foundation
import Ledger
import PostgresLedger
import ProgramSupport
import SQLLedger
import SQLiteLedger

/// The ledger that a command looks into.
struct LedgerOptions: ParsableArguments {
  @Option(help: LedgerLocation.help)
  var database: String

  @OptionGroup var secret: DatabaseSecret

  func open() throws -> SQLLedger { try LedgerLocation(database, secret.passwordFile).openExisting() }
}

/// How a PostgreSQL server knows us.
struct DatabaseSecret: ParsableArguments {
  @Option(
    name: .customLong("database-password-file"),
    help: ArgumentHelp(Settings.databasePasswordFile.about.optionHelp, valueName: "file"))
  var passwordFile: String?
}

/// Where a ledger is kept.
enum LedgerLocation {
  case file(String)
  case server(PostgresAddress)

  static let help: ArgumentHelp = "The ledger: a SQLite file, or postgresql://user@host/database."

  /// - Throws: `LedgerError` for an address or a file with a password that cannot be one.
  init(_ text: String, _ passwordFile: String?) throws {
    guard PostgresAddress.isMeant(by: text) else {
      self = .file(text)
      return
    }
    self = .server(try PostgresAddress(text, password: try passwordFile.map(Self.password)))
  }

  /// The first line.
  private static func password(in path: String) throws -> String {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8),
      let line = text.split(whereSeparator: \.isNewline).first
    else { throw LedgerError(.badAddress, "\(path) holds no password that can be read") }
    return String(line)
  }

  /// Opens the ledger, or creates it.
  ///
  /// - Parameter replica: where queries go, of a ledger in PostgreSQL.
  func open(replica: LedgerLocation? = nil) throws -> SQLLedger {
    switch (self, replica) {
    // The writer waits for a locked database itself, and says so.
    case (.file(let path), nil): try SQLLedger(path: path, busyTimeout: 2)
    case (.server(let address), nil): try SQLLedger(postgres: address)
    case (.server(let address), .server(let replica)): try SQLLedger(postgres: address, replica: replica)
    default: throw LedgerError(.badAddress, "a replica is another PostgreSQL database's address")
    }
  }

  /// - Throws: when there is no ledger, with exit code 1 for a file: looking must not create one.
  func openExisting() throws -> SQLLedger {
    switch self {
    case .file(let path): return try SQLLedger(existing: path)
    case .server(let address): return try SQLLedger(postgres: address, mustExist: true)
    }
  }
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
  /// The records are of a later release (EX_PROTOCOL).
  static let outdated: Int32 = 76

  /// Runs a command's body. A file that was refused, and a database that cannot be had, are told in words, with the exit
  /// code that fits.
  static func reporting(_ body: () async throws -> Void) async throws {
    do {
      try await ProgramExit.reporting(body)
    } catch let error as NewerRecord {
      StandardError.write("\(error)\n")
      throw ExitCode(outdated)
    } catch let error as LedgerError where error.code == .fileRefused || error.code == .badAddress {
      StandardError.write("\(error.reason)\n")
      throw ExitCode(ProgramExit.badInput)
    } catch let error as PostgresError {
      StandardError.write("\(error)\n")
      let code =
        switch error.kind {
        case .cannotConnect, .connectionLost: ProgramExit.unavailable
        case .unsuitable: ProgramExit.badInput
        case .statement: ProgramExit.failure
        }
      throw ExitCode(code)
    }
  }
}

import ArgumentParser
import ProgramSupport
import SQLLedger

struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check the ledger's invariants; it may be running meanwhile.",
    discussion: "Prints what is broken, one line each, and exits with 3; prints \"verified\" otherwise.")

  @OptionGroup var ledger: LedgerOptions

  func run() async throws {
    let broken = try await ledger.open().verify()
    guard broken.isEmpty else {
      print(broken.joined(separator: "\n"))
      throw ExitCode(LedgerCommand.broken)
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

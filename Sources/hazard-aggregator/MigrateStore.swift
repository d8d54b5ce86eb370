import ArgumentParser
import Ledger
import PostgresLedger
import ProgramSupport
import SQLLedger

struct MigrateStore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate-store",
    abstract: "Move a ledger from its SQLite file into PostgreSQL.",
    discussion: """
      Stop the aggregator before. Every row is copied into a database without a ledger, in one transaction that \
      ends with comparing the digests of both: all of it is there afterwards, or nothing. The file stays as it is. \
      The aggregator goes on where it stopped when it is started with the new address.

      EXAMPLES:
        createdb --encoding=UTF8 hazardfleet
        hazard-aggregator migrate-store --from ledger.sqlite --to postgresql://ledger@db.example.org/hazardfleet
      """)

  @Option(help: ArgumentHelp("The ledger's SQLite file.", valueName: "file"))
  var from: String

  @Option(help: ArgumentHelp("The database, as postgresql://user@host/database.", valueName: "address"))
  var to: String

  @OptionGroup var secret: DatabaseSecret

  func run() async throws {
    try await LedgerCommand.reporting {
      guard case .file(let path) = try LedgerLocation(from, nil),
        case .server(let address) = try LedgerLocation(to, secret.passwordFile)
      else {
        throw LedgerError(.badAddress, "a ledger moves from a SQLite file to a postgresql:// address")
      }
      let ledger = try SQLLedger(existing: path)
      let move = try LedgerMove(into: address)
      let total = try await move.rows(of: ledger)
      let progress = ProgressBar("moving", unit: "rows", total: total)
      let digest = try await move.move(ledger) { progress.update($0) }
      progress.finish(total)
      print("moved    \(address.description)")
      print("digest   \(digest)")
    }
  }
}

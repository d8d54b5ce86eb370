import ArgumentParser
import ProgramSupport
import SQLLedger
import SQLiteLedger

struct Backup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Copy the ledger into one file; it may be running meanwhile.",
    discussion: """
      The copy is the ledger as it stood at one moment, and a single file that can be carried anywhere.

      EXAMPLES:
        hazard-aggregator backup --database ledger.sqlite --into backup-$(date +%F).sqlite
        hazard-aggregator verify --database backup-2026-11-02.sqlite
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(help: ArgumentHelp("The new file; one that exists is not overwritten.", valueName: "file"))
  var into: String

  func run() async throws {
    try await LedgerCommand.reporting {
      try LedgerBackup.write(try ledger.open(), into: into)
      print("backed up into \(into)")
    }
  }
}

struct Restore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put a backup in the ledger's place.",
    discussion: """
      The backup is checked first, page by page and by the ledger's invariants; when something is broken, that is \
      printed, nothing changes, and the exit code is 3. Stop the aggregator before. When it starts again it reads \
      what came after the backup from the topics; what they have lost meanwhile, `hazard-producer reconcile` sends \
      anew.

      EXAMPLES:
        hazard-aggregator restore --from backup-2026-11-02.sqlite --database ledger.sqlite
        hazard-aggregator restore --from backup-2026-11-02.sqlite --database ledger.sqlite --force
      """)

  @Option(help: ArgumentHelp("The backup.", valueName: "file"))
  var from: String

  @Option(help: "The ledger's SQLite file.")
  var database: String

  @Flag(help: "Replace the ledger that is there.")
  var force = false

  func run() async throws {
    try await LedgerCommand.reporting {
      let broken = try await LedgerBackup.restore(from: from, to: database, replacing: force)
      guard broken.isEmpty else {
        print(broken.joined(separator: "\n"))
        StandardError.write("\(from) is damaged; nothing was restored\n")
        throw ExitCode(LedgerCommand.broken)
      }
      print("restored \(database)")
    }
  }
}

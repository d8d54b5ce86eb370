import ArgumentParser
import Fleet
import Ledger
import LedgerIntake
import Logging
import ProgramSupport
import SQLLedger
import SQLiteLedger

struct Rebuild: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make the ledger anew, from its own log or from the topics.",
    discussion: """
      The ledger keeps every record that it was ever given. With --database, all of them are applied once more to a \
      new file, and the digests of both are printed: they are equal, or something is wrong with one of them (exit \
      code 3). The ledger may be running meanwhile.

      With --from-topics, control, registers and results are read from their beginnings to their present ends \
      instead, without joining the aggregators' group. That needs no ledger, and gives what the topics still hold. \
      With --database as well, the digests are compared; they differ while a campaign is under way.

      EXAMPLES:
        hazard-aggregator rebuild --database ledger.sqlite --into rebuilt.sqlite
        hazard-aggregator rebuild --from-topics --into rebuilt.sqlite --bootstrap 127.0.0.1:9092
      """)

  @OptionGroup var options: FleetOptions

  @Option(help: LedgerLocation.help)
  var database: String?

  @OptionGroup var secret: DatabaseSecret

  @Flag(help: "Read the topics, not the ledger's log.")
  var fromTopics = false

  @Option(
    help: ArgumentHelp("The new ledger, in SQLite; a file that exists is not overwritten.", valueName: "file")
  )
  var into: String

  func validate() throws {
    if database == nil, !fromTopics {
      throw ValidationError("Name the ledger with --database, or use --from-topics.")
    }
  }

  func run() async throws {
    try await LedgerCommand.reporting {
      let configuration = try options.start()
      let ledger = try database.map { try LedgerLocation($0, secret.passwordFile).openExisting() }
      let file = try NewFile(into)
      let database = try SQLiteDatabase(path: file.draft, isScratch: true)
      let rebuilt = SQLLedger(database)
      let digests: (ledger: String?, rebuilt: String)
      do {
        let indexes = try PostponedIndexes(of: database)
        let expected = try await fill(rebuilt, from: ledger, configuration)
        async let made: Void = indexes.make()
        digests = (expected, try await rebuilt.digest())
        try await made
        try rebuilt.close()
      } catch {
        try? rebuilt.close()
        try file.discard()
        throw error
      }
      try file.finish()
      try report(digests.rebuilt, expected: digests.ledger)
    }
  }

  /// - Returns: the digest that the rebuilt ledger should have; nil when there is nothing to compare with.
  private func fill(
    _ rebuilt: SQLLedger, from ledger: SQLLedger?, _ configuration: Configuration
  ) async throws -> String? {
    if let ledger, !fromTopics {
      return try await replay(ledger, into: rebuilt)
    }
    let reader = TopicReader(
      fleet: try configuration.fleet(), store: rebuilt, logger: Logger(label: "rebuild"))
    try await reader.run()
    return try await ledger?.digest()
  }

  /// Applies the log once more while the digest of the ledger is made.
  private func replay(_ ledger: SQLLedger, into rebuilt: SQLLedger) async throws -> String {
    let (ends, end) = AsyncStream.makeStream(of: (last: Int64, records: Int).self)
    async let state = {
      defer { end.finish() }
      return try await ledger.logState { end.yield(($0, $1)) }
    }()
    for await found in ends {
      let progress = ProgressBar("rebuilding", unit: "records", total: found.records)
      try await LedgerRebuild.replay(ledger, through: found.last, into: rebuilt) { progress.update($0) }
      progress.finish(found.records)
    }
    return try await state.digest
  }

  private func report(_ digest: String, expected: String?) throws {
    if let expected { print("ledger   \(expected)") }
    print("rebuilt  \(digest)")
    guard let expected, expected != digest else { return }
    StandardError.write("the digests differ; \(into) holds the rebuilt ledger\n")
    throw ExitCode(LedgerCommand.broken)
  }
}

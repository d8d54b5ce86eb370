import ArgumentParser

@main
struct HazardAggregator: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hazard-aggregator",
    abstract: "Keeps the ledger: every result counted once, every hazard followed until its verified end.",
    discussion: """
        hazard-aggregator run --bootstrap 127.0.0.1:9092 --database ledger.sqlite --listen 127.0.0.1:8480
        hazard-aggregator verify --database ledger.sqlite
        hazard-aggregator backup --database ledger.sqlite --into backup.sqlite
        hazard-aggregator restore --from backup.sqlite --database ledger.sqlite
        hazard-aggregator token create --database ledger.sqlite --name "Li Na" --role inspector
        hazard-aggregator rebuild --database ledger.sqlite --into rebuilt.sqlite

      Exit codes: 0 done, 1 failed, 2 the configuration is wrong or a file stands in the way, 3 an invariant is
      broken or digests differ, 64 wrong usage, 69 the Kafka cluster cannot be reached.
      """,
    subcommands: [
      Run.self, Verify.self, DigestCommand.self, Rebuild.self, Backup.self, Restore.self,
      Token.self,
    ], defaultSubcommand: Run.self)
}

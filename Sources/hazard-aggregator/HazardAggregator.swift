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
        hazard-aggregator migrate-store --from ledger.sqlite --to postgresql://ledger@db.example.org/hazardfleet

      Exit codes: 0 done, 1 failed, 2 the configuration is wrong or a file stands in the way, 3 an invariant is
      broken or digests differ, 64 wrong usage, 69 the Kafka cluster or the database cannot be reached,
      76 the topics hold records of a later release, 77 the cluster refuses the login or lacks the right.
      """,
    subcommands: [
      Run.self, Verify.self, DigestCommand.self, Rebuild.self, Backup.self, Restore.self, MigrateStore.self,
      Token.self,
    ], defaultSubcommand: Run.self)
}

import ArgumentParser
import Fleet
import Kafka
import Logging
import ProgramSupport

struct Topics: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Create the fleet's topics, or say how they differ from the configuration.",
    discussion: """
      Topics that exist are left as they are, so that the right to create topics is only needed where one is missing.

      EXAMPLES:
        On a cluster of three brokers or more
          hazard-producer topics --config config/cluster.yaml
      """)

  @OptionGroup var options: FleetOptions

  func run() async throws {
    try await ProgramExit.reporting {
      let file = try options.start()
      let fleet = try file.fleet()
      let created = try await fleet.withAdmin(logger: Logger(label: "producer")) { admin in
        try await fleet.topics.prepare(admin)
      }
      for (name, outcome) in created.sorted(by: { $0.key < $1.key }) { print("\(name): \(outcome)") }
    }
  }
}

import ArgumentParser
import Fleet
import Kafka
import Logging
import ProgramSupport

struct DLQ: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dlq",
    abstract: "See the tasks that could not be checked, and deal with them.",
    discussion: """
      A task that still fails after its last retry, or that cannot be read at all, goes to the dead letter topic and \
      its seq ends as dead, so that the campaign's totals close. A letter's id is PARTITION-OFFSET of that topic. \
      Letters stay there; one that was redriven or dropped is marked as handled and no longer shown.

      EXAMPLES:
        What is there?
          hazard-producer dlq list --bootstrap kafka:9092
        One by one, of one kind
          hazard-producer dlq list --letters --campaign autumn-2026 --error timeout
        Why exactly?
          hazard-producer dlq show 2-117
        The cause is mended: send them again
          hazard-producer dlq redrive --campaign autumn-2026 --error timeout --dry-run
          hazard-producer dlq redrive --campaign autumn-2026 --error timeout
        They are not worth it: leave their seqs dead
          hazard-producer dlq drop --error malformed
      """,
    subcommands: [DLQList.self, DLQShow.self, DLQRedrive.self, DLQDrop.self])
}

/// Which letters a command is about.
struct LetterOptions: ParsableArguments {
  @Option(help: "Only letters of this campaign's tasks.")
  var campaign: String?

  @Option(name: .customLong("error"), help: "Only letters with this kind of error, as dlq list names it.")
  var errorClass: String?

  var filter: DeadLetterFilter { DeadLetterFilter(campaign: campaign, errorClass: errorClass) }
}

extension DeadLetterID: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(argument)
  }
}

/// Reads the dead letter topic for a command.
struct DeadLetterDesk {
  let fleet: FleetConfiguration
  let logger: Logger
  var topic: DeadLetterTopic { DeadLetterTopic(configuration: fleet, logger: logger) }

  init(_ options: FleetOptions) throws {
    // Starting says where the log goes and how much of it: what was made before would not know.
    let file = try options.start()
    logger = Logger(label: "producer")
    fleet = try file.fleet()
  }

  func extent() async throws -> DeadLetterTopic.Extent {
    try await fleet.withAdmin(logger: logger) { try await topic.extent($0) }
  }
}

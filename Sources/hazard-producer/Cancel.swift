import ArgumentParser
import Fleet
import Inspection
import Logging
import ProgramSupport

struct Cancel: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Stop a campaign: no task of it is started any more, and its totals close.",
    discussion: """
      Workers end the tasks that they have not started as cancelled; of a campaign that is not launched to its end, \
      this command ends the rest itself. Results that come in after that are kept apart. A cancelled campaign stays \
      cancelled. Running the command again does no harm: it writes what is missing.

      EXAMPLES:
        hazard-producer cancel autumn-2026 --reason "wrong checklist" --bootstrap kafka:9092
        See it close
          hazardctl campaign autumn-2026 --wait

      Exit code 2: there is no such campaign.
      """)

  @Argument(help: "The campaign's id.")
  var campaign: String

  @Option(help: "Why, for the record.")
  var reason: String

  @OptionGroup var person: PersonOption
  @OptionGroup var options: FleetOptions

  func validate() throws {
    let isBlank = reason.allSatisfy(\.isWhitespace)
    if isBlank { throw ValidationError("--reason must not be empty") }
  }

  func run() async throws {
    try await ProgramExit.reporting {
      let file = try options.start()
      let canceller = CampaignCanceller(fleet: try file.fleet(), logger: Logger(label: "producer"))
      print(
        try await canceller.cancel(
          CampaignCancellation(
            campaign: campaign, cancelledAt: .now, person: person.name, reason: reason)))
    }
  }
}

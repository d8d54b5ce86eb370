import ArgumentParser
import Fleet
import Foundation
import Inspection
import InspectionFormats
import Kafka
import Logging
import Planning
import ProgramSupport

struct Launch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Send a campaign's tasks to the fleet.",
    discussion: """
      All inputs are checked before anything is sent. An interrupted launch is run again with the same \
      command: it sends the same tasks, goes on where the broker has acknowledged them, and the ledger counts \
      none twice. A campaign that was sealed is left alone; one that was cancelled is refused, and a launch that is \
      running stops when its campaign is cancelled.

      EXAMPLES:
        Launch, at most 2000 tasks a second
          hazard-producer launch campaign.yaml --bootstrap kafka:9092 --rate 2000
        Never let more than 100,000 tasks wait for the workers
          hazard-producer launch campaign.yaml --bootstrap kafka:9092 --max-backlog 100000
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var options: FleetOptions

  @OptionGroup var pace: RateOption

  @Option(
    help: """
      Hold sending while more than this many tasks wait for the workers, so that the topics do not fill up and \
      another campaign's tasks get their turn.
      """)
  var maxBacklog: Int?

  func validate() throws {
    if let maxBacklog, maxBacklog < 1 { throw ValidationError("--max-backlog must be at least 1") }
  }

  func run() async throws {
    try await ProgramExit.reporting {
      let file = try options.start()
      let fleet = try file.fleet()
      let inputs = try input.load()
      let spool = try TaskSpool()
      let plan = try inputs.plan(into: spool)
      let logger = Logger(label: "producer")
      do {
        let said = try await LaunchTrace.with(file, plan, logger: logger) { trace in
          let launcher = CampaignLauncher(
            fleet: fleet, plan: plan, inputs: inputs, rate: pace.rate, maxBacklog: maxBacklog, trace: trace,
            logger: logger)
          return try await launcher.launch(try spool.makeReader())
        }
        print(said)
      } catch let stopped as CampaignCancelled {
        StandardError.write("\(stopped)\n")
        throw ExitCode(ProgramExit.failure)
      }
    }
  }
}

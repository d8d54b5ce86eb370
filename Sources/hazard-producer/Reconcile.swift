import ArgumentParser
import HazardctlKit
import InspectionFormats
import Logging
import Planning
import ProgramSupport

struct Reconcile: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Send just those tasks of a launched campaign again that the ledger has no outcome of.",
    discussion: """
      For when tasks or results got lost: the broker lost data, topics were deleted and created again, a task could \
      not even be read. The ledger says which seqs are missing; their tasks are planned again from the same inputs. \
      Other inputs than the campaign was launched with are refused. What Kafka does not know of the campaign any more \
      is announced again. Of a cancelled campaign the missing tasks are ended as cancelled instead.

      Tasks that are only on their way count as missing, too: let the fleet finish first. Sending one twice costs \
      time, but is counted once.

      EXAMPLES:
        What is missing?
          hazard-producer reconcile campaign.yaml --api http://ledger:8480 --bootstrap kafka:9092 --dry-run
        Send it again, and with it what ended in the dead letters
          hazard-producer reconcile campaign.yaml --api http://ledger:8480 --bootstrap kafka:9092 --dead

      Exit codes: 1 the API does not answer, 2 the inputs are others or the campaign was never launched.
      """)

  @OptionGroup var input: InputOptions

  @OptionGroup var address: LedgerAddressOption

  @Flag(help: "Send those again, too, that ended as dead, as a higher generation.")
  var dead = false

  @Flag(help: "Say what would be sent, and send nothing.")
  var dryRun = false

  @OptionGroup var pace: RateOption

  @OptionGroup var options: FleetOptions

  func run() async throws {
    try await ProgramExit.reporting {
      let file = try options.start()
      let fleet = try file.fleet()
      let ledger = try address.client
      let inputs = try input.load()
      let spool = try TaskSpool()
      let plan = try inputs.plan(into: spool)
      let reconciler = CampaignReconciler(
        fleet: fleet, ledger: ledger, plan: plan, inputs: inputs, includesDead: dead, isDryRun: dryRun,
        rate: pace.rate, logger: Logger(label: "producer"))
      print(
        try await LedgerClient.reporting { try await reconciler.reconcile(try spool.makeReader()) })
    }
  }
}

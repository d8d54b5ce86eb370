import ArgumentParser
import Fleet
import Foundation
import HazardctlKit
import Inspection
import InspectionFormats
import Logging
import Planning
import ProgramSupport
import Schedules

struct ScheduleLaunch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "launch",
    abstract: "Launch what is due and was not launched yet.",
    discussion: """
      Each occurrence is launched as a campaign of its own. Run it as often as you like: an occurrence that was \
      launched is left alone, and one whose launch was interrupted is finished. Of a schedule with grades, each \
      occurrence takes the sites that have its colour now; the ledger's API or --colours says which. Sites without an \
      open hazard count as blue.

      In the campaign file, {occurrence} in a path of observations stands for the local time, such as 20261102T0900.

      Exit codes: 0 also when nothing was due; 1 when the API does not answer, 2 when the input is wrong.
      """)

  @OptionGroup var input: ScheduleOptions

  @Option(help: "What the clock says (default: now).")
  var at: String?

  @Flag(help: "Launch missed occurrences, too; all their inspections count as late.")
  var missed = false

  @Option(help: "With --missed: leave out what was to be launched before this time.")
  var since: String?

  @Option(
    help: ArgumentHelp(
      "A file with a line \"site,colour\" for each site, instead of the API.", valueName: "file"))
  var colours: String?

  @OptionGroup var address: LedgerAddressOption

  @Option(help: "A folder that the files named in the campaign are looked up in first.")
  var data: String?

  @OptionGroup var pace: RateOption

  @OptionGroup var options: FleetOptions

  func run() async throws {
    try await ProgramExit.reporting {
      let file = try options.start()
      let fleet = try file.fleet()
      let logger = Logger(label: "producer")
      let schedule = try input.read()
      let now = try at.map { try ScheduleTime.read($0, of: schedule, "--at") } ?? .now
      let first = try since.map { try ScheduleTime.read($0, of: schedule, "--since") }
      _ = try await fleet.withAdmin(logger: logger) { try await fleet.topics.prepare($0) }
      let control = try await ControlReader.snapshot(configuration: fleet, logger: logger)
      let open = schedule.begun(by: now, since: first).filter { occurrence in
        let phase = OccurrenceState(of: occurrence, control, now: now).phase
        return phase == .due || phase == .launching || (missed && phase == .missed)
      }
      guard !open.isEmpty else { return print("schedule \(schedule.id): nothing is due") }
      let known = try await siteColours(schedule)
      for occurrence in open {
        print(try await launch(occurrence, of: schedule, sites: known?.sites(for: occurrence), file, logger))
      }
    }
  }

  /// - Returns: nil where colours do not matter.
  private func siteColours(_ schedule: Schedule) async throws -> SiteColours? {
    guard schedule.streams.contains(where: { $0.grade != nil }) else { return nil }
    if let colours { return try SiteColours(InputFile(path: colours)) }
    let client = try address.client
    return SiteColours(try await LedgerClient.reporting { try await client.siteColours() })
  }

  /// - Parameter sites: says which belong to the occurrence; nil for all.
  private func launch(
    _ occurrence: Occurrence, of schedule: Schedule, sites: (@Sendable (String) -> Bool)?,
    _ configuration: Configuration, _ logger: Logger
  ) async throws -> String {
    let fleet = try configuration.fleet()
    let change = CampaignChange(
      id: occurrence.campaign, title: "\(schedule.title), \(occurrence.name)", occurrence: occurrence.name,
      asOf: occurrence.at, includes: sites)
    guard
      let inputs = try CampaignInputs.load(
        campaignFile: campaignFile(schedule), dataDirectory: data,
        latestTime: Timestamp.latestRecordable.map { max($0, occurrence.at.moment) }, as: change)
    else { return "campaign \(occurrence.campaign): no site has this colour; nothing to launch" }
    let spool = try TaskSpool()
    var plan = try inputs.plan(into: spool)
    plan.dueAt = occurrence.dueAt
    return try await LaunchTrace.with(configuration, plan, logger: logger) { trace in
      let launcher = CampaignLauncher(
        fleet: fleet, plan: plan, inputs: inputs, rate: pace.rate, maxBacklog: nil, trace: trace,
        logger: logger)
      return try await launcher.launch(try spool.makeReader())
    }
  }

  /// Next to the schedule's file unless it is absolute.
  private func campaignFile(_ schedule: Schedule) -> String {
    if schedule.campaign.hasPrefix("/") { return schedule.campaign }
    let folder = input.schedule.lastIndex(of: "/").map { input.schedule[...$0] } ?? ""
    return folder + schedule.campaign
  }
}

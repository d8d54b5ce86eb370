import ArgumentParser
import Fleet
import Inspection
import Kafka
import Logging
import ProgramSupport
import Schedules

struct ScheduleStatus: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Which occurrences were launched, launched late, are due or were missed.",
    discussion: "How many inspections came late is the ledger's to say: hazardctl campaign ID.")

  @OptionGroup var input: ScheduleOptions

  @Option(help: "What the clock says (default: now).")
  var at: String?

  @Option(help: "Leave out what was to be launched before this time (default: the schedule's start).")
  var since: String?

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var options: FleetOptions

  func run() async throws {
    try await ProgramExit.reporting {
      let file = try options.start()
      let schedule = try input.read()
      let now = try at.map { try ScheduleTime.read($0, of: schedule, "--at") } ?? .now
      let first = try since.map { try ScheduleTime.read($0, of: schedule, "--since") }
      let control = try await ControlReader.snapshot(
        configuration: try file.fleet(), logger: Logger(label: "producer"))
      let forms = schedule.begun(by: now, since: first).map { occurrence in
        OccurrenceForm(occurrence, state: OccurrenceState(of: occurrence, control, now: now))
      }
      print(try OccurrenceForm.text(of: forms, json: json))
    }
  }
}

extension Schedule {
  /// What was to be launched by now.
  func begun(by now: Timestamp, since first: Timestamp?) -> [Occurrence] {
    let first = first ?? Timestamp(milliseconds: -62_135_596_800_000)
    return first <= now ? occurrences(in: first...now) : []
  }
}

/// What became of an occurrence.
struct OccurrenceState {
  enum Phase: String {
    /// Its time has come, and inspections are on time still.
    case due
    /// It was never launched, and its time is over.
    case missed
    /// A launch was begun and not finished: run it again.
    case launching
    case launched
    /// Launched when its time was over.
    case launchedLate = "launched late"
    case cancelled
  }

  var phase: Phase
  var launchedAt: Timestamp?

  init(of occurrence: Occurrence, _ control: ControlState, now: Timestamp) {
    let campaign = control.campaigns[occurrence.campaign]
    guard let opening = campaign?.opening else {
      phase = now < occurrence.dueAt ? .due : .missed
      return
    }
    launchedAt = opening.openedAt
    if campaign?.cancellation != nil {
      phase = .cancelled
    } else if campaign?.seal == nil {
      phase = .launching
    } else {
      phase = opening.openedAt < occurrence.dueAt ? .launched : .launchedLate
    }
  }
}

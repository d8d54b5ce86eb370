import ArgumentParser
import Inspection
import ProgramSupport
import Schedules

struct ScheduleList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The occurrences between two times. No broker is needed.")

  @OptionGroup var input: ScheduleOptions

  @Option(help: "From this time on, by the schedule's clock unless it has a zone.")
  var from: String

  @Option(help: "To this time; it belongs to what is listed.")
  var to: String

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    try await ProgramExit.reporting {
      let schedule = try input.read()
      let (first, last) = (
        try ScheduleTime.read(from, of: schedule, "--from"), try ScheduleTime.read(to, of: schedule, "--to")
      )
      guard first <= last else { throw ValidationError("--from lies after --to") }
      let forms = schedule.occurrences(in: first...last).map { OccurrenceForm($0) }
      print(try OccurrenceForm.text(of: forms, json: json))
    }
  }
}

struct ScheduleNext: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "next", abstract: "The next occurrences. No broker is needed.")

  @OptionGroup var input: ScheduleOptions

  @Option(help: "What the clock says (default: now).")
  var at: String?

  @Option(help: "How many.")
  var count = 5

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    if !(1...10_000).contains(count) { throw ValidationError("--count must be a number of 1 to 10000") }
  }

  func run() async throws {
    try await ProgramExit.reporting {
      let schedule = try input.read()
      let now = try at.map { try ScheduleTime.read($0, of: schedule, "--at") } ?? .now
      let forms = schedule.next(count, from: now).map { OccurrenceForm($0) }
      print(try OccurrenceForm.text(of: forms, json: json))
    }
  }
}

import ArgumentParser
import Fleet
import HazardctlKit
import Inspection
import Kafka
import ProgramSupport

struct DLQRedrive: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redrive",
    abstract: "Send the tasks of dead letters again.",
    discussion: """
      A redriven task is of a higher generation, so that its outcome takes the place of the dead one. What earlier \
      attempts have decided stays decided. Tasks of campaigns that are cancelled or not known are refused, and so is \
      what cannot be decoded: hazard-producer reconcile campaign.yaml --dead sends such seqs anew from the inputs.

      EXAMPLES:
        hazard-producer dlq redrive --campaign autumn-2026 --error timeout --dry-run
        hazard-producer dlq redrive 2-117 0-4
        hazard-producer dlq redrive --all

      Exit code 1: some letters were refused, or are not there.
      """)

  @OptionGroup var selection: LetterSelection
  @OptionGroup var person: PersonOption
  @OptionGroup var options: FleetOptions

  func run() async throws {
    try await selection.handle(.redriven, by: person.name, options)
  }
}

struct DLQDrop: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drop",
    abstract: "Mark dead letters as handled without sending their tasks again.",
    discussion: """
      Their seqs stay dead in the ledger, and the letters stay in the topic; dlq list does not show them any more.

      EXAMPLES:
        hazard-producer dlq drop --error malformed --dry-run
        hazard-producer dlq drop 2-117

      Exit code 1: some letters are not there.
      """)

  @OptionGroup var selection: LetterSelection
  @OptionGroup var person: PersonOption
  @OptionGroup var options: FleetOptions

  func run() async throws {
    try await selection.handle(.dropped, by: person.name, options)
  }
}

/// Which letters are dealt with, and how.
struct LetterSelection: ParsableArguments {
  @Argument(help: "Ids of letters.")
  var ids: [DeadLetterID] = []

  @OptionGroup var letterOptions: LetterOptions

  @Flag(help: "All letters that were not handled before.")
  var all = false

  @Flag(help: "Also letters that were handled before.")
  var force = false

  @Flag(help: "Say what would be done, and do nothing.")
  var dryRun = false

  func validate() throws {
    let isNarrowed = !ids.isEmpty || letterOptions.campaign != nil || letterOptions.errorClass != nil
    if all, isNarrowed { throw ValidationError("--all goes with no ids, --campaign or --error") }
    if !all, !isNarrowed { throw ValidationError("name letters by id, --campaign or --error, or say --all") }
  }

  func handle(_ action: DeadLetterMark.Action, by person: String, _ options: FleetOptions) async throws {
    try await ProgramExit.reporting {
      let desk = try DeadLetterDesk(options)
      let extent = try await desk.extent()
      let control = try await ControlReader.snapshot(configuration: desk.fleet, logger: desk.logger)
      let report =
        if dryRun {
          try await run(action, desk, extent, control, person, producer: nil)
        } else {
          try await desk.fleet.withProducer(logger: desk.logger) {
            try await run(action, desk, extent, control, person, producer: $0)
          }
        }
      print(text(action, report))
      if ids.isEmpty, report.done == 0, report.refusedCount == 0 {
        StandardError.write("\(noMatch)\n")
      }
      for refused in report.refused {
        StandardError.write(SafeText.line("\(refused.id) is refused: \(refused.reason)") + "\n")
      }
      let more = report.refusedCount - report.refused.count
      if more > 0 { StandardError.write("... and \(more) more are refused\n") }
      for id in report.notFound.sorted() {
        StandardError.write(
          "\(id): no such letter that is still to be handled (--force takes handled ones)\n")
      }
      if report.refusedCount > 0 || !report.notFound.isEmpty { throw ExitCode(ProgramExit.failure) }
    }
  }

  /// Said where nothing is an error, but may not be what was meant.
  private var noMatch: String {
    let named = [("--campaign", letterOptions.campaign), ("--error", letterOptions.errorClass)]
      .compactMap { option, value in value.map { "\(option) \($0)" } }.joined(separator: " ")
    let letter = force ? "no letter" : "no letter that is still to be handled"
    return SafeText.line("\(letter) matches\(named.isEmpty ? "" : " \(named)"); see dlq list --all")
  }

  private func run(
    _ action: DeadLetterMark.Action, _ desk: DeadLetterDesk, _ extent: DeadLetterTopic.Extent,
    _ control: ControlState, _ person: String, producer: ReliableProducer?
  ) async throws -> DeadLetterHandler.Report {
    var filter = letterOptions.filter
    if !ids.isEmpty { filter.ids = Set(ids) }
    let handler = DeadLetterHandler(
      topics: desk.fleet.topics, producer: producer, control: control, person: person, now: .now, force: force
    )
    return try await handler.run(action, on: desk.topic, in: extent, filter: filter)
  }

  private func text(_ action: DeadLetterMark.Action, _ report: DeadLetterHandler.Report) -> String {
    let would = dryRun ? " would be" : ""
    let letters = "\(report.done) letter\(report.done == 1 ? "" : "s")"
    guard action == .redriven, !report.redriven.isEmpty else {
      return "\(letters)\(would) \(action.rawValue)"
    }
    let campaigns = report.redriven.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    return SafeText.line("\(letters)\(would) \(action.rawValue) (\(campaigns.joined(separator: ", ")))")
  }
}

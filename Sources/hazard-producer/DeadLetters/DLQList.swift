import ArgumentParser
import Fleet
import HazardctlKit
import Inspection
import Kafka
import ProgramSupport

struct DLQList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Count the dead letters by campaign and kind of error, or list them.",
    discussion: """
      EXAMPLES:
        hazard-producer dlq list
        hazard-producer dlq list --letters --error timeout
        hazard-producer dlq list --all --json
      """)

  @OptionGroup var letterOptions: LetterOptions

  @Flag(help: "List every letter instead of counting them.")
  var letters = false

  @Flag(help: "Show those too that were redriven or dropped.")
  var all = false

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var options: FleetOptions

  func run() async throws {
    try await ProgramExit.reporting {
      let desk = try DeadLetterDesk(options)
      let extent = try await desk.extent()
      let handled = try await desk.topic.handled(in: extent)
      if letters {
        try await list(desk, extent, handled)
      } else {
        try await summarize(desk, extent, handled)
      }
    }
  }

  private func summarize(
    _ desk: DeadLetterDesk, _ extent: DeadLetterTopic.Extent, _ handled: HandledLetters
  ) async throws {
    var summary = DeadLetterSummary()
    try await desk.topic.forEach(
      in: extent, handled: handled, filter: letterOptions.filter, includingHandled: all
    ) { letters in
      for letter in letters { summary.add(letter) }
    }
    print(json ? try PrettyJSON.text(of: SummaryForm(summary)) : table(summary))
  }

  private func table(_ summary: DeadLetterSummary) -> String {
    let rows = summary.sorted.map { kind, group in
      [
        kind.campaign ?? "-", kind.errorClass, "\(group.letters)", "\(group.handled)", group.oldest.iso8601,
        group.newest.iso8601,
      ].map(SafeText.line)
    }
    guard !rows.isEmpty else { return "no dead letters" }
    let headings = ["campaign", "error", "letters", "handled", "oldest", "newest"]
    return PlainTable.text([headings] + rows, without: all ? nil : 3)
  }

  private func list(
    _ desk: DeadLetterDesk, _ extent: DeadLetterTopic.Extent, _ handled: HandledLetters
  ) async throws {
    var count = 0
    if json { print("[", terminator: "") }
    try await desk.topic.forEach(
      in: extent, handled: handled, filter: letterOptions.filter, includingHandled: all
    ) { letters in
      for letter in letters {
        if json {
          print("\(count == 0 ? "" : ",")\n\(try PrettyJSON.text(of: LetterForm(letter)))", terminator: "")
        } else {
          print(line(letter))
        }
        count += 1
      }
    }
    if json { print("\n]") }
    if count == 0, !json { print("no dead letters") }
  }

  private func line(_ stored: StoredLetter) -> String {
    let letter = stored.letter
    let task = letter.task.map { "\($0.campaign)/\($0.seq)" } ?? "-"
    let note = stored.isHandled ? "  (handled)" : ""
    return SafeText.line(
      "\(stored.id)  \(Timestamp(milliseconds: stored.writtenAt).iso8601)  \(task)  generation "
        + "\(letter.generation)  \(letter.errorClass): \(letter.reason)\(note)")
  }
}

/// The summary as JSON.
private struct SummaryForm: Encodable {
  struct Group: Encodable {
    var campaign: String?
    var error: String
    var letters: Int
    var handled: Int
    var oldest: String
    var newest: String
  }

  var groups: [Group]
  var letters: Int

  init(_ summary: DeadLetterSummary) {
    groups = summary.sorted.map { kind, group in
      Group(
        campaign: kind.campaign, error: kind.errorClass, letters: group.letters, handled: group.handled,
        oldest: group.oldest.iso8601, newest: group.newest.iso8601)
    }
    letters = groups.reduce(0) { $0 + $1.letters }
  }
}

/// A letter as JSON, without its bytes.
private struct LetterForm: Encodable {
  var id: String
  var writtenAt: String
  var campaign: String?
  var seq: UInt64?
  var generation: UInt32
  var attempts: UInt32
  var firstFailedAt: String?
  var error: String
  var reason: String
  var source: String
  var sourceOffset: Int64
  var bytes: Int
  var worker: String
  var handled: Bool

  init(_ stored: StoredLetter) {
    let letter = stored.letter
    id = stored.id.description
    writtenAt = Timestamp(milliseconds: stored.writtenAt).iso8601
    campaign = letter.task?.campaign
    seq = letter.task?.seq
    generation = letter.generation
    attempts = letter.attempts
    firstFailedAt = letter.firstFailedAt?.iso8601
    error = letter.errorClass
    reason = letter.reason
    source = letter.source.description
    sourceOffset = letter.sourceOffset
    bytes = letter.valueLength
    worker = letter.worker
    handled = stored.isHandled
  }
}

import ArgumentParser
import Fleet
import HazardctlKit
import Inspection
import Kafka
import ProgramSupport

struct DLQShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a dead letter: why it is there, where it came from, and what is in it.",
    discussion: """
      A value that is no readable task is shown byte by byte.

      EXAMPLES:
        hazard-producer dlq show 2-117
      """)

  @Argument(help: "The letter's id, as dlq list --letters shows it.")
  var id: DeadLetterID

  @Option(help: "Show at most this many bytes of a value that is no readable task.")
  var bytes = 512

  @OptionGroup var options: FleetOptions

  func validate() throws {
    if bytes < 1 { throw ValidationError("--bytes must be at least 1") }
  }

  func run() async throws {
    try await ProgramExit.reporting {
      let desk = try DeadLetterDesk(options)
      guard let (stored, marks) = try await desk.topic.find(id, in: try await desk.extent()) else {
        throw ValidationErrors(
          ValidationIssue(.init(file: "letter \(id)"), "there is no such dead letter; see dlq list --letters")
        )
      }
      print(SafeText.lines(text(stored, marks)))
    }
  }

  private func text(_ stored: StoredLetter, _ marks: [DeadLetterMark]) -> String {
    let letter = stored.letter
    var rows = [
      ["letter", "\(stored.id), written at \(Timestamp(milliseconds: stored.writtenAt).iso8601)"],
      ["task", letter.task.map { "\($0.campaign)/\($0.seq)" } ?? "not known: the key names none"],
    ]
    rows += letter.headers.map { [$0.name, String(decoding: $0.value ?? [], as: UTF8.self)] }
    rows += marks.map { ["handled", "\($0.action.rawValue) at \($0.at.iso8601) by \($0.person)"] }
    if stored.isHandled, marks.isEmpty { rows.append(["handled", "yes"]) }
    return PlainTable.text(rows) + "\n\n" + value(letter)
  }

  private func value(_ letter: DeadLetter) -> String {
    guard let value = letter.value else { return "no value" }
    do throws(Redrive.Refusal) {
      return PlainTable.text(try Redrive.task(of: letter).rows)
    } catch {
      return "no task that can be redriven: \(error)\n\(HexDump.text(value, atMost: bytes))"
    }
  }
}

extension InspectionTask {
  fileprivate var rows: [[String]] {
    var rows = [
      ["campaign", campaign], ["seq", "\(seq)"], ["generation", "\(generation)"],
      ["site", "\(site.id), \(site.type), in region \(site.region)"],
      [
        "inspected",
        inspection.observedAt.iso8601 + (inspection.inspector.isEmpty ? "" : " by \(inspection.inspector)"),
      ],
      ["checks", "\(checkCount) of items \(Self.text(items))"],
    ]
    if let retry {
      let decided = retry.partial.checkCount - checkCount
      rows += [
        ["attempts", "\(retry.attempt), first failed at \(retry.firstFailedAt.iso8601)"],
        ["last failure", "\(retry.errorClass): \(retry.error)"],
        ["decided before", "\(max(0, decided)) checks, \(retry.partial.findings.count) of them failed"],
      ]
    }
    return rows
  }

  private static func text(_ items: [Range<Int>]) -> String {
    items.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound - 1)" }
      .joined(separator: ", ")
  }
}

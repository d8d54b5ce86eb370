import ArgumentParser
import Foundation
import Inspection
import InspectionFormats
import ProgramSupport
import Schedules

/// Which schedule, and what the clock says.
struct ScheduleOptions: ParsableArguments {
  @Argument(help: "The schedule file (YAML).")
  var schedule: String

  func read() throws -> Schedule { try ScheduleFile.read(InputFile(path: schedule)) }
}

/// A time on the command line: with a zone, or by the schedule's clock.
enum ScheduleTime {
  /// - Throws: `ValidationError` for what is no time.
  static func read(_ text: String, of schedule: Schedule, _ option: String) throws -> Timestamp {
    guard let local = DateText.moment(text[...], zone: schedule.zone) else {
      throw ValidationError(
        "\(option) takes a time such as 2026-11-02T09:00 or 2026-11-02T01:00Z; got \"\(text)\"")
    }
    return local.moment
  }
}

/// What is printed of an occurrence.
struct OccurrenceForm: Encodable {
  var campaign: String
  /// Nil for all sites.
  var grade: String?
  var at: String
  var due: String
  /// Nil where Kafka was not asked.
  var state: String?
  var launched: String?

  init(_ occurrence: Occurrence, state: OccurrenceState? = nil) {
    campaign = occurrence.campaign
    grade = occurrence.grade?.name
    at = occurrence.at.moment.iso8601
    due = occurrence.dueAt.iso8601
    self.state = state?.phase.rawValue
    launched = state?.launchedAt?.iso8601
  }

  static func text(of forms: [OccurrenceForm], json: Bool) throws -> String {
    if json { return try PrettyJSON.text(of: forms) }
    guard !forms.isEmpty else { return "no occurrences" }
    let hasStates = forms.contains { $0.state != nil }
    let headings =
      ["campaign", "sites", "at (UTC)", "due (UTC)"] + (hasStates ? ["state", "launched (UTC)"] : [])
    let rows = forms.map { form in
      [form.campaign, form.grade ?? "all", form.at, form.due]
        + (hasStates ? [form.state ?? "-", form.launched ?? "-"] : [])
    }
    return PlainTable.text([headings] + rows)
  }
}

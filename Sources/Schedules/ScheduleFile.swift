import Foundation
import Inspection
package import InspectionFormats

/// Reads a schedule file (YAML).
package enum ScheduleFile {
  private static let keys = [
    "schedule", "title", "campaign", "timeZone", "start", "due", "rule", "grades",
  ]
  /// Leaves room for the colour and the time in a campaign's id.
  private static let maximumIDLength = 75
  /// How long occurrences of two grades are compared for.
  private static let comparedMonths = 48

  /// - Throws: `ValidationErrors` with everything that is wrong with the file.
  package static func read(_ input: InputFile) throws -> Schedule {
    var log = IssueLog()
    let schedule = YAMLObject(input, keys: keys, log: &log).flatMap { makeSchedule($0, log: &log) }
    try log.throwIfAny()
    guard let schedule else { throw ValidationErrors(ValidationIssue(input.location(), "cannot be read")) }
    return schedule
  }

  private static func makeSchedule(_ root: YAMLObject, log: inout IssueLog) -> Schedule? {
    let id = root.id("schedule", atMost: maximumIDLength, log: &log)
    if let prefix = id.flatMap(ReservedCampaignName.prefix) {
      log.report(
        root.location(of: "schedule"), field: "schedule",
        "may not begin with \(prefix): so the ledger names campaigns of its own")
    }
    let campaign = root.required("campaign", log: &log)?.text ?? ""
    if root.has("campaign"), campaign.isEmpty {
      log.report(root.location(of: "campaign"), field: "campaign", "is empty; a path is expected")
    }
    let zone = root.timeZone("timeZone", log: &log)
    if !root.has("timeZone") {
      log.report(root.location, field: "timeZone", "is missing, such as Asia/Shanghai")
    }
    let start = start(root, log: &log)
    let due = due(root, log: &log)
    let streams = streams(root, log: &log)
    guard let id, let zone, let start, let due, !streams.isEmpty else { return nil }
    let schedule = Schedule(
      id: id, title: root.text("title", log: &log)?.text ?? id, campaign: campaign, zone: zone,
      start: start.day, timeOfDay: start.timeOfDay, dueAfter: due, streams: streams)
    judge(schedule, root, log: &log)
    return schedule
  }

  private static func start(_ root: YAMLObject, log: inout IssueLog) -> (day: CivilDate, timeOfDay: Int64)? {
    guard let text = root.required("start", log: &log) else { return nil }
    // Read as if in UTC: what counts is the clock's time.
    let hasZone = text.text.dropFirst("2026-11-02T".count).contains { "zZ+-".contains($0) }
    guard !hasZone, let local = DateText.moment(text.text[...], zone: .gmt) else {
      log.report(
        text.issue("\"\(text.text)\" is no time by the clock of timeZone, such as 2026-01-05T09:00"))
      return nil
    }
    return (local.day, local.moment.milliseconds - Int64(local.day.days) * 86_400_000)
  }

  private static func due(_ root: YAMLObject, log: inout IssueLog) -> Int64? {
    guard let text = root.required("due", log: &log) else { return nil }
    let units: [(String, Int64)] = [("h", 3_600_000), ("d", 86_400_000)]
    let unit = units.first { text.text.hasSuffix($0.0) }
    guard let unit, let count = Int64(text.text.dropLast()), (1...10_000).contains(count) else {
      log.report(text.issue("\"\(text.text)\" is no time such as 12h or 7d"))
      return nil
    }
    return count * unit.1
  }

  private static func streams(_ root: YAMLObject, log: inout IssueLog) -> [Schedule.Stream] {
    guard root.has("rule") != root.has("grades") else {
      log.report(
        root.location(of: "grades"), field: "rule",
        "give either a rule for all sites, or grades with one each")
      return []
    }
    if let text = root.text("rule", log: &log) {
      return rule(text, log: &log).map { [Schedule.Stream(grade: nil, rule: $0)] } ?? []
    }
    let names = RiskGrade.allCases.reversed().map(\.name)
    guard let grades = root.object("grades", keys: names, log: &log) else { return [] }
    return names.compactMap { name in
      guard let grade = RiskGrade(name: name), let text = grades.text(name, log: &log) else { return nil }
      return rule(text, log: &log).map { Schedule.Stream(grade: grade, rule: $0) }
    }
  }

  private static func rule(_ text: LocatedText, log: inout IssueLog) -> RecurrenceRule? {
    do throws(RecurrenceSyntax.Failure) {
      return try RecurrenceSyntax.parse(text.text)
    } catch {
      log.report(text.issue(error.description))
      return nil
    }
  }

  /// A rule that never fits is a mistake, and so is one by which worse sites are seen less often than better
  /// ones.
  private static func judge(_ schedule: Schedule, _ root: YAMLObject, log: inout IssueLog) {
    var last: (grade: RiskGrade, count: Int)?
    for stream in schedule.streams {
      var count = 0
      let end = schedule.start.adding(months: comparedMonths)
      stream.rule.forEachDay(from: schedule.start, through: end) { _ in
        count += 1
        return true
      }
      var one = schedule
      one.streams = [stream]
      let field = stream.grade?.name ?? "rule"
      if count == 0, one.next(1, from: Timestamp(milliseconds: -62_135_596_800_000)).isEmpty {
        log.report(root.location(of: "grades"), field: field, "the rule never fits a day")
      }
      guard let grade = stream.grade else { continue }
      if let last, last.count < count {
        log.report(
          root.location(of: "grades"), field: field,
          "\(grade.name) sites would be inspected oftener than \(last.grade.name) ones: \(count) times in four "
            + "years, and those \(last.count) times")
      }
      last = (grade, count)
    }
  }
}

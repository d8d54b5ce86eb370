import Foundation
import Inspection
import Responsibility

/// Reads a policy key by key.
struct PolicyReader {
  private(set) var policy = Policy(id: "", title: "", calendar: WorkCalendar(timeZone: "GMT"))
  private(set) var dutyPlaces: [ValidationIssue.Location] = []
  private(set) var stepPlaces: [ValidationIssue.Location] = []
  private(set) var headPlaces: [String: ValidationIssue.Location] = [:]

  private static let dayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  mutating func read(
    _ root: YAMLObject, open: (String) throws -> InputFile, log: inout IssueLog
  ) throws {
    policy.id = root.id("policy", atMost: 100, log: &log) ?? ""
    policy.title = root.text("title", log: &log)?.text ?? policy.id
    let zone = root.timeZone("timeZone", log: &log)
    if !root.has("timeZone") {
      log.report(root.location, field: "timeZone", "is missing, such as Asia/Shanghai")
    }
    policy.calendar = WorkCalendar(
      timeZone: zone?.identifier ?? "GMT", weekdays: weekdays(root, log: &log),
      exceptions: try exceptions(root, open: open, log: &log))
    readDuties(root, log: &log)
    readHeads(root, log: &log)
    readAbsences(root, log: &log)
    readDeadlines(root, log: &log)
    readEscalation(root, log: &log)
  }

  private func weekdays(_ root: YAMLObject, log: inout IssueLog) -> Set<Int> {
    guard let texts = root.texts("weekdays", log: &log) else { return [1, 2, 3, 4, 5] }
    var days: Set<Int> = []
    for text in texts {
      guard let index = Self.dayNames.firstIndex(of: text.text.lowercased()) else {
        log.report(text.issue("\"\(text.text)\" is none of \(Self.dayNames.joined(separator: ", "))"))
        continue
      }
      days.insert(index + 1)
    }
    if days.isEmpty { log.report(root.location(of: "weekdays"), field: "weekdays", "names no day") }
    return days
  }

  private func exceptions(
    _ root: YAMLObject, open: (String) throws -> InputFile, log: inout IssueLog
  ) throws -> [WorkCalendar.Exception] {
    guard let file = root.text("holidays", log: &log) else { return [] }
    return try log.collect { try HolidayFile.read(try open(file.text)) } ?? []
  }

  private mutating func readDuties(_ root: YAMLObject, log: inout IssueLog) {
    let keys = ["item", "category", "region", "siteType", "department", "owner", "backup"]
    for row in root.objects("duties", keys: keys, log: &log) {
      func text(_ key: String, _ log: inout IssueLog) -> String? {
        row.text(key, log: &log).flatMap { $0.text.isEmpty ? nil : $0.text }
      }
      let duty = Policy.Duty(
        item: text("item", &log), category: text("category", &log), region: text("region", &log),
        siteType: text("siteType", &log), department: text("department", &log) ?? "",
        owner: text("owner", &log) ?? "", backup: text("backup", &log) ?? "")
      if duty.department.isEmpty, duty.owner.isEmpty {
        log.report(row.location, field: "duties", "names neither a department nor an owner")
      }
      if duty.owner.isEmpty, !duty.backup.isEmpty {
        log.report(row.location(of: "backup"), field: "backup", "stands in for nobody: owner is missing")
      }
      policy.duties.append(duty)
      dutyPlaces.append(row.location)
    }
  }

  private mutating func readHeads(_ root: YAMLObject, log: inout IssueLog) {
    for row in root.objects("heads", keys: ["region", "head", "deputy"], log: &log) {
      guard let region = row.required("region", log: &log), let head = row.required("head", log: &log)
      else { continue }
      if headPlaces[region.text] != nil { log.report(region.issue("\"\(region.text)\" is given twice")) }
      if head.text.isEmpty { log.report(head.issue("is empty")) }
      policy.heads[region.text] = Policy.Head(
        head.text, deputy: row.text("deputy", log: &log)?.text ?? "")
      headPlaces[region.text] = row.location
    }
  }

  private mutating func readAbsences(_ root: YAMLObject, log: inout IssueLog) {
    for row in root.objects("absences", keys: ["person", "from", "through"], log: &log) {
      let person = row.required("person", log: &log)
      guard let from = row.date("from", log: &log), let through = row.date("through", log: &log),
        let person
      else { continue }
      if through < from {
        log.report(row.location(of: "through"), field: "through", "\(through) is before \(from)")
      }
      policy.absences.append(Policy.Absence(person: person.text, from: from, through: through))
    }
  }

  private mutating func readDeadlines(_ root: YAMLObject, log: inout IssueLog) {
    for row in root.objects("deadlines", keys: ["level", "grade", "category", "within"], log: &log) {
      let level = row.text("level", log: &log)
      let grade = row.text("grade", log: &log)
      if let level, HazardLevel(name: level.text) == nil {
        log.report(level.issue("\"\(level.text)\" is none of general, major"))
      }
      if let grade, RiskGrade(name: grade.text) == nil {
        log.report(grade.issue("\"\(grade.text)\" is none of red, orange, yellow, blue"))
      }
      guard let within = row.period("within", log: &log) else { continue }
      policy.deadlines.append(
        Policy.Deadline(
          level: level.flatMap { HazardLevel(name: $0.text) },
          grade: grade.flatMap { RiskGrade(name: $0.text) },
          category: row.text("category", log: &log)?.text, within: within))
    }
  }

  private mutating func readEscalation(_ root: YAMLObject, log: inout IssueLog) {
    // Compared from a day on which periods in days and in hours begin together.
    let start = Timestamp(milliseconds: 1_767_225_600_000)
    var last: Timestamp?
    for row in root.objects("escalation", keys: ["after", "to"], log: &log) {
      guard let after = row.period("after", log: &log), let to = row.required("to", log: &log) else {
        continue
      }
      let end = policy.calendar.end(of: after, from: start)
      if let last, end < last {
        log.report(row.location(of: "after"), field: "after", "\(after) comes before the step above it")
      }
      last = end
      policy.escalation.append(Policy.Step(after: after, to: to.text))
      stepPlaces.append(row.location)
    }
  }
}

extension YAMLObject {
  fileprivate func period(_ key: String, log: inout IssueLog) -> Period? {
    guard let text = required(key, log: &log) else { return nil }
    guard let period = Period(text.text) else {
      log.report(text.issue("\"\(text.text)\" is no time such as 24h, 3d or 15wd (working days)"))
      return nil
    }
    return period
  }

  fileprivate func date(_ key: String, log: inout IssueLog) -> CivilDate? {
    guard let text = required(key, log: &log) else { return nil }
    guard let date = DateText.date(text.text[...]) else {
      log.report(text.issue("\"\(text.text)\" is no day such as 2026-11-21"))
      return nil
    }
    return date
  }
}

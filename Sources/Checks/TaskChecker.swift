package import Inspection

/// Runs the `observation` checks of tasks against one checklist.
package struct TaskChecker: Sendable {
  private let compiled: CompiledChecklist
  private let worker: String

  /// Why a task does not fit its checklist; such a task is no work but a dead letter.
  package enum Misfit: Error, Hashable, CustomStringConvertible {
    case itemOutOfRange(Int, count: Int)
    case codeCount(Int, expected: Int)
    case unknownCode(UInt8)
    case codeDoesNotFit(item: String)
    case valuesMissing(item: String)
    case optionOutOfRange(item: String)

    package var description: String {
      switch self {
      case .itemOutOfRange(let index, let count): "item \(index) of a checklist of \(count)"
      case .codeCount(let count, let expected): "\(count) observations for \(expected) checks"
      case .unknownCode(let code): "unknown observation code \(code)"
      case .codeDoesNotFit(let item): "the observation of item \(item) is of another kind"
      case .valuesMissing(let item): "the observation of item \(item) has no value"
      case .optionOutOfRange(let item): "the choice of item \(item) is none of its options"
      }
    }
  }

  /// - Parameter worker: the name that results carry.
  package init(_ compiled: CompiledChecklist, worker: String) {
    self.compiled = compiled
    self.worker = worker
  }

  /// - Throws: `Misfit` when the task cannot belong to this checklist.
  package func check(_ task: InspectionTask) throws(Misfit) -> TaskResult {
    guard task.observations.codes.count == task.checkCount else {
      throw .codeCount(task.observations.codes.count, expected: task.checkCount)
    }
    var run = TaskRun(compiled: compiled, task: task)
    for range in task.items {
      guard range.upperBound <= compiled.rules.count else {
        throw .itemOutOfRange(range.upperBound - 1, count: compiled.rules.count)
      }
      try run.check(range)
    }
    return TaskResult(
      campaign: task.campaign, seq: task.seq, generation: task.generation, outcome: .checked,
      site: task.site, inspection: task.inspection, items: task.items, exceptions: run.exceptions,
      findings: run.findings, worker: worker)
  }
}

/// The state of checking one task: how far each column was read, and what came out.
private struct TaskRun {
  let compiled: CompiledChecklist
  let task: InspectionTask
  var exceptions: [TaskResult.Exception] = []
  var findings: [Finding] = []
  private var position = 0
  private var reader: ColumnReader

  init(compiled: CompiledChecklist, task: InspectionTask) {
    self.compiled = compiled
    self.task = task
    reader = ColumnReader(task.observations)
  }

  mutating func check(_ range: Range<Int>) throws(TaskChecker.Misfit) {
    for index in range {
      let code = task.observations.codes[position]
      position += 1
      if code == compiled.rules[index].passCode, compiled.rules[index].siteTypes.isEmpty { continue }
      try check(item: index, code: code)
    }
  }

  private mutating func check(item index: Int, code: UInt8) throws(TaskChecker.Misfit) {
    let rule = compiled.rules[index]
    guard let code = ObservationColumns.Code(rawValue: code) else { throw .unknownCode(code) }
    let value = try reader.next(code, of: compiled.checklist.items[index])
    guard rule.applies(to: task.site.type) else { return except(index, .notapplicable) }
    switch code {
    case .absent: return except(index, .notchecked)
    case .notApplicable: return except(index, .notapplicable)
    case .assumedPass: return
    default: break
    }
    let evidence = task.evidence.first { $0.item == index }?.references ?? []
    if rule.needsEvidence, evidence.isEmpty { return except(index, .error) }
    guard try !rule.requirement.accepts(value, on: task.inspection.day, item: compiled.checklist.items[index])
    else { return }
    findings.append(
      Finding(
        item: index, level: rule.level, grade: rule.grade,
        reason: Reason.text(value: value, item: compiled.checklist.items[index], day: task.inspection.day),
        acceptedAt: task.accepted.first { $0.item == index }?.at, evidence: evidence))
  }

  private mutating func except(_ item: Int, _ outcome: CheckOutcome) {
    exceptions.append(TaskResult.Exception(item: item, outcome: outcome))
  }
}

/// Reads the values of the columns front to back.
private struct ColumnReader {
  private let columns: ObservationColumns
  private var numbers = 0
  private var choices = 0
  private var dates = 0
  private var texts = 0

  init(_ columns: ObservationColumns) {
    self.columns = columns
  }

  /// - Returns: nil for the codes that carry no value.
  mutating func next(
    _ code: ObservationColumns.Code, of item: Checklist.Item
  ) throws(TaskChecker.Misfit) -> ObservationValue? {
    switch code {
    case .absent, .notApplicable, .assumedPass: return nil
    case .no: return .boolean(false)
    case .yes: return .boolean(true)
    case .number: return .number(try take(columns.numbers, at: &numbers, item))
    case .choice: return .choice(Int(try take(columns.choices, at: &choices, item)))
    case .date: return .date(CivilDate(days: try take(columns.dates, at: &dates, item)))
    case .text: return .text(try take(columns.texts, at: &texts, item))
    }
  }

  private func take<T>(
    _ column: [T], at position: inout Int, _ item: Checklist.Item
  ) throws(TaskChecker.Misfit) -> T {
    guard position < column.count else { throw .valuesMissing(item: item.id) }
    defer { position += 1 }
    return column[position]
  }
}

extension CompiledRequirement {
  fileprivate func accepts(
    _ value: ObservationValue?, on day: CivilDate, item: Checklist.Item
  ) throws(TaskChecker.Misfit) -> Bool {
    switch (self, value) {
    case (.boolean(let expected), .boolean(let value)): return value == expected
    case (.number(let range), .number(let value)): return range.contains(value)
    case (.choice(let passing), .choice(let index)):
      guard passing.indices.contains(index) else { throw .optionOutOfRange(item: item.id) }
      return passing[index]
    case (.date(let rule), .date(let date)): return rule.accepts(date, on: day)
    case (.present, .text(let text)): return !text.trimmingBlanks().isEmpty
    case (.pattern(let pattern), .text(let text)): return pattern.matches(text)
    default: throw .codeDoesNotFit(item: item.id)
    }
  }
}

extension DateRule {
  fileprivate func accepts(_ date: CivilDate, on day: CivilDate) -> Bool {
    switch self {
    case .notExpired: date >= day
    case .ageAtMost(let count, let unit): date <= day && date.expiry(after: count, unit) >= day
    }
  }
}

extension CivilDate {
  /// The last day on which a date is no older than `count` units.
  fileprivate func expiry(after count: Int, _ unit: DateRule.DateUnit) -> CivilDate {
    switch unit {
    case .days: CivilDate(days: days + Int32(clamping: count))
    case .months: adding(months: count)
    case .years: adding(months: count * 12)
    }
  }
}

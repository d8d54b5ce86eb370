import Inspection

/// The state of checking one task: how far each column was read, and what came out.
struct TaskRun {
  private let compiled: CompiledChecklist
  private let task: InspectionTask
  private let columns: ObservationColumns
  private let applies: [Bool]
  private let evidenceCheck: EvidenceCheck?
  private(set) var exceptions: [TaskResult.Exception] = []
  private(set) var findings: [Finding] = []
  /// Checks that a probe has to decide, by item index, ascending.
  private(set) var pending: [Int] = []
  private var position = 0
  private var numbers = 0
  private var choices = 0
  private var dates = 0
  private var texts = 0

  init(compiled: CompiledChecklist, task: InspectionTask, evidence: EvidenceCheck?) {
    evidenceCheck = evidence
    self.compiled = compiled
    self.task = task
    columns = task.observations
    applies = compiled.applicability(to: task.site.type)
  }

  mutating func check(_ range: Range<Int>) throws(TaskChecker.Misfit) {
    for index in range {
      let code = columns.codes[position]
      position += 1
      if applies[index], passesQuickly(index, code) { continue }
      try checkClosely(index, code)
    }
  }

  /// Reads a value only when it passes, so that a closer look finds it unread.
  @inline(__always)
  private mutating func passesQuickly(_ index: Int, _ code: UInt8) -> Bool {
    let rule = compiled.quickRules[index]
    if rule.passes(code) { return true }
    if code == ObservationColumns.Code.number.rawValue, numbers < columns.numbers.count,
      rule.passes(columns.numbers[numbers])
    {
      numbers += 1
      return true
    }
    if code == ObservationColumns.Code.choice.rawValue, choices < columns.choices.count,
      rule.passes(choice: columns.choices[choices])
    {
      choices += 1
      return true
    }
    return false
  }

  @inline(never)
  private mutating func checkClosely(_ index: Int, _ code: UInt8) throws(TaskChecker.Misfit) {
    guard let code = ObservationColumns.Code(rawValue: code) else { throw .unknownCode(code) }
    let value = try nextValue(code, index)
    guard applies[index] else { return except(index, .notapplicable) }
    if compiled.checklist.items[index].probe != nil, code == .absent || code == .assumedPass {
      return pending.append(index)
    }
    switch code {
    case .absent: return except(index, .notchecked)
    case .notApplicable: return except(index, .notapplicable)
    case .assumedPass: return
    default: break
    }
    let evidence = task.evidence.first { $0.item == index }?.references ?? []
    if let fault = evidenceFault(index, evidence) { return except(index, .error, reason: fault) }
    let passes = try compiled.rules[index].accepts(
      value, on: task.inspection.day, item: compiled.checklist.items[index].id)
    if !passes { find(index, value, evidence) }
  }

  private mutating func find(_ index: Int, _ value: ObservationValue?, _ evidence: [String]) {
    let item = compiled.checklist.items[index]
    let (level, grade) = compiled.classification(of: index, at: task.site.type)
    findings.append(
      Finding(
        item: index, level: level, grade: grade,
        reason: Reason.text(value: value, item: item, day: task.inspection.day),
        acceptedAt: task.accepted.first { $0.item == index }?.at, evidence: evidence))
  }

  /// - Returns: why the check cannot count, in words; nil where the item has the evidence that it needs.
  private func evidenceFault(_ index: Int, _ references: [String]) -> String? {
    let item = compiled.checklist.items[index]
    guard let rule = item.evidence else { return nil }
    return EvidenceFault.words(of: references, by: rule, evidenceCheck).map { Reason.citing(item, $0) }
  }

  private mutating func except(_ item: Int, _ outcome: CheckOutcome, reason: String = "") {
    exceptions.append(TaskResult.Exception(item: item, outcome: outcome, reason: reason))
  }

  /// The next unread value of the code's column; nil for the codes that carry none.
  private mutating func nextValue(
    _ code: ObservationColumns.Code, _ index: Int
  ) throws(TaskChecker.Misfit) -> ObservationValue? {
    switch code {
    case .absent, .notApplicable, .assumedPass: return nil
    case .no: return .boolean(false)
    case .yes: return .boolean(true)
    case .number: return .number(try take(columns.numbers, at: &numbers, index))
    case .choice: return .choice(Int(try take(columns.choices, at: &choices, index)))
    case .date: return .date(CivilDate(days: try take(columns.dates, at: &dates, index)))
    case .text: return .text(try take(columns.texts, at: &texts, index))
    }
  }

  private func take<T>(
    _ column: [T], at position: inout Int, _ index: Int
  ) throws(TaskChecker.Misfit) -> T {
    guard position < column.count else { throw .valuesMissing(item: compiled.checklist.items[index].id) }
    defer { position += 1 }
    return column[position]
  }
}

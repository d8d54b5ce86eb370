import Inspection

/// The state of checking one task: how far each column was read, and what came out.
struct TaskRun {
  private let compiled: CompiledChecklist
  // Not the whole task, whose copy costs as much as twenty checks.
  private let evidence: [ItemEvidence]
  private let accepted: [RecordedAcceptance]
  private let applies: [Bool]
  private let evidenceCheck: EvidenceCheck?
  private(set) var exceptions: [TaskResult.Exception] = []
  private(set) var findings: [Finding] = []
  /// Checks that a probe has to decide, by item index, ascending.
  private(set) var pending: [Int] = []
  private var position = 0
  private var reader: ColumnReader
  private var facts: TaskFacts

  init(compiled: CompiledChecklist, task: borrowing InspectionTask, evidence: EvidenceCheck?) {
    evidenceCheck = evidence
    self.compiled = compiled
    self.evidence = task.evidence
    accepted = task.accepted
    reader = ColumnReader(task.observations)
    facts = TaskFacts(compiled: compiled, task: task)
    applies = compiled.applicability(to: facts.siteType)
  }

  mutating func check(_ range: Range<Int>) throws(TaskChecker.Misfit) {
    for index in range {
      let code = reader.columns.codes[position]
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
    if code == ObservationColumns.Code.number.rawValue, reader.numbers < reader.columns.numbers.count,
      rule.passes(reader.columns.numbers[reader.numbers])
    {
      reader.numbers += 1
      return true
    }
    if code == ObservationColumns.Code.choice.rawValue, reader.choices < reader.columns.choices.count,
      rule.passes(choice: reader.columns.choices[reader.choices])
    {
      reader.choices += 1
      return true
    }
    return false
  }

  @inline(never)
  private mutating func checkClosely(_ index: Int, _ code: UInt8) throws(TaskChecker.Misfit) {
    guard let code = ObservationColumns.Code(rawValue: code) else { throw .unknownCode(code) }
    let traits = compiled.traits[index]
    let value = try reader.next(code, item: compiled.checklist.items[index].id)
    if !applies[index] {
      guard traits.contains(.conditional) else { return exceptElsewhere(index) }
      switch try facts.standing(of: index) {
      case .applies: break
      case .doesNotApply(let words): return except(index, .notapplicable, words)
      case .open(let words): return except(index, .notchecked, words)
      }
    }
    if traits.contains(.probed), code == .absent || code == .assumedPass { return pending.append(index) }
    switch code {
    case .absent where !traits.contains(.derived): return except(index, .notchecked)
    case .assumedPass where !traits.contains(.derived): return
    case .notApplicable: return except(index, .notapplicable)
    default: break
    }
    let evidence = evidence.first { $0.item == index }?.references ?? []
    if traits.contains(.evidenced), let fault = evidenceFault(index, evidence) {
      return except(index, .error, fault)
    }
    try decide(index, code.isValue ? value : nil, evidence)
  }

  /// - Returns: why the check cannot count, in words; nil where the item has the evidence that it needs.
  private func evidenceFault(_ index: Int, _ references: [String]) -> String? {
    guard let rule = compiled.checklist.items[index].evidence else { return nil }
    return EvidenceFault.words(of: references, by: rule, evidenceCheck)
  }

  private mutating func decide(
    _ index: Int, _ value: ObservationValue?, _ evidence: [String]
  ) throws(TaskChecker.Misfit) {
    let (rule, item) = (compiled.rules[index], compiled.checklist.items[index])
    // What other items decide has no value; a sender that gives one means another item.
    guard item.requirement.observes != .items || value == nil else { throw .codeDoesNotFit(item: item.id) }
    switch try rule.accepts(value, &facts, item: item.id) {
    case true: return
    case false: find(index, words(rule, item, value), evidence)
    default: except(index, .notchecked, "cannot be decided: \(words(rule, item, value))")
    }
  }

  private mutating func words(
    _ rule: CompiledRequirement, _ item: Checklist.Item, _ value: ObservationValue?
  ) -> String {
    if case .program(let program) = rule { return program.words(value, &facts) }
    return Reason.words(item.requirement.rule, value, item.requirement.observes, on: facts.day)
  }

  private mutating func find(_ index: Int, _ words: String, _ evidence: [String]) {
    let item = compiled.checklist.items[index]
    let (level, grade) = compiled.classification(of: index, at: facts.siteType)
    findings.append(
      Finding(
        item: index, level: level, grade: grade, reason: Reason.citing(item, words),
        acceptedAt: accepted.first { $0.item == index }?.at, evidence: evidence))
  }

  /// The item is for sites of other types.
  private mutating func exceptElsewhere(_ index: Int) {
    let reason = compiled.inapplicability(of: index, at: facts.siteType)
    exceptions.append(TaskResult.Exception(item: index, outcome: .notapplicable, reason: reason))
  }

  private mutating func except(_ index: Int, _ outcome: CheckOutcome, _ words: String = "") {
    let reason = words.isEmpty ? "" : Reason.citing(compiled.checklist.items[index], words)
    exceptions.append(TaskResult.Exception(item: index, outcome: outcome, reason: reason))
  }
}

extension ObservationColumns.Code {
  fileprivate var isValue: Bool { self != .absent && self != .notApplicable && self != .assumedPass }
}

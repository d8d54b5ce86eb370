package import Inspection
package import Probes

/// Checks tasks against one checklist: at once what was observed, and with the verdicts of probes the rest.
package final class TaskChecker: Sendable {
  private let compiled: CompiledChecklist
  private let worker: String
  private let evidence: EvidenceCheck?

  /// Why a task does not fit its checklist; such a task is no work but a dead letter.
  package enum Misfit: Error, Hashable, CustomStringConvertible {
    case itemOutOfRange(Int, count: Int)
    case codeCount(Int, expected: Int)
    case unknownCode(UInt8)
    case codeDoesNotFit(item: String)
    case valuesMissing(item: String)
    case optionOutOfRange(item: String)
    case foreignRetry

    package var description: String {
      switch self {
      case .itemOutOfRange(let index, let count): "item \(index) of a checklist of \(count)"
      case .codeCount(let count, let expected): "\(count) observations for \(expected) checks"
      case .unknownCode(let code): "unknown observation code \(code)"
      case .codeDoesNotFit(let item): "the observation of item \(item) is of another kind"
      case .valuesMissing(let item): "the observation of item \(item) has no value"
      case .foreignRetry: "what earlier attempts decided belongs to another task"
      case .optionOutOfRange(let item): "the choice of item \(item) is none of its options"
      }
    }
  }

  /// - Parameters:
  ///   - worker: the name that results carry.
  ///   - evidence: holds references against what they refer to; nil takes them at their word.
  package init(_ compiled: CompiledChecklist, worker: String, evidence: EvidenceCheck? = nil) {
    self.compiled = compiled
    self.worker = worker
    self.evidence = evidence
  }

  /// - Throws: `Misfit` when the task cannot belong to this checklist.
  package func check(_ task: InspectionTask) throws(Misfit) -> CheckedTask {
    guard task.observations.codes.count == task.checkCount else {
      throw .codeCount(task.observations.codes.count, expected: task.checkCount)
    }
    let compiled = compiled.forSites(of: task.site.type)
    var run = TaskRun(compiled: compiled, task: task, evidence: evidence)
    for range in task.items {
      guard range.upperBound <= compiled.rules.count else {
        throw .itemOutOfRange(range.upperBound - 1, count: compiled.rules.count)
      }
      try run.check(range)
    }
    let result = TaskResult(
      campaign: task.campaign, seq: task.seq, generation: task.generation, outcome: .checked,
      site: task.site, inspection: task.inspection, items: task.items, exceptions: run.exceptions,
      findings: run.findings, worker: worker)
    return CheckedTask(
      result: try merge(result, into: task.retry?.partial), pending: run.pending.compactMap(pendingCheck))
  }

  private func pendingCheck(_ item: Int) -> CheckedTask.PendingCheck? {
    compiled.checklist.items[item].probe.map { CheckedTask.PendingCheck(item: item, probe: $0) }
  }

  /// Adds what this attempt decides to what earlier ones did.
  private func merge(_ result: TaskResult, into partial: TaskResult?) throws(Misfit) -> TaskResult {
    guard let partial else { return result }
    guard partial.campaign == result.campaign, partial.seq == result.seq,
      result.items.allSatisfy({ range in range.allSatisfy { partial.leavesOpen($0) } }),
      (partial.items.last?.upperBound ?? 0) <= compiled.rules.count
    else { throw .foreignRetry }
    var merged = result
    merged.items = partial.items
    merged.exceptions = (partial.exceptions + result.exceptions).sorted { $0.item < $1.item }
    merged.findings = (partial.findings + result.findings).sorted { $0.item < $1.item }
    return merged
  }

  /// Enters what the probes found out.
  ///
  /// - Parameter verdicts: of the pending checks, in their order.
  /// - Returns: the task with nothing pending, and the checks that could not be decided.
  package func settle(
    _ checked: CheckedTask, _ task: InspectionTask, verdicts: [ProbeVerdict]
  ) -> (checked: CheckedTask, undecided: [CheckedTask.Undecided]) {
    var settled = checked
    settled.pending = []
    var undecided: [CheckedTask.Undecided] = []
    for (check, verdict) in zip(checked.pending, verdicts) {
      switch verdict {
      case .met: break
      case .violated(let words): settled.result.findings.append(finding(check.item, words, task))
      case .undecided(let failure): undecided.append(.init(item: check.item, failure: failure))
      }
    }
    settled.result.findings.sort { $0.item < $1.item }
    return (settled, undecided)
  }

  private func finding(_ index: Int, _ words: String, _ task: InspectionTask) -> Finding {
    let compiled = compiled.forSites(of: task.site.type)
    let item = compiled.checklist.items[index]
    let (level, grade) = compiled.classification(of: index, at: task.site.type)
    return Finding(
      item: index, level: level, grade: grade, reason: Reason.citing(item, words),
      acceptedAt: task.accepted.first { $0.item == index }?.at)
  }
}

extension TaskResult {
  /// Whether the item is one of the task's and nothing was found out about it yet.
  fileprivate func leavesOpen(_ item: Int) -> Bool {
    items.contains { $0.contains(item) } && !exceptions.contains { $0.item == item }
      && !findings.contains { $0.item == item }
  }
}

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

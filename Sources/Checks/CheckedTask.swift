package import Inspection
package import Probes

/// A task as far as its observations decide it.
package struct CheckedTask: Sendable, Hashable {
  /// Complete when nothing is pending; what is pending counts as passed in it until then.
  package var result: TaskResult
  /// What probes have to decide, by item index, ascending.
  package var pending: [PendingCheck]

  /// A check that a probe has to decide.
  package struct PendingCheck: Sendable, Hashable {
    package var item: Int
    package var probe: Probe
  }

  /// A check that its probe could not decide this time.
  package struct Undecided: Sendable, Hashable {
    package var item: Int
    package var failure: ProbeVerdict.Failure

    package init(item: Int, failure: ProbeVerdict.Failure) {
      self.item = item
      self.failure = failure
    }
  }
}

extension CheckedTask {
  /// The task for the next attempt: its undecided checks only, and what is decided already.
  ///
  /// - Parameters:
  ///   - attempt: how many have been made.
  ///   - undecided: not empty, by item index, ascending.
  package func retry(
    of task: InspectionTask, attempt: UInt32, undecided: [Undecided], now: Timestamp, due: Timestamp
  ) -> InspectionTask {
    var next = task
    next.items = []
    next.observations = ObservationColumns()
    for check in undecided {
      next.observations.append(nil)
      if let last = next.items.last, last.upperBound == check.item {
        next.items[next.items.count - 1] = last.lowerBound..<check.item + 1
      } else {
        next.items.append(check.item..<check.item + 1)
      }
    }
    next.evidence = []
    next.retry = RetryState(
      attempt: attempt, firstFailedAt: task.retry?.firstFailedAt ?? now, dueAt: due,
      errorClass: undecided[0].failure.kind.rawValue, error: undecided[0].failure.reason, partial: result)
    return next
  }
}

package import Inspection

/// What becomes of an outcome, beside the one that its task has already.
///
/// Only `checked` outcomes have checks and findings, and none of them is ever taken back. One of a higher generation
/// beside a `checked` one may only add: of its checks those count that were not decided before. So sightings of hazards only
/// grow, and of the counters of checks only those of `notchecked` and `error` ever fall.
package enum OutcomeRule {
  /// How a task ended so far.
  package struct Standing: Sendable, Hashable {
    package var outcome: TaskOutcome
    package var generation: UInt32

    package init(_ outcome: TaskOutcome, generation: UInt32) {
      self.outcome = outcome
      self.generation = generation
    }
  }

  package enum Verdict: Sendable, Hashable {
    /// The task's first outcome.
    case insert
    /// Takes the place of the outcome before it.
    case replace
    /// Decides what the outcome before it left open (`CheckOutcome.isOpen`), if it does: an inspector's submission, checked.
    case supplement
    /// Says nothing new.
    case duplicate
    /// A task was checked although it had been cancelled: kept apart, in no total.
    case late
  }

  /// - Parameter known: nil for a task that has not ended.
  package static func verdict(on arriving: Standing, beside known: Standing?) -> Verdict {
    guard let known else { return .insert }
    switch known.outcome {
    case .checked:
      let mayAdd = arriving.outcome == .checked && arriving.generation > known.generation
      return mayAdd ? .supplement : .duplicate
    case .cancelled: return arriving.outcome == .checked ? .late : .duplicate
    case .dead:
      let replaces = arriving.outcome == .checked || arriving.generation > known.generation
      return replaces ? .replace : .duplicate
    }
  }
}

package import Inspection

/// What becomes of an outcome, beside the one that its task has already.
///
/// Only `checked` outcomes have checks and findings, and none of them is ever taken back: that is why the counters of
/// checks and the sightings of hazards only grow.
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
    /// Says nothing new.
    case duplicate
    /// A task was checked although it had been cancelled: kept apart, in no total.
    case late
  }

  /// - Parameter known: nil for a task that has not ended.
  package static func verdict(on arriving: Standing, beside known: Standing?) -> Verdict {
    guard let known else { return .insert }
    switch known.outcome {
    case .checked: return .duplicate
    case .cancelled: return arriving.outcome == .checked ? .late : .duplicate
    case .dead:
      let replaces = arriving.outcome == .checked || arriving.generation > known.generation
      return replaces ? .replace : .duplicate
    }
  }
}

import Inspection
import Ledger
import Testing

@Suite struct OutcomeRuleTests {
  private typealias Standing = OutcomeRule.Standing

  @Test(arguments: TaskOutcome.allCases) func theFirstOutcomeIsTaken(_ outcome: TaskOutcome) {
    #expect(OutcomeRule.verdict(on: Standing(outcome, generation: 7), beside: nil) == .insert)
  }

  /// Every pair of outcomes, with the later one of a lower, the same and a higher generation.
  @Test(arguments: [
    (TaskOutcome.checked, TaskOutcome.checked, [OutcomeRule.Verdict.duplicate, .duplicate, .supplement]),
    (.checked, .dead, [.duplicate, .duplicate, .duplicate]),
    (.checked, .cancelled, [.duplicate, .duplicate, .duplicate]),
    (.dead, .checked, [.replace, .replace, .replace]),
    (.dead, .dead, [.duplicate, .duplicate, .replace]),
    (.dead, .cancelled, [.duplicate, .duplicate, .replace]),
    (.cancelled, .checked, [.late, .late, .late]),
    (.cancelled, .dead, [.duplicate, .duplicate, .duplicate]),
    (.cancelled, .cancelled, [.duplicate, .duplicate, .duplicate]),
  ])
  func whatBecomesOfASecondOutcome(
    _ first: TaskOutcome, _ second: TaskOutcome, _ verdicts: [OutcomeRule.Verdict]
  ) {
    for (generation, verdict) in zip(UInt32(0)..., verdicts) {
      let judged = OutcomeRule.verdict(
        on: Standing(second, generation: generation), beside: Standing(first, generation: 1))
      #expect(judged == verdict)
    }
  }
}

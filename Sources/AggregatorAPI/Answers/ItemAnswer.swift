import Inspection
import Ledger

/// A checklist item over all campaigns, or over one.
struct ItemAnswer: Encodable {
  var checklist: String
  var item: String
  var text: String
  var section: String
  var checks: Int
  var byOutcome: OutcomesAnswer
  /// Failed among those with a verdict.
  var failRate: RateAnswer
  /// Distinct ones.
  var hazards: Int

  init(_ totals: ItemTotals) {
    checklist = totals.checklist
    item = totals.item
    text = totals.text
    section = totals.section
    checks = totals.outcomes.total
    byOutcome = OutcomesAnswer(totals.outcomes)
    failRate = RateAnswer(totals.outcomes[.fail], of: totals.outcomes[.pass] + totals.outcomes[.fail])
    hazards = totals.hazards
  }
}

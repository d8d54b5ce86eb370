import Ledger

/// A calendar month.
struct MonthAnswer: Encodable {
  var month: String
  /// Failed checks.
  var found: Int
  /// Failed checks of the month whose rectification was accepted.
  var accepted: Int
  var acceptedRate: RateAnswer

  init(_ totals: MonthTotals) {
    month = totals.month
    found = totals.found
    accepted = totals.accepted
    acceptedRate = RateAnswer(totals.accepted, of: totals.found)
  }
}

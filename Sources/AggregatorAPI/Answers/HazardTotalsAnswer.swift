import Ledger

/// Hazards counted by how they stand and how bad they are.
struct HazardTotalsAnswer: Encodable {
  struct Grades: Encodable {
    var red: Int
    var orange: Int
    var yellow: Int
    var blue: Int
  }

  var total: Int
  var open: Int
  var closed: Int
  /// No hazards after all, or followed as others; in no other figure.
  var dismissed: Int
  var major: Int
  var openMajor: Int
  var byGrade: Grades
  var sightings: Int
  var recurrences: Int
  /// Closed among all.
  var settlementRate: RateAnswer

  init(_ totals: HazardTotals) {
    total = totals.hazards
    open = totals.open
    closed = totals.closed
    dismissed = totals.dismissed
    major = totals.major
    openMajor = totals.openMajor
    byGrade = Grades(red: totals.red, orange: totals.orange, yellow: totals.yellow, blue: totals.blue)
    sightings = totals.sightings
    recurrences = totals.recurrences
    settlementRate = RateAnswer(totals.closed, of: totals.hazards)
  }
}

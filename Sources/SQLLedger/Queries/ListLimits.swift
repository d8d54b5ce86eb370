/// How far lists of hazards go to say how many there are.
package struct ListLimits: Sendable {
  /// Where no more hazards than this can meet a condition, all of them are looked at. A page of a ledger of a million hazards is
  /// found as soon by walking them in order when that many match.
  package var few = 5_000
  /// As many are counted of those that match a condition that hazards are not counted by, where many do.
  package var counted = 1_000

  package init() {}
}

/// What was seen or measured for one item, already in the item's unit and options.
package enum ObservationValue: Sendable, Hashable {
  case boolean(Bool)
  case number(Double)
  /// The position among the item's options.
  case choice(Int)
  case date(CivilDate)
  case text(String)
  /// Positions among the item's options, ascending; empty when none of them was chosen.
  case choices([Int])
  /// In the order of the record.
  case numbers([Double])
  /// The inspector says that the item does not apply here.
  case notApplicable
  /// Nobody named the item and the campaign takes that for a pass; it never closes a hazard.
  case assumedPass
}

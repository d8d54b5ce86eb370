package import Inspection

/// What some actions say beside who, when and why. What an action does not need is empty.
package struct RectificationDetails: Sendable, Hashable {
  /// Of `assign` and `handOff`: who is to answer for it.
  package var owner: String
  /// Of `assign` and `handOff`; may be empty.
  package var department: String
  /// Of `acceptRisk`: when it runs out.
  package var until: Timestamp?
  /// Of `markDuplicate`: the hazard that is followed instead.
  package var original: HazardID?
  /// Of `fixOnTheSpot`: who fixed it; whoever reports it verified it.
  package var fixedBy: String
  /// Of `rectify`: what is observed now, as text; decides a re-inspection of an item without a probe.
  package var observation: String
  /// Of `rectify` with an observation: who observed it; not who rectified.
  package var observedBy: String

  package init(
    owner: String = "", department: String = "", until: Timestamp? = nil, original: HazardID? = nil,
    fixedBy: String = "", observation: String = "", observedBy: String = ""
  ) {
    self.owner = owner
    self.department = department
    self.until = until
    self.original = original
    self.fixedBy = fixedBy
    self.observation = observation
    self.observedBy = observedBy
  }
}

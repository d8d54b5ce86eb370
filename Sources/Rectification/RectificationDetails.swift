package import Inspection

/// What some actions say beside who, when and why. What an action does not need is empty.
package struct RectificationDetails: Sendable, Hashable {
  /// Of `assign`, `handOff` and `order`: who is to answer for it. Of `takeCharge`: the executive. Of `escalate` and `relay`: who is
  /// told.
  package var owner: String
  /// Of `assign`, `handOff` and `order`; may be empty. Of `checkIn`: which one is there.
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
  /// Of `extend` and `order`, and of `assign` where it says one: when the hazard is to be rectified.
  package var due: Timestamp?
  /// Of `escalate` and `relay`: the code of the region whose head is told.
  package var region: String
  /// Of `whistle`.
  package var calls: [DepartmentCall]

  package init(
    owner: String = "", department: String = "", until: Timestamp? = nil, original: HazardID? = nil,
    fixedBy: String = "", observation: String = "", observedBy: String = "", due: Timestamp? = nil,
    region: String = "",
    calls: [DepartmentCall] = []
  ) {
    self.owner = owner
    self.department = department
    self.until = until
    self.original = original
    self.fixedBy = fixedBy
    self.observation = observation
    self.observedBy = observedBy
    self.due = due
    self.region = region
    self.calls = calls
  }
}

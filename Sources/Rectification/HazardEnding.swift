package import Inspection

/// A moment at which all that had been found of a hazard was settled.
package struct HazardEnding: Sendable, Hashable {
  package var at: Timestamp
  /// Whether there was nothing to rectify: what is found later is no recurrence.
  package var isDismissal: Bool

  package init(at: Timestamp, isDismissal: Bool) {
    self.at = at
    self.isDismissal = isDismissal
  }
}

extension Sequence<RectificationEvent> {
  /// The endings that these events come to, in their order. A dismissal that was taken back is none.
  package var endings: [HazardEnding] {
    var endings: [HazardEnding] = []
    for event in self {
      if event.action == .reopen {
        if endings.last?.isDismissal == true { endings.removeLast() }
      } else if let target = event.action.target, target.isEnd {
        endings.append(HazardEnding(at: event.at, isDismissal: target.isDismissal))
      }
    }
    return endings
  }
}

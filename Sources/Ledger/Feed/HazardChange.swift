package import Inspection
package import Rectification

/// Something that happened to a hazard, as other systems are told of it.
package struct HazardChange: Sendable, Hashable {
  package enum Happening: Sendable, Hashable {
    /// - Parameter isFirst: whether the ledger knew of no finding of the hazard before.
    case recorded(HazardEvent, isFirst: Bool)
    case done(RectificationEvent)
  }

  /// Made of natural keys, so that whoever is told twice can see it: a ledger that is made anew gives the same. Without
  /// dots.
  package var id: String
  package var happening: Happening
  /// As it stands when the feed is read, which may be later.
  package var hazard: HazardSummary

  package init(id: String, happening: Happening, hazard: HazardSummary) {
    self.id = id
    self.happening = happening
    self.hazard = hazard
  }

  package var at: Timestamp {
    switch happening {
    case .recorded(let event, _): event.at
    case .done(let event): event.at
    }
  }

  /// What happened, in a word such as `closed`; one of `types`.
  package var type: String {
    switch happening {
    case .recorded(let event, _) where event.kind == .accepted: "accepted"
    case .recorded(_, let isFirst): isFirst ? "found" : "found-again"
    case .done(let event): event.action.changeType
    }
  }

  /// All words that there are.
  package static let types: [String] = {
    var types = ["found", "found-again", "accepted"]
    for action in RectificationAction.allCases where !types.contains(action.changeType) {
      types.append(action.changeType)
    }
    return types
  }()
}

extension RectificationAction {
  /// Of actions that are called otherwise than what they come to.
  private static let changeTypes: [RectificationAction: String] = [
    .assign: "assigned", .start: "started", .rectify: "rectified", .accept: "closed", .reject: "rejected",
    .fixOnTheSpot: "closed", .acceptRisk: "risk-accepted", .handOff: "handed-off", .reopen: "reopened",
    .expire: "risk-expired", .passReinspection: "closed", .extend: "extended", .takeCharge: "taken-charge",
    .whistle: "whistled", .checkIn: "checked-in", .supervise: "supervised",
  ]

  /// What other systems are told that it did.
  package var changeType: String { Self.changeTypes[self] ?? name }
}

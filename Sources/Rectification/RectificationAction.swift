/// What can be done about a hazard: a person's command, or what the ledger itself does.
package enum RectificationAction: UInt8, Sendable, Hashable, CaseIterable {
  case assign = 0
  case start = 1
  /// Reports the rectification as done.
  case rectify = 2
  case accept = 3
  case reject = 4
  /// Rectified and verified in one step (即查即改).
  case fixOnTheSpot = 5
  case acceptRisk = 6
  case markFalsePositive = 7
  case markDuplicate = 8
  case denyResponsibility = 9
  case handOff = 10
  /// Takes a side exit back.
  case reopen = 11

  /// A risk acceptance has run out.
  case expire = 20
  /// A re-inspection found the item in order.
  case passReinspection = 21
  /// A re-inspection found the hazard again.
  case failReinspection = 22
  /// A re-inspection could not tell.
  case leaveUndecided = 23

  /// As programs and people write it, such as `fix-on-the-spot`.
  package var name: String {
    switch self {
    case .assign: "assign"
    case .start: "start"
    case .rectify: "rectify"
    case .accept: "accept"
    case .reject: "reject"
    case .fixOnTheSpot: "fix-on-the-spot"
    case .acceptRisk: "accept-risk"
    case .markFalsePositive: "false-positive"
    case .markDuplicate: "duplicate"
    case .denyResponsibility: "not-responsible"
    case .handOff: "hand-off"
    case .reopen: "reopen"
    case .expire: "expired"
    case .passReinspection: "re-inspection-passed"
    case .failReinspection: "re-inspection-failed"
    case .leaveUndecided: "re-inspection-undecided"
    }
  }

  package init?(name: String) {
    guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }

  /// What people command, in the order in which it is listed.
  package static let commands = allCases.filter { $0.rawValue < expire.rawValue }

  /// The states from which it may be done.
  package var origins: Set<RectificationState> {
    switch self {
    case .assign: [.open, .assigned]
    case .start: [.assigned]
    case .rectify: [.rectifying]
    case .accept, .reject: [.rectified]
    case .fixOnTheSpot: [.open, .assigned, .rectifying]
    case .acceptRisk: [.open, .assigned, .rectifying, .notResponsible]
    case .markFalsePositive, .markDuplicate:
      [.open, .assigned, .rectifying, .rectified, .riskAccepted, .notResponsible]
    case .denyResponsibility: [.assigned, .rectifying]
    case .handOff: [.assigned, .rectifying, .notResponsible]
    case .reopen: [.riskAccepted, .falsePositive, .duplicate]
    case .expire: [.riskAccepted]
    case .passReinspection: [.rectified, .riskAccepted]
    case .failReinspection: [.rectified]
    case .leaveUndecided: [.rectified]
    }
  }

  /// The state that it leads to. An expired risk acceptance leads back to `assigned` where there is an owner.
  package var target: RectificationState {
    switch self {
    case .assign, .handOff: .assigned
    case .start, .reject, .failReinspection: .rectifying
    case .rectify, .leaveUndecided: .rectified
    case .accept, .fixOnTheSpot, .passReinspection: .closed
    case .acceptRisk: .riskAccepted
    case .markFalsePositive: .falsePositive
    case .markDuplicate: .duplicate
    case .denyResponsibility: .notResponsible
    case .reopen, .expire: .open
    }
  }

  /// What may be commanded in a state.
  package static func allowed(in state: RectificationState) -> [RectificationAction] {
    commands.filter { $0.origins.contains(state) }
  }

  /// Whether it needs at least one piece of evidence.
  package var needsEvidence: Bool { self == .rectify || self == .fixOnTheSpot }

  /// Whether it needs a reason: whatever takes a hazard off its way.
  package var needsReason: Bool {
    switch self {
    case .reject, .acceptRisk, .markFalsePositive, .markDuplicate, .denyResponsibility, .handOff, .reopen:
      true
    default: false
    }
  }

  /// Whether it names who is to answer for the hazard.
  package var needsOwner: Bool { self == .assign || self == .handOff }
}

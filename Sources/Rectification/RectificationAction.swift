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
  /// Sets a later deadline; what was ordered first is still counted.
  case extend = 12
  /// A named executive takes over a stuck case (包案).
  case takeCharge = 13
  /// Handled before others from now on (绿色通道).
  case greenChannel = 14
  /// Calls departments, each to check in before a deadline of its own (吹哨).
  case whistle = 15
  /// A department that was called reports that it is there (报到).
  case checkIn = 16
  /// Puts it under listed supervision (挂牌督办), which only acceptance ends.
  case supervise = 17

  /// A risk acceptance has run out.
  case expire = 20
  /// A re-inspection found the item in order.
  case passReinspection = 21
  /// A re-inspection found the hazard again.
  case failReinspection = 22
  /// A re-inspection could not tell.
  case leaveUndecided = 23
  /// The policy sets a deadline, and says who is to answer for it where nobody does (限期整改).
  case order = 24
  /// It is overdue, and somebody further up is told.
  case escalate = 25
  /// The owner of the smallest unit reported it, and whoever stands above is told (楼长上报).
  case relay = 26

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
    case .extend: "extend"
    case .takeCharge: "take-charge"
    case .greenChannel: "green-channel"
    case .whistle: "whistle"
    case .checkIn: "check-in"
    case .supervise: "supervise"
    case .expire: "expired"
    case .passReinspection: "re-inspection-passed"
    case .failReinspection: "re-inspection-failed"
    case .leaveUndecided: "re-inspection-undecided"
    case .order: "ordered"
    case .escalate: "escalated"
    case .relay: "relayed"
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
    case .extend: [.open, .assigned, .rectifying]
    case .takeCharge, .greenChannel, .whistle, .checkIn, .supervise:
      [.open, .assigned, .rectifying, .rectified, .notResponsible]
    case .order, .escalate: [.open, .assigned, .rectifying, .notResponsible]
    case .relay: [.open, .assigned, .rectifying, .rectified, .riskAccepted, .notResponsible]
    }
  }

  /// The state that it leads to; nil where the hazard stays in its state. An expired risk acceptance leads back to
  /// `assigned` where there is an owner, and so does an order that names one.
  package var target: RectificationState? {
    switch self {
    case .assign, .handOff: .assigned
    case .start, .reject, .failReinspection: .rectifying
    case .rectify: .rectified
    case .accept, .fixOnTheSpot, .passReinspection: .closed
    case .acceptRisk: .riskAccepted
    case .markFalsePositive: .falsePositive
    case .markDuplicate: .duplicate
    case .denyResponsibility: .notResponsible
    case .reopen, .expire: .open
    case .leaveUndecided, .extend, .takeCharge, .greenChannel, .whistle, .checkIn, .supervise, .order,
      .escalate, .relay:
      nil
    }
  }

  /// What only acceptance may end (C4, 挂牌整治), and what would begin it again.
  static let forbiddenWhileSupervised: Set<RectificationAction> = [
    .fixOnTheSpot, .acceptRisk, .markFalsePositive, .markDuplicate, .supervise,
  ]

  /// What may be commanded in a state.
  ///
  /// - Parameters:
  ///   - hasDeadline: whether there is one that could be extended.
  ///   - isSupervised: whether the hazard is under listed supervision.
  ///   - isAwaiting: whether a department was called that has not checked in.
  package static func allowed(
    in state: RectificationState, hasDeadline: Bool, isSupervised: Bool, isAwaiting: Bool
  ) -> [RectificationAction] {
    commands.filter { action in
      action.origins.contains(state) && (hasDeadline || action != .extend)
        && (isAwaiting || action != .checkIn)
        && !(isSupervised && forbiddenWhileSupervised.contains(action))
    }
  }

  /// Whether it needs at least one piece of evidence.
  package var needsEvidence: Bool { self == .rectify || self == .fixOnTheSpot }

  /// Whether it needs a reason: whatever takes a hazard off its way, or sets it before others.
  package var needsReason: Bool {
    switch self {
    case .reject, .acceptRisk, .markFalsePositive, .markDuplicate, .denyResponsibility, .handOff, .reopen,
      .extend, .takeCharge, .greenChannel, .whistle, .supervise:
      true
    default: false
    }
  }

  /// Whether it names who is to answer for the hazard.
  package var needsOwner: Bool { self == .assign || self == .handOff || self == .takeCharge }

  /// Whether it needs a deadline.
  package var needsDue: Bool { self == .extend }
}

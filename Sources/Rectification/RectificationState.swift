/// Where the rectification of a hazard stands (整改).
package enum RectificationState: UInt8, Sendable, Hashable, CaseIterable {
  /// Found; nobody has it yet.
  case open = 0
  /// Somebody answers for it.
  case assigned = 1
  case rectifying = 2
  /// Reported as done, with evidence; not yet verified.
  case rectified = 3
  /// Verified by another person, or by a re-inspection (销号).
  case closed = 4
  /// The risk is borne knowingly, until a set time.
  case riskAccepted = 5
  /// There was no hazard.
  case falsePositive = 6
  /// The same thing as another hazard, which is followed instead.
  case duplicate = 7
  /// Who had it says that it is another's; waits for the hand-off.
  case notResponsible = 8

  /// As programs and people write it, such as `risk-accepted`.
  package var name: String {
    switch self {
    case .open: "open"
    case .assigned: "assigned"
    case .rectifying: "rectifying"
    case .rectified: "rectified"
    case .closed: "closed"
    case .riskAccepted: "risk-accepted"
    case .falsePositive: "false-positive"
    case .duplicate: "duplicate"
    case .notResponsible: "not-responsible"
    }
  }

  /// Whether nothing is to be done any more unless the hazard is found again.
  package var isEnd: Bool { self == .closed || isDismissal }

  /// Whether it ended without having been rectified.
  package var isDismissal: Bool { self == .falsePositive || self == .duplicate }
}

package import Rectification

/// What somebody is to the fleet. A person may have several roles.
package enum Role: String, Sendable, Hashable, CaseIterable, Codable {
  /// Reads.
  case viewer
  /// Finds hazards, and sees whether they are gone.
  case inspector
  /// Answers for hazards, and gets them rectified.
  case owner
  /// Assigns, extends, accepts, and decides what is no hazard.
  case supervisor
  /// Runs the fleet; decides nothing about hazards.
  case `operator`

  package var name: String { rawValue }

  /// Whether it allows something. Everybody may read.
  package func permits(_ permission: Permission) -> Bool {
    switch permission {
    case .read: true
    case .act(let action): actions.contains(action)
    case .report: self != .viewer
    case .submit: self == .inspector
    case .acceptCampaign, .formTeam, .recordAccident: self == .supervisor
    case .operate: self == .operator
    }
  }

  private var actions: Set<RectificationAction> {
    switch self {
    case .viewer, .operator: []
    case .inspector: [.start, .rectify, .fixOnTheSpot, .accept, .reject, .whistle]
    case .owner: [.start, .rectify, .fixOnTheSpot, .denyResponsibility, .handOff, .whistle, .checkIn]
    case .supervisor: Set(RectificationAction.commands)
    }
  }
}

extension Set<Role> {
  /// In the order of `Role`.
  package var names: [String] { Role.allCases.filter(contains).map(\.name) }
}

/// Something that not everybody may do.
package enum Permission: Sendable, Hashable {
  case read
  /// A command about hazards.
  case act(RectificationAction)
  /// Telling the fleet of something that was seen.
  case report
  /// Saying what was seen of a campaign's items at a site.
  case submit
  case acceptCampaign
  /// Saying which roles the sites of a campaign need.
  case formTeam
  /// Saying what is known of accidents.
  case recordAccident
  /// What keeps the fleet going: messages that could not be delivered, and the like.
  case operate

  /// As denials name it.
  package var name: String {
    switch self {
    case .read: "read"
    case .act(let action): action.name
    case .report: "report"
    case .submit: "submit an inspection"
    case .acceptCampaign: "accept a campaign"
    case .formTeam: "form a team"
    case .recordAccident: "record accidents"
    case .operate: "operate"
    }
  }

  /// The roles that have it.
  package var roles: [Role] { Role.allCases.filter { $0.permits(self) } }
}

package import Inspection
import Rectification

/// Who must be there for a site's inspection to count in a campaign (志愿者三人组): several roles, each claimed by another
/// person.
package struct TeamCommand: Sendable, Hashable {
  package enum Act: Sendable, Hashable {
    /// Says which roles the campaign's sites need, once.
    case form(roles: [String])
    /// Takes a role at a site.
    case claim(site: String, role: String)
    /// Gives it back.
    case release(site: String, role: String)
  }

  /// A team has 2 to so many roles.
  package static let maximumRoles = 20

  package var act: Act
  package var campaign: String
  package var at: Timestamp
  package var person: String
  package var reason: String

  package init(_ act: Act, campaign: String, at: Timestamp, person: String, reason: String = "") {
    self.act = act
    self.campaign = campaign
    self.at = at
    self.person = person
    self.reason = reason
  }

  /// What is wrong with a command whatever the ledger holds; nil when nothing is.
  ///
  /// - Parameter now: when it arrived.
  package func fault(now: Timestamp) -> TeamRefusal? {
    if person.isBlank { return TeamRefusal(.incomplete, "person is missing: who does this?") }
    if at.milliseconds > now.milliseconds + RectificationRules.clockTolerance {
      return TeamRefusal(.badTime, "\(at.iso8601) is in the future")
    }
    switch act {
    case .form(let roles):
      guard (2...Self.maximumRoles).contains(roles.count) else {
        return TeamRefusal(.incomplete, "a team has 2 to \(Self.maximumRoles) roles, not \(roles.count)")
      }
      if roles.contains(where: { $0.isBlank || $0.contains(where: \.isNewline) }) {
        return TeamRefusal(.incomplete, "a role has no name on one line")
      }
      for (index, role) in roles.enumerated() where roles[..<index].contains(where: { $0.isSame(as: role) }) {
        return TeamRefusal(.incomplete, "the role \(role) is named twice")
      }
    case .claim(let site, let role), .release(let site, let role):
      if site.isBlank { return TeamRefusal(.incomplete, "site is missing") }
      if role.isBlank { return TeamRefusal(.incomplete, "role is missing") }
    }
    return nil
  }
}

/// Why a command about a team was not carried out.
package struct TeamRefusal: Sendable, Hashable {
  package enum Code: String, Sendable, Hashable, CaseIterable {
    case unknownCampaign, unknownSite, unknownRole, incomplete, badTime
    /// The team is formed already, the role is another's, or a person holds two roles.
    case notAllowed
  }

  package var code: Code
  package var reason: String

  package init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }
}

package enum TeamReceipt: Sendable, Hashable {
  case done
  case refused(TeamRefusal)
}

/// A site of a campaign that needs a team, and who holds which role there.
package struct TeamSite: Sendable, Hashable {
  package struct Claim: Sendable, Hashable {
    package var role: String
    package var person: String
    package var at: Timestamp

    package init(role: String, person: String, at: Timestamp) {
      self.role = role
      self.person = person
      self.at = at
    }
  }

  package var site: String
  package var siteName: String
  package var region: String
  /// Whether the campaign has a result of it.
  package var isInspected: Bool
  /// In the order of the team's roles.
  package var claims: [Claim]
  /// Roles that nobody holds, in the order of the team.
  package var missing: [String]

  package init(
    site: String, siteName: String, region: String, isInspected: Bool, claims: [Claim], missing: [String]
  ) {
    self.site = site
    self.siteName = siteName
    self.region = region
    self.isInspected = isInspected
    self.claims = claims
    self.missing = missing
  }
}

/// A campaign's team, and some of its sites.
package struct TeamReport: Sendable, Hashable {
  /// Empty for a campaign without a team.
  package var roles: [String]
  /// Sites with a result.
  package var inspected: Int
  /// Of these, the ones at which a role is missing: they do not count.
  package var unclaimed: Int
  /// Sites with a result or a claim, by id.
  package var sites: [TeamSite]
  /// The id of the last site, where more follow.
  package var next: String?

  package init(roles: [String], inspected: Int, unclaimed: Int, sites: [TeamSite], next: String?) {
    self.roles = roles
    self.inspected = inspected
    self.unclaimed = unclaimed
    self.sites = sites
    self.next = next
  }
}

package protocol TeamBook: Sendable {
  /// - Parameters:
  ///   - region: of the sites, with everything below it; nil for all.
  ///   - isMissing: only sites at which a role is missing.
  ///   - site: the id of the last site of the page before.
  /// - Returns: nil for an unknown campaign.
  func team(
    ofCampaign id: String, region: String?, isMissing: Bool, after site: String?, limit: Int
  ) async throws -> TeamReport?
}

import Inspection
import Ledger

/// What is arranged about a campaign's team, as the log keeps it.
struct TeamRecord: Sendable, Hashable, Codable {
  private var campaign: String
  private var roles: [String]?
  private var claim: String?
  private var release: String?
  private var site: String?
  private var at: Int64
  private var person: String
  private var reason: String?

  init(_ command: TeamCommand) {
    campaign = command.campaign
    switch command.act {
    case .form(let roles): self.roles = roles
    case .claim(let site, let role): (self.site, claim) = (site, role)
    case .release(let site, let role): (self.site, release) = (site, role)
    }
    at = command.at.milliseconds
    person = command.person
    reason = command.reason.isEmpty ? nil : command.reason
  }

  var entry: LedgerEntry {
    guard let act else { return .rejected(reason: "nothing that can be arranged about a team") }
    return .team(
      TeamCommand(
        act, campaign: campaign, at: Timestamp(milliseconds: at), person: person, reason: reason ?? ""))
  }

  private var act: TeamCommand.Act? {
    if let roles { return .form(roles: roles) }
    guard let site else { return nil }
    return claim.map { .claim(site: site, role: $0) } ?? release.map { .release(site: site, role: $0) }
  }
}

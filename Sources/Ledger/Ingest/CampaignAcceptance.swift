package import Inspection

/// A person's word that a campaign is done (验收): only where its gate is open.
package struct CampaignAcceptance: Sendable, Hashable {
  package var campaign: String
  package var at: Timestamp
  package var person: String
  package var role: String
  package var reason: String
  /// What the gate asked for.
  package var gate: CampaignGate

  package init(
    campaign: String, at: Timestamp, person: String, role: String, reason: String, gate: CampaignGate
  ) {
    self.campaign = campaign
    self.at = at
    self.person = person
    self.role = role
    self.reason = reason
    self.gate = gate
  }
}

/// What must be so for a campaign to be cleared (清零).
package struct CampaignGate: Sendable, Hashable {
  /// Which hazards that the campaign found must not be open. One whose risk is accepted is open.
  package enum Zero: String, Sendable, Hashable, CaseIterable {
    case major, all

    package var name: String { rawValue }
  }

  /// What stands in the way.
  package struct Obstacle: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
      case notComplete = "not complete"
      case tasks, hazards, team, coverage
    }

    package var what: Kind
    package var detail: String
    package var count: Int
    /// False where there are at least so many.
    package var isCountExact: Bool

    package init(what: Kind, detail: String, count: Int, isCountExact: Bool = true) {
      self.what = what
      self.detail = detail
      self.count = count
      self.isCountExact = isCountExact
    }
  }

  package var zero: Zero
  /// Of checks with a verdict among those that apply, in per mille; 0 for none.
  package var minimumCoverage: Int

  package init(zero: Zero, minimumCoverage: Int = 0) {
    self.zero = zero
    self.minimumCoverage = minimumCoverage
  }

  package var rule: String {
    "Open when the campaign is complete and every task of it was checked, \(zero == .major ? "no major one" : "none") of "
      + "the hazards that it found is open, with accepted risks as open ones, "
      + "the team of a campaign that has one is whole at every inspected site"
      + (minimumCoverage == 0 ? "." : ", and coverage is at least \(Self.percent(minimumCoverage)).")
  }

  /// - Parameter openHazards: some of those that the campaign found and `zero` names, and how many there are.
  /// - Returns: empty where the gate is open.
  package func obstacles(_ status: CampaignStatus, openHazards page: HazardPage) -> [Obstacle] {
    obstacles(status, openHazards: page.total, isExact: page.isTotalExact)
  }

  /// - Parameters:
  ///   - openHazards: that the campaign found and `zero` names.
  ///   - isExact: whether there are not more of them.
  /// - Returns: empty where the gate is open.
  package func obstacles(_ status: CampaignStatus, openHazards: Int, isExact: Bool = true) -> [Obstacle] {
    var obstacles: [Obstacle] = []
    if status.phase != .complete {
      obstacles.append(
        Obstacle(what: .notComplete, detail: "the campaign is \(status.phase.rawValue)", count: 1))
    }
    let missing = status.tasks - status.taskOutcomes.checked
    if missing > 0 {
      obstacles.append(
        Obstacle(
          what: .tasks, detail: "\(missing) of \(status.tasks) tasks were not checked", count: missing))
    }
    if openHazards > 0 {
      let kind = zero == .major ? "major hazards" : "hazards"
      obstacles.append(
        Obstacle(
          what: .hazards, detail: "\(isExact ? "" : "at least ")\(openHazards) \(kind) are open",
          count: openHazards,
          isCountExact: isExact))
    }
    if status.unclaimedSites > 0 {
      obstacles.append(
        Obstacle(
          what: .team, detail: "at \(status.unclaimedSites) inspected sites a role of the team is missing",
          count: status.unclaimedSites))
    }
    let coverage = status.coverage.map { Int(($0 * 1_000).rounded(.down)) }
    if minimumCoverage > 0, coverage.map({ $0 < minimumCoverage }) ?? true {
      obstacles.append(
        Obstacle(
          what: .coverage,
          detail:
            "coverage is \(coverage.map(Self.percent) ?? "of nothing"), below \(Self.percent(minimumCoverage))",
          count: 1))
    }
    return obstacles
  }

  private static func percent(_ perMille: Int) -> String { "\(perMille / 10).\(perMille % 10)%" }
}

/// What became of an acceptance.
package enum CampaignAcceptanceReport: Sendable, Hashable {
  case accepted
  /// By whom and when, before.
  case acceptedBefore(CampaignAcceptance)
  case unknownCampaign
  case gateClosed([CampaignGate.Obstacle])
  /// Something is missing or not usable.
  case incomplete(String)
}

package import Inspection

/// A campaign that the ledger asks for, to see whether what was reported as rectified is, or whether what was reported is
/// so.
package struct Reinspection: Sendable, Hashable {
  package enum Kind: Sendable, Hashable, CaseIterable {
    case reinspection
    /// Of what somebody reports: an item of yes or no is observed as it should not be, unless the report says otherwise.
    case report

    /// Of its campaigns' ids; whatever the ledger asks for can be told from other campaigns by it.
    package var idPrefix: String {
      switch self {
      case .reinspection: ReservedCampaignName.reinspection.rawValue
      case .report: ReservedCampaignName.report.rawValue
      }
    }

    package var title: String {
      switch self {
      case .reinspection: "Re-inspection of what was reported as rectified"
      case .report: "Report"
      }
    }
  }

  /// One hazard's item at its site.
  package struct Task: Sendable, Hashable {
    package var hazard: HazardID
    package var site: SiteReference
    /// The item's index in the checklist.
    package var item: Int
    /// Major and red hazards, and those of the green channel, are checked before others.
    package var isUrgent: Bool
    /// When it was reported, be it as rectified or as a hazard.
    package var at: Timestamp
    /// What is observed now, as text; empty where nobody said.
    package var observation: String
    package var observer: String
    package var evidence: [String]

    package init(
      hazard: HazardID, site: SiteReference, item: Int, isUrgent: Bool, at: Timestamp, observation: String,
      observer: String, evidence: [String]
    ) {
      self.hazard = hazard
      self.site = site
      self.item = item
      self.isUrgent = isUrgent
      self.at = at
      self.observation = observation
      self.observer = observer
      self.evidence = evidence
    }
  }

  /// The id of the campaign: the same whenever it is asked for.
  package var campaign: String
  package var checklistDigest: String
  package var askedAt: Timestamp
  /// In the order of their seqs.
  package var tasks: [Task]
  package var kind: Kind

  package init(
    campaign: String, checklistDigest: String, askedAt: Timestamp, tasks: [Task], kind: Kind = .reinspection
  ) {
    self.campaign = campaign
    self.checklistDigest = checklistDigest
    self.askedAt = askedAt
    self.tasks = tasks
    self.kind = kind
  }

  /// Whether a campaign of this id is one that the ledger asks for.
  package static func isNamed(_ id: String) -> Bool { ReservedCampaignName.prefix(of: id) != nil }

  /// SHA-256 over what is asked, which stays the same when a site's particulars change in between.
  package var digest: String {
    var digest = Digest()
    digest.update(lengthPrefixed: campaign)
    for task in tasks { digest.update(lengthPrefixed: "\(task.hazard)/\(task.item)") }
    return digest.hex()
  }
}

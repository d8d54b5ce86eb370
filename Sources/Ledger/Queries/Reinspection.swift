package import Inspection

/// A campaign that the ledger asks for, to see whether what was reported as rectified is.
package struct Reinspection: Sendable, Hashable {
  /// One hazard's item at its site.
  package struct Task: Sendable, Hashable {
    package var hazard: HazardID
    package var site: SiteReference
    /// The item's index in the checklist.
    package var item: Int
    /// Major and red hazards, and those of the green channel, are checked before others.
    package var isUrgent: Bool
    /// When it was reported as rectified.
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

  package init(campaign: String, checklistDigest: String, askedAt: Timestamp, tasks: [Task]) {
    self.campaign = campaign
    self.checklistDigest = checklistDigest
    self.askedAt = askedAt
    self.tasks = tasks
  }

  /// SHA-256 over what is asked, which stays the same when a site's particulars change in between.
  package var digest: String {
    var digest = Digest()
    digest.update(lengthPrefixed: Array(campaign.utf8))
    for task in tasks { digest.update(lengthPrefixed: Array("\(task.hazard)/\(task.item)".utf8)) }
    return digest.hex()
  }
}

package import Inspection
package import Wire

/// What the control topic says, record by record.
package struct ControlState: Sendable {
  /// By digest.
  package private(set) var checklists: [String: Checklist] = [:]
  package private(set) var campaigns: [String: Campaign] = [:]
  /// That is in force; nil before one was published.
  package private(set) var policy: PublishedPolicy?

  /// A campaign as the control topic knows it.
  package struct Campaign: Sendable, Hashable {
    package var opening: CampaignOpening?
    /// All tasks below this seq were acknowledged.
    package var acknowledged: UInt64 = 0
    package var seal: ControlRecord.CampaignSeal?
    package var cancellation: CampaignCancellation?

    package init() {}
  }

  package init() {}

  /// - Parameter checklistDigest: of the record's checklist, where it is one.
  package mutating func apply(_ record: ControlRecord, checklistDigest: String?) {
    switch record {
    case .checklist(let checklist):
      if let checklistDigest { checklists[checklistDigest] = checklist }
    case .opening(let opening): campaigns[opening.id, default: Campaign()].opening = opening
    case .progress(let campaign, let acknowledged):
      campaigns[campaign, default: Campaign()].acknowledged = acknowledged
    case .seal(let seal): campaigns[seal.campaign, default: Campaign()].seal = seal
    case .cancellation(let cancellation):
      campaigns[cancellation.campaign, default: Campaign()].cancellation = cancellation
    case .policy(let policy): self.policy = policy
    }
  }
}

/// An operator's word that no task of a campaign is to be started any more.
package struct CampaignCancellation: Sendable, Hashable {
  package var campaign: String
  package var cancelledAt: Timestamp
  /// Who cancelled it; may be empty.
  package var person: String
  package var reason: String

  package init(campaign: String, cancelledAt: Timestamp, person: String, reason: String) {
    self.campaign = campaign
    self.cancelledAt = cancelledAt
    self.person = person
    self.reason = reason
  }
}

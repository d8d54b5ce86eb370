package import Inspection

/// What is different from the campaign file when a schedule launches a campaign.
package struct CampaignChange: Sendable {
  package var id: String
  package var title: String
  /// What `{occurrence}` stands for in paths of observations.
  package var occurrence: String
  /// When inspections took place that do not say so, unless the file says it.
  package var asOf: DateText.LocalMoment
  /// Whether a site belongs to it, by its id; nil for all that the file selects.
  package var includes: (@Sendable (String) -> Bool)?

  package init(
    id: String, title: String, occurrence: String, asOf: DateText.LocalMoment,
    includes: (@Sendable (String) -> Bool)? = nil
  ) {
    self.id = id
    self.title = title
    self.occurrence = occurrence
    self.asOf = asOf
    self.includes = includes
  }

  func apply(to campaign: inout CampaignFile) {
    campaign.id = id
    campaign.title = title
    campaign.asOf = campaign.asOf ?? asOf
    for index in campaign.observations.indices {
      campaign.observations[index].text.replace("{occurrence}", with: occurrence)
    }
  }
}

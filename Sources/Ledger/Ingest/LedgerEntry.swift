package import Inspection
package import Rectification

/// One record of a topic, understood.
package enum LedgerEntry: Sendable {
  case checklist(Checklist, digest: String)
  case opening(CampaignOpening)
  case seal(campaign: String, taskCount: UInt64, taskDigest: String, at: Timestamp)
  case cancellation(CampaignCancellation)
  case policy(PublishedPolicy)
  /// Regions come parents first.
  case register(regions: [Region], sites: [Site])
  case result(TaskResult)
  /// A person's command.
  case command(RectificationCommand)
  /// A person accepts a campaign.
  case acceptance(CampaignAcceptance)
  /// Somebody reports a hazard.
  case report(HazardReport)
  /// Somebody records an accident, or corrects it.
  case accident(AccidentCommand)
  /// Somebody forms a campaign's team, or takes a role in it.
  case team(TeamCommand)
  /// An inspector says what was seen of items that nobody had inspected.
  case submission(InspectionSubmission)
  /// It is that late: what the passing of time brings about is due.
  case clock(Timestamp)
  /// A record that cannot be used. It is kept with the reason and stops nothing.
  case rejected(reason: String)
  /// A record that says nothing to the ledger, such as a tombstone.
  case none
}

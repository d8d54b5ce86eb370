package import Inspection

/// Where people accept campaigns.
package protocol CampaignDesk: Sendable {
  /// - Parameter now: when the acceptance arrived.
  func accept(_ acceptance: CampaignAcceptance, now: Timestamp) async throws -> CampaignAcceptanceReport
}

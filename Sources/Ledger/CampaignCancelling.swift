package import Inspection

/// What became of somebody's word that a campaign is to be cancelled.
package enum CampaignCancellationReport: Sendable, Hashable {
  /// The workers were told.
  case told
  case unknownCampaign
  /// What is missing, in words.
  case incomplete(String)
  case cancelledBefore(CampaignCancellation)
  /// Every task has ended: nothing is left to cancel.
  case complete
  /// Its tasks are still being sent: what nobody will send must be ended by whoever knows how far that is.
  case notSealed
  /// The brokers did not take it, or did not say that they had; why, in words.
  case notTold(String)
}

/// Where people cancel campaigns.
package protocol CancellationDesk: Sendable {
  func cancel(_ cancellation: CampaignCancellation) async throws -> CampaignCancellationReport
}

/// Cancels campaigns all of whose tasks are sent: the workers are told, and end what they have not started. Cancelling
/// again does no harm, since the first cancellation holds.
package struct SealedCampaigns: CancellationDesk {
  private let ledger: any LedgerReading
  private let tell: @Sendable (CampaignCancellation) async throws -> Void

  /// - Parameter tell: tells workers and ledger; returns when that cannot get lost any more.
  package init(
    _ ledger: any LedgerReading, tell: @escaping @Sendable (CampaignCancellation) async throws -> Void
  ) {
    self.ledger = ledger
    self.tell = tell
  }

  package func cancel(_ cancellation: CampaignCancellation) async throws -> CampaignCancellationReport {
    for (text, what) in [
      (cancellation.person, "person is missing: who cancels it?"),
      (cancellation.reason, "reason is missing: why is it cancelled?"),
    ] where text.allSatisfy(\.isWhitespace) {
      return .incomplete(what)
    }
    guard let status = try await ledger.campaign(cancellation.campaign)?.status else {
      return .unknownCampaign
    }
    if let earlier = status.cancellation { return .cancelledBefore(earlier) }
    switch status.phase {
    case .complete, .cancelled: return .complete
    case .launching: return .notSealed
    case .running, .cancelling: break
    }
    do {
      try await tell(cancellation)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      return .notTold("\(error)")
    }
    return .told
  }
}

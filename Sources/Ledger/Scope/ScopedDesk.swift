package import Access
package import Inspection
package import Rectification

/// A desk that asks who it is: it takes only what somebody may do, where they may, and in their own name.
package struct ScopedDesk: Sendable {
  private let desk: any CampaignDesk & RectificationDesk
  private let ledger: ScopedLedger
  private let principal: Principal
  private let cancellations: (any CancellationDesk)?

  /// - Parameter cancellations: nil where no campaign can be cancelled.
  package init(
    _ desk: any CampaignDesk & RectificationDesk, _ ledger: ScopedLedger, _ principal: Principal,
    cancellations: (any CancellationDesk)? = nil
  ) {
    self.desk = desk
    self.cancellations = cancellations
    self.ledger = ledger
    self.principal = principal
  }
}

extension ScopedDesk: RectificationDesk {
  /// - Throws: `AccessDenied`.
  package func carryOut(
    _ command: RectificationCommand, now: Timestamp
  ) async throws -> RectificationReport {
    var command = command
    (command.person, command.role) = try principal.signed(
      .act(command.action), person: command.person, role: command.role)
    let hidden = try await hidden(command.targets + (command.details.original.map { [.init($0)] } ?? []))
    // As of hazards that do not exist: whoever may not see one is not told that there is one.
    guard hidden.isEmpty else {
      return RectificationReport(
        lines: hidden.map {
          .init(
            hazard: $0, state: nil, version: nil,
            refusal: RectificationRefusal(.unknownHazard, "there is no hazard \($0)"))
        })
    }
    return try await desk.carryOut(command, now: now)
  }

  private func hidden(_ targets: [RectificationCommand.Target]) async throws -> [HazardID] {
    guard ledger.scope != .everywhere else { return [] }
    var hidden: [HazardID] = []
    for target in targets where try await !ledger.isInSight(.hazard(target.hazard)) {
      hidden.append(target.hazard)
    }
    return hidden
  }
}

extension ScopedDesk: CampaignDesk {
  /// - Throws: `AccessDenied`.
  package func accept(
    _ acceptance: CampaignAcceptance, now: Timestamp
  ) async throws -> CampaignAcceptanceReport {
    var acceptance = acceptance
    (acceptance.person, acceptance.role) = try principal.signed(
      .acceptCampaign, person: acceptance.person, role: acceptance.role)
    try ledger.requireEverywhere("A campaign")
    return try await desk.accept(acceptance, now: now)
  }
}

extension ScopedDesk: CancellationDesk {
  /// - Throws: `AccessDenied`.
  package func cancel(_ cancellation: CampaignCancellation) async throws -> CampaignCancellationReport {
    var cancellation = cancellation
    (cancellation.person, _) = try principal.signed(.operate, person: cancellation.person, role: "")
    try ledger.requireEverywhere("A campaign")
    guard let cancellations else { return .notTold("this aggregator is connected to no brokers") }
    return try await cancellations.cancel(cancellation)
  }
}

package import Inspection
package import Ledger
import Rectification
import Responsibility

extension SQLLedger {
  /// How far ahead is looked: no ladder has more steps.
  private static let stepsAhead = 20

  package func responsibility(for id: HazardID, at time: Timestamp) async throws -> ResponsibilityAnswer {
    try await database.read { db in
      guard var hazard = try HazardCase.fetch(db, key: id.key) else { return .unknownHazard }
      guard let inForce = try PolicyInForce.fetch(db), let clock = try inForce.clock(db, for: hazard) else {
        return .noPolicy
      }
      hazard.clock = clock
      var ahead: [RectificationEvent] = []
      while ahead.count < Self.stepsAhead, let event = hazard.nextEvent {
        ahead.append(event)
        hazard.append(event)
      }
      return .answer(
        HazardResponsibility(
          policy: inForce.policy, publishedAt: inForce.publishedAt, publishedBy: inForce.publishedBy,
          facts: clock.facts, day: inForce.policy.calendar.zone.day(of: time), ahead: ahead))
    }
  }
}

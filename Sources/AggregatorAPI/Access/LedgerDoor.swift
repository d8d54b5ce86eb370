package import Access
import Hummingbird
package import Ledger
package import StatusServer

/// The only way from a request to the ledger: what comes through it is what its sender may see and do.
package struct LedgerDoor: Sendable {
  private let store: any LedgerReading
  private let reports: any LedgerReports
  private let desk: any CampaignDesk & RectificationDesk
  private let intake: Intake?
  private let cancellations: (any CancellationDesk)?

  package init(
    store: any LedgerReading, reports: any LedgerReports, desk: any CampaignDesk & RectificationDesk,
    intake: Intake? = nil, cancellations: (any CancellationDesk)? = nil
  ) {
    self.store = store
    self.reports = reports
    self.desk = desk
    self.intake = intake
    self.cancellations = cancellations
  }

  /// - Throws: `Problem` for a request that nobody was asked to identify: a fault of this program.
  package func ledger(for context: FleetContext) throws -> ScopedLedger {
    ScopedLedger(store, reports, scope: try context.known().scope)
  }

  package func desk(for context: FleetContext) throws -> ScopedDesk {
    ScopedDesk(desk, try ledger(for: context), try context.known(), cancellations: cancellations)
  }

  func intake(for context: FleetContext) throws -> Intake {
    guard let scoped = try inspections(for: context) else {
      throw Problem(.notFound, "Nothing is taken in here.")
    }
    return Intake(desk: scoped, book: scoped)
  }

  /// - Returns: nil where nothing is taken in.
  func inspections(for context: FleetContext) throws -> ScopedIntake? {
    guard let intake else { return nil }
    return ScopedIntake(intake.desk, intake.book, try ledger(for: context), try context.known())
  }
}

extension FleetContext {
  /// Who asks.
  package func known() throws -> Principal {
    guard let principal else { throw Problem(.unauthorized, "It is not known who asks.") }
    return principal
  }
}
